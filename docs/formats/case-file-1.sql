CREATE TABLE case_facts (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  case_id TEXT NOT NULL,
  title TEXT NOT NULL,
  examiner TEXT NOT NULL,
  created_at TEXT NOT NULL,
  product_version TEXT NOT NULL,
  source TEXT NOT NULL,
  source_label TEXT NOT NULL,
  window_from TEXT NOT NULL,
  window_to TEXT NOT NULL
) STRICT;
CREATE TABLE subjects (
  number INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL
) STRICT;
CREATE TABLE playbook_snapshot (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  playbook TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;
CREATE TABLE exhibits (
  number INTEGER PRIMARY KEY,
  step_id TEXT,
  variant TEXT NOT NULL,
  title TEXT NOT NULL,
  outcome TEXT NOT NULL,
  error_code TEXT,
  error_message TEXT,
  error_detail TEXT,
  kql TEXT NOT NULL,
  kql_sha256 TEXT NOT NULL,
  parameters TEXT NOT NULL,
  window_from TEXT NOT NULL,
  window_to TEXT NOT NULL,
  source_label TEXT NOT NULL,
  identity TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT NOT NULL,
  versions TEXT NOT NULL,
  verdicts TEXT NOT NULL,
  columns TEXT NOT NULL,
  row_count INTEGER NOT NULL,
  rows_sha256 TEXT NOT NULL,
  answer_bytes INTEGER NOT NULL,
  answer_sha256 TEXT NOT NULL
) STRICT;
CREATE TABLE raw_answers (
  exhibit INTEGER PRIMARY KEY REFERENCES exhibits (number),
  encoding TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;
CREATE TABLE answer_revisions (
  question_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  value TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  answered_at TEXT NOT NULL,
  PRIMARY KEY (question_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE citations (
  question_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  position INTEGER NOT NULL,
  exhibit INTEGER NOT NULL REFERENCES exhibits (number),
  row INTEGER NOT NULL,
  row_sha256 TEXT NOT NULL,
  PRIMARY KEY (question_id, revision, position),
  FOREIGN KEY (question_id, revision) REFERENCES answer_revisions (question_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE task_revisions (
  task_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  state TEXT NOT NULL,
  remark TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (task_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE note_revisions (
  note INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  text TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (note, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE custody_events (
  sequence INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER custody_events_in_order BEFORE INSERT ON custody_events WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM custody_events) BEGIN SELECT RAISE(ABORT, 'custody_events is a chain'); END;
CREATE TRIGGER case_facts_no_update BEFORE UPDATE ON case_facts BEGIN SELECT RAISE(ABORT, 'case_facts is append-only'); END;
CREATE TRIGGER case_facts_no_delete BEFORE DELETE ON case_facts BEGIN SELECT RAISE(ABORT, 'case_facts is append-only'); END;
CREATE TRIGGER case_facts_no_replace BEFORE INSERT ON case_facts WHEN EXISTS (SELECT 1 FROM case_facts WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'case_facts is append-only'); END;
CREATE TRIGGER subjects_no_update BEFORE UPDATE ON subjects BEGIN SELECT RAISE(ABORT, 'subjects is append-only'); END;
CREATE TRIGGER subjects_no_delete BEFORE DELETE ON subjects BEGIN SELECT RAISE(ABORT, 'subjects is append-only'); END;
CREATE TRIGGER subjects_no_replace BEFORE INSERT ON subjects WHEN EXISTS (SELECT 1 FROM subjects WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'subjects is append-only'); END;
CREATE TRIGGER playbook_snapshot_no_update BEFORE UPDATE ON playbook_snapshot BEGIN SELECT RAISE(ABORT, 'playbook_snapshot is append-only'); END;
CREATE TRIGGER playbook_snapshot_no_delete BEFORE DELETE ON playbook_snapshot BEGIN SELECT RAISE(ABORT, 'playbook_snapshot is append-only'); END;
CREATE TRIGGER playbook_snapshot_no_replace BEFORE INSERT ON playbook_snapshot WHEN EXISTS (SELECT 1 FROM playbook_snapshot WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'playbook_snapshot is append-only'); END;
CREATE TRIGGER exhibits_no_update BEFORE UPDATE ON exhibits BEGIN SELECT RAISE(ABORT, 'exhibits is append-only'); END;
CREATE TRIGGER exhibits_no_delete BEFORE DELETE ON exhibits BEGIN SELECT RAISE(ABORT, 'exhibits is append-only'); END;
CREATE TRIGGER exhibits_no_replace BEFORE INSERT ON exhibits WHEN EXISTS (SELECT 1 FROM exhibits WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'exhibits is append-only'); END;
CREATE TRIGGER raw_answers_no_update BEFORE UPDATE ON raw_answers BEGIN SELECT RAISE(ABORT, 'raw_answers is append-only'); END;
CREATE TRIGGER raw_answers_no_delete BEFORE DELETE ON raw_answers BEGIN SELECT RAISE(ABORT, 'raw_answers is append-only'); END;
CREATE TRIGGER raw_answers_no_replace BEFORE INSERT ON raw_answers WHEN EXISTS (SELECT 1 FROM raw_answers WHERE exhibit = NEW.exhibit) BEGIN SELECT RAISE(ABORT, 'raw_answers is append-only'); END;
CREATE TRIGGER answer_revisions_no_update BEFORE UPDATE ON answer_revisions BEGIN SELECT RAISE(ABORT, 'answer_revisions is append-only'); END;
CREATE TRIGGER answer_revisions_no_delete BEFORE DELETE ON answer_revisions BEGIN SELECT RAISE(ABORT, 'answer_revisions is append-only'); END;
CREATE TRIGGER answer_revisions_no_replace BEFORE INSERT ON answer_revisions WHEN EXISTS (SELECT 1 FROM answer_revisions WHERE question_id = NEW.question_id AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'answer_revisions is append-only'); END;
CREATE TRIGGER citations_no_update BEFORE UPDATE ON citations BEGIN SELECT RAISE(ABORT, 'citations is append-only'); END;
CREATE TRIGGER citations_no_delete BEFORE DELETE ON citations BEGIN SELECT RAISE(ABORT, 'citations is append-only'); END;
CREATE TRIGGER citations_no_replace BEFORE INSERT ON citations WHEN EXISTS (SELECT 1 FROM citations WHERE question_id = NEW.question_id AND revision = NEW.revision AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'citations is append-only'); END;
CREATE TRIGGER task_revisions_no_update BEFORE UPDATE ON task_revisions BEGIN SELECT RAISE(ABORT, 'task_revisions is append-only'); END;
CREATE TRIGGER task_revisions_no_delete BEFORE DELETE ON task_revisions BEGIN SELECT RAISE(ABORT, 'task_revisions is append-only'); END;
CREATE TRIGGER task_revisions_no_replace BEFORE INSERT ON task_revisions WHEN EXISTS (SELECT 1 FROM task_revisions WHERE task_id = NEW.task_id AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'task_revisions is append-only'); END;
CREATE TRIGGER note_revisions_no_update BEFORE UPDATE ON note_revisions BEGIN SELECT RAISE(ABORT, 'note_revisions is append-only'); END;
CREATE TRIGGER note_revisions_no_delete BEFORE DELETE ON note_revisions BEGIN SELECT RAISE(ABORT, 'note_revisions is append-only'); END;
CREATE TRIGGER note_revisions_no_replace BEFORE INSERT ON note_revisions WHEN EXISTS (SELECT 1 FROM note_revisions WHERE note = NEW.note AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'note_revisions is append-only'); END;
CREATE TRIGGER custody_events_no_update BEFORE UPDATE ON custody_events BEGIN SELECT RAISE(ABORT, 'custody_events is append-only'); END;
CREATE TRIGGER custody_events_no_delete BEFORE DELETE ON custody_events BEGIN SELECT RAISE(ABORT, 'custody_events is append-only'); END;
CREATE TRIGGER custody_events_no_replace BEFORE INSERT ON custody_events WHEN EXISTS (SELECT 1 FROM custody_events WHERE sequence = NEW.sequence) BEGIN SELECT RAISE(ABORT, 'custody_events is append-only'); END;
