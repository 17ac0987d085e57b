import type { Migration } from './migration.ts';

/** Guards that let rows in once and never change, remove or replace them. */
const appendOnly = (table: string, sameKey: string) => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${sameKey}) BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
`;

/** Format 1. Frozen: files in the field were made by this text, and a file's schema is compared with it. */
export const migration0001: Migration = {
  version: 1,
  sql: `
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
${appendOnly('case_facts', 'id = NEW.id')}
${appendOnly('subjects', 'number = NEW.number')}
${appendOnly('playbook_snapshot', 'id = NEW.id')}
${appendOnly('exhibits', 'number = NEW.number')}
${appendOnly('raw_answers', 'exhibit = NEW.exhibit')}
${appendOnly('answer_revisions', 'question_id = NEW.question_id AND revision = NEW.revision')}
${appendOnly('citations', 'question_id = NEW.question_id AND revision = NEW.revision AND position = NEW.position')}
${appendOnly('task_revisions', 'task_id = NEW.task_id AND revision = NEW.revision')}
${appendOnly('note_revisions', 'note = NEW.note AND revision = NEW.revision')}
${appendOnly('custody_events', 'sequence = NEW.sequence')}
`,
};
