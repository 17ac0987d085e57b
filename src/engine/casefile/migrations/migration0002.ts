import type { Migration } from './migration.ts';

/** Guards that let rows in once and never change, remove or replace them. */
const appendOnly = (table: string, sameKey: string) => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_replace BEFORE INSERT ON ${table} WHEN EXISTS (SELECT 1 FROM ${table} WHERE ${sameKey}) BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
`;

/** Format 2: findings, bookmarks, profiles, attachments, what an exhibit is for, limitations of answers, and deletions. Frozen. */
export const migration0002: Migration = {
  version: 2,
  sql: `
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
${appendOnly('exhibit_roles', 'exhibit = NEW.exhibit')}
${appendOnly('answer_limitations', 'question_id = NEW.question_id AND revision = NEW.revision')}
${appendOnly('finding_revisions', 'finding = NEW.finding AND revision = NEW.revision')}
${appendOnly('finding_citations', 'finding = NEW.finding AND revision = NEW.revision AND position = NEW.position')}
${appendOnly('bookmark_revisions', 'bookmark = NEW.bookmark AND revision = NEW.revision')}
${appendOnly('profile_revisions', 'profile = NEW.profile AND revision = NEW.revision')}
${appendOnly('attachments', 'number = NEW.number')}
${appendOnly('tombstones', 'kind = NEW.kind AND id = NEW.id')}
`,
};
