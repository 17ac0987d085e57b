CREATE TABLE exhibit_roles (
  exhibit INTEGER PRIMARY KEY REFERENCES exhibits (number),
  role TEXT NOT NULL CHECK (role IN ('companion', 'raw', 'recomputed')),
  of_exhibit INTEGER REFERENCES exhibits (number),
  name TEXT NOT NULL
) STRICT;
CREATE TABLE answer_limitations (
  question_id TEXT NOT NULL,
  revision INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (question_id, revision),
  FOREIGN KEY (question_id, revision) REFERENCES answer_revisions (question_id, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding_revisions (
  finding INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  title TEXT NOT NULL,
  severity TEXT NOT NULL,
  techniques TEXT NOT NULL,
  reason TEXT NOT NULL,
  alternatives TEXT NOT NULL,
  confidence TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (finding, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE finding_citations (
  finding INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  position INTEGER NOT NULL,
  exhibit INTEGER NOT NULL REFERENCES exhibits (number),
  row INTEGER NOT NULL,
  row_sha256 TEXT NOT NULL,
  PRIMARY KEY (finding, revision, position),
  FOREIGN KEY (finding, revision) REFERENCES finding_revisions (finding, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE bookmark_revisions (
  bookmark INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  exhibit INTEGER NOT NULL REFERENCES exhibits (number),
  row INTEGER NOT NULL,
  row_sha256 TEXT NOT NULL,
  comment TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (bookmark, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE profile_revisions (
  profile INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  name TEXT NOT NULL,
  device_model TEXT NOT NULL,
  content TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (profile, revision)
) STRICT, WITHOUT ROWID;
CREATE TABLE attachments (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  content BLOB NOT NULL,
  comment TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE TABLE tombstones (
  kind TEXT NOT NULL CHECK (kind IN ('note', 'finding', 'bookmark', 'attachment', 'profile')),
  id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER exhibit_roles_no_update BEFORE UPDATE ON exhibit_roles BEGIN SELECT RAISE(ABORT, 'exhibit_roles is append-only'); END;
CREATE TRIGGER exhibit_roles_no_delete BEFORE DELETE ON exhibit_roles BEGIN SELECT RAISE(ABORT, 'exhibit_roles is append-only'); END;
CREATE TRIGGER exhibit_roles_no_replace BEFORE INSERT ON exhibit_roles WHEN EXISTS (SELECT 1 FROM exhibit_roles WHERE exhibit = NEW.exhibit) BEGIN SELECT RAISE(ABORT, 'exhibit_roles is append-only'); END;
CREATE TRIGGER answer_limitations_no_update BEFORE UPDATE ON answer_limitations BEGIN SELECT RAISE(ABORT, 'answer_limitations is append-only'); END;
CREATE TRIGGER answer_limitations_no_delete BEFORE DELETE ON answer_limitations BEGIN SELECT RAISE(ABORT, 'answer_limitations is append-only'); END;
CREATE TRIGGER answer_limitations_no_replace BEFORE INSERT ON answer_limitations WHEN EXISTS (SELECT 1 FROM answer_limitations WHERE question_id = NEW.question_id AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'answer_limitations is append-only'); END;
CREATE TRIGGER finding_revisions_no_update BEFORE UPDATE ON finding_revisions BEGIN SELECT RAISE(ABORT, 'finding_revisions is append-only'); END;
CREATE TRIGGER finding_revisions_no_delete BEFORE DELETE ON finding_revisions BEGIN SELECT RAISE(ABORT, 'finding_revisions is append-only'); END;
CREATE TRIGGER finding_revisions_no_replace BEFORE INSERT ON finding_revisions WHEN EXISTS (SELECT 1 FROM finding_revisions WHERE finding = NEW.finding AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'finding_revisions is append-only'); END;
CREATE TRIGGER finding_citations_no_update BEFORE UPDATE ON finding_citations BEGIN SELECT RAISE(ABORT, 'finding_citations is append-only'); END;
CREATE TRIGGER finding_citations_no_delete BEFORE DELETE ON finding_citations BEGIN SELECT RAISE(ABORT, 'finding_citations is append-only'); END;
CREATE TRIGGER finding_citations_no_replace BEFORE INSERT ON finding_citations WHEN EXISTS (SELECT 1 FROM finding_citations WHERE finding = NEW.finding AND revision = NEW.revision AND position = NEW.position) BEGIN SELECT RAISE(ABORT, 'finding_citations is append-only'); END;
CREATE TRIGGER bookmark_revisions_no_update BEFORE UPDATE ON bookmark_revisions BEGIN SELECT RAISE(ABORT, 'bookmark_revisions is append-only'); END;
CREATE TRIGGER bookmark_revisions_no_delete BEFORE DELETE ON bookmark_revisions BEGIN SELECT RAISE(ABORT, 'bookmark_revisions is append-only'); END;
CREATE TRIGGER bookmark_revisions_no_replace BEFORE INSERT ON bookmark_revisions WHEN EXISTS (SELECT 1 FROM bookmark_revisions WHERE bookmark = NEW.bookmark AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'bookmark_revisions is append-only'); END;
CREATE TRIGGER profile_revisions_no_update BEFORE UPDATE ON profile_revisions BEGIN SELECT RAISE(ABORT, 'profile_revisions is append-only'); END;
CREATE TRIGGER profile_revisions_no_delete BEFORE DELETE ON profile_revisions BEGIN SELECT RAISE(ABORT, 'profile_revisions is append-only'); END;
CREATE TRIGGER profile_revisions_no_replace BEFORE INSERT ON profile_revisions WHEN EXISTS (SELECT 1 FROM profile_revisions WHERE profile = NEW.profile AND revision = NEW.revision) BEGIN SELECT RAISE(ABORT, 'profile_revisions is append-only'); END;
CREATE TRIGGER attachments_no_update BEFORE UPDATE ON attachments BEGIN SELECT RAISE(ABORT, 'attachments is append-only'); END;
CREATE TRIGGER attachments_no_delete BEFORE DELETE ON attachments BEGIN SELECT RAISE(ABORT, 'attachments is append-only'); END;
CREATE TRIGGER attachments_no_replace BEFORE INSERT ON attachments WHEN EXISTS (SELECT 1 FROM attachments WHERE number = NEW.number) BEGIN SELECT RAISE(ABORT, 'attachments is append-only'); END;
CREATE TRIGGER tombstones_no_update BEFORE UPDATE ON tombstones BEGIN SELECT RAISE(ABORT, 'tombstones is append-only'); END;
CREATE TRIGGER tombstones_no_delete BEFORE DELETE ON tombstones BEGIN SELECT RAISE(ABORT, 'tombstones is append-only'); END;
CREATE TRIGGER tombstones_no_replace BEFORE INSERT ON tombstones WHEN EXISTS (SELECT 1 FROM tombstones WHERE kind = NEW.kind AND id = NEW.id) BEGIN SELECT RAISE(ABORT, 'tombstones is append-only'); END;
