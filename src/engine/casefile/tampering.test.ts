import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyCaseFile } from '../../../docs/formats/verify-case.mjs';
import { testFolder, wholeCase, withoutGuards } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
const original = place.at('original.casefile');
beforeAll(async () => (await wholeCase(original)).close());
afterAll(() => place.remove());

/** A copy of the case, changed by someone who has its guards out of the way and puts them back. */
function tampered(sql: string): string {
  const path = place.at('tampered.casefile');
  copyFileSync(original, path);
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  db.pragma('synchronous = OFF');
  db.function('flip', (value) => {
    const bytes = Buffer.from(value instanceof Uint8Array ? value : String(value));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    return typeof value === 'string' ? bytes.toString('utf8') : bytes;
  });
  withoutGuards(db, () => db.exec(sql));
  db.close();
  return path;
}

const changes: readonly [sql: string, named: RegExp][] = [
  ['UPDATE raw_answers SET content = flip(content) WHERE exhibit = 1', /^exhibit 1: .*raw answer/],
  ["UPDATE r1 SET c1 = 'admin' WHERE n = 1", /^exhibit 1: stored rows do not match/],
  ['UPDATE r1 SET c2 = 9007199254740992 WHERE n = 2', /^exhibit 1: stored rows/],
  ['UPDATE r1 SET c3 = 0.50000000000000011 WHERE n = 1', /^exhibit 1: stored rows/],
  ["UPDATE r1 SET c3 = NULL WHERE c3 = 'NaN'", /^exhibit 1: stored rows/],
  ['UPDATE r1 SET c4 = 0 WHERE n = 1', /^exhibit 1: stored rows/],
  ['DELETE FROM r1 WHERE n = 4', /^exhibit 1: has 3 rows; 4 were saved/],
  ['UPDATE r1 SET n = 9 WHERE n = 4', /^exhibit 1: has 4 rows, not numbered from 1/],
  ["INSERT INTO r1 (n, c1) VALUES (5, 'x')", /^exhibit 1: has 5 rows/],
  ...[
    'step_id',
    'title',
    'kql',
    'kql_sha256',
    'parameters',
    'window_from',
    'source_label',
    'started_at',
    'versions',
    'verdicts',
    'rows_sha256',
    'answer_sha256',
  ].map((column): [string, RegExp] => [
    `UPDATE exhibits SET ${column} = flip(${column}) WHERE number = 1`,
    /^exhibit 1: (does not match the hash in its custody event|cannot be read)/,
  ]),
  ['UPDATE exhibits SET answer_bytes = answer_bytes + 1 WHERE number = 1', /^exhibit 1: .*raw answer/],
  ["UPDATE exhibits SET identity = 'me' WHERE number = 1", /^exhibit 1: does not match/],
  ["UPDATE exhibits SET error_detail = '{}' WHERE number = 2", /^exhibit 2: does not match/],
  ['DELETE FROM exhibits WHERE number = 2', /^exhibit 2: is missing/],
  [
    `INSERT INTO exhibits SELECT 4, step_id, variant, title, outcome, error_code, error_message, error_detail, kql,
     kql_sha256, parameters, window_from, window_to, source_label, identity, started_at, finished_at, versions, verdicts,
     columns, row_count, rows_sha256, answer_bytes, answer_sha256 FROM exhibits WHERE number = 2`,
    /^exhibit 4: no custody event tells of it/,
  ],
  [
    "UPDATE answer_revisions SET value = 'expected' WHERE revision = 2",
    /^answer to users-1, revision 2: does not match/,
  ],
  ['UPDATE answer_revisions SET reason = flip(reason) WHERE revision = 2', /^answer to users-1, revision 2: does not/],
  ["UPDATE answer_revisions SET reason = 'new' WHERE revision = 1", /^answer to users-1, revision 1: does not match/],
  [
    'UPDATE citations SET row = 3 WHERE position = 1',
    /^answer to users-1, revision 2: exhibit 1, row 3: is not the row/,
  ],
  ['DELETE FROM citations WHERE position = 2', /^answer to users-1, revision 2: does not match/],
  ['UPDATE note_revisions SET text = flip(text) WHERE revision = 1', /^note 1, revision 1: does not match/],
  [
    "INSERT INTO note_revisions VALUES (2, 1, 'x', 'y', '2026-01-01T00:00:00Z')",
    /^note 2, revision 1: no custody event/,
  ],
  ['DELETE FROM note_revisions WHERE revision = 2', /^note 1, revision 2: is missing/],
  ["UPDATE exhibit_roles SET role = 'raw'", /^exhibit 3: does not match/],
  ['DELETE FROM exhibit_roles', /^exhibit 3: does not match/],
  ["INSERT INTO exhibit_roles VALUES (1, 'recomputed', 3, '')", /^exhibit 1: does not match/],
  ['UPDATE answer_limitations SET reason = flip(reason)', /^answer to users-2, revision 1: does not match/],
  ['DELETE FROM answer_limitations', /^answer to users-2, revision 1: does not match/],
  ["INSERT INTO answer_limitations VALUES ('users-1', 2, 'x')", /^answer to users-1, revision 2: does not match/],
  ...['title', 'severity', 'techniques', 'reason', 'alternatives', 'confidence', 'actor', 'at'].map(
    (column): [string, RegExp] => [
      `UPDATE finding_revisions SET ${column} = flip(${column}) WHERE finding = 1 AND revision = 2`,
      /^finding 1, revision 2: does not match/,
    ],
  ),
  ['DELETE FROM finding_revisions WHERE revision = 3', /^finding 1, revision 3: is missing/],
  ['DELETE FROM finding_citations WHERE revision = 3', /^finding 1, revision 3: does not match/],
  [
    'UPDATE finding_citations SET row = 4 WHERE revision = 1',
    /^finding 1, revision 1: exhibit 1, row 4: is not the row/,
  ],
  ['UPDATE bookmark_revisions SET comment = flip(comment) WHERE revision = 1', /^bookmark 1, revision 1: does not/],
  ['UPDATE bookmark_revisions SET row = 1', /^bookmark 1, revision 2: exhibit 1, row 1: is not the row/],
  ['UPDATE profile_revisions SET content = flip(content) WHERE revision = 2', /^profile 1, revision 2: does not/],
  ['UPDATE attachments SET content = flip(content)', /^attachment 1: its bytes do not match/],
  ['UPDATE attachments SET comment = flip(comment)', /^attachment 1: does not match/],
  ['UPDATE attachments SET bytes = 5', /^attachment 1: (does not match|names another)/],
  ['DELETE FROM attachments', /^attachment 1: is missing/],
  ['UPDATE tombstones SET reason = flip(reason)', /^deletion of finding 2: does not match/],
  ["DELETE FROM tombstones WHERE kind = 'note'", /^deletion of note 1: is missing/],
  [
    "INSERT INTO tombstones VALUES ('finding', 1, 'x', 'y', '2026-01-01T00:00:00Z')",
    /^deletion of finding 1: no custody/,
  ],
  [
    "INSERT INTO note_revisions VALUES (1, 3, 'x', 'y', '2026-01-01T00:00:00Z')",
    /^deletion of note 1: hides something/,
  ],
  ["UPDATE task_revisions SET state = 'open'", /^task access, revision 1: does not match/],
  ['UPDATE case_facts SET title = flip(title)', /^case facts: does not match/],
  ['UPDATE case_facts SET source_label = flip(source_label)', /^case facts: does not match/],
  ["UPDATE subjects SET name = 'press-18' WHERE number = 1", /^case facts: does not match/],
  ["INSERT INTO subjects VALUES (3, 'device', 'press-18')", /^case facts: /],
  [
    "UPDATE playbook_snapshot SET playbook = replace(playbook, 'access', 'acesss')",
    /^playbook snapshot: does not match/,
  ],
  ['UPDATE playbook_snapshot SET sha256 = flip(sha256)', /^playbook snapshot: /],
  ...['at', 'actor', 'action', 'detail', 'previous_hash', 'hash'].map((column): [string, RegExp] => [
    `UPDATE custody_events SET ${column} = flip(${column}) WHERE sequence = 5`,
    /^custody event 5: /,
  ]),
  ['DELETE FROM custody_events WHERE sequence = 5', /^custody event 6: expected event 5 here/],
  ['DELETE FROM custody_events', /^custody: does not begin with the creation/],
  [
    'DROP TABLE note_revisions; CREATE TABLE note_revisions (note, revision, text)',
    /^schema: the table "note_revisions" is not/,
  ],
  ['CREATE VIEW v AS SELECT 1', /^schema: the view "v" is not one that Casebook makes/],
  ['CREATE TRIGGER t AFTER INSERT ON note_revisions BEGIN SELECT 1; END', /^schema: the trigger "t" is not/],
];

test.each(changes)('%s', (sql, named) => {
  const { ok, problems } = verifyCase(tampered(sql));
  expect(ok).toBe(false);
  expect(problems).toContainEqual(expect.stringMatching(named));
  expect(verifyCaseFile(place.at('tampered.casefile')).ok).toBe(false);
});

test('a file that says it is another program’s, or of a newer format, is not verified at all', () => {
  expect(() => verifyCase(tampered('PRAGMA application_id = 7'))).toThrow(/it is a database of another program/);
  expect(() => verifyCase(tampered('PRAGMA user_version = 3'))).toThrow(
    /has format 3; this Casebook knows formats up to 2/,
  );
});

test('a header that SQLite cannot make sense of is a named problem', () => {
  const bytes = readFileSync(original);
  bytes[47] = 0x14;
  writeFileSync(place.at('header.casefile'), bytes);
  expect(verifyCase(place.at('header.casefile')).problems).toContainEqual(
    expect.stringMatching(/unsupported file format/),
  );
});

test('the guards alone, dropped and put back, change nothing', () => {
  expect(verifyCase(tampered('SELECT 1'))).toMatchObject({ ok: true, problems: [] });
});

test('the guards refuse changes, removals and replacements', () => {
  const path = place.at('guarded.casefile');
  copyFileSync(original, path);
  const db = new Database(path);
  const tables = [
    'case_facts',
    'subjects',
    'playbook_snapshot',
    'exhibits',
    'raw_answers',
    'answer_revisions',
    'citations',
    'task_revisions',
    'note_revisions',
    'exhibit_roles',
    'answer_limitations',
    'finding_revisions',
    'finding_citations',
    'bookmark_revisions',
    'profile_revisions',
    'attachments',
    'tombstones',
    'custody_events',
    'r1',
  ];
  for (const table of tables) {
    const key = db.prepare<[], string>(`SELECT name FROM pragma_table_info('${table}') LIMIT 1`).pluck().get();
    expect(() => db.exec(`UPDATE ${table} SET ${key} = ${key}`), table).toThrow(/append-only|final/);
    expect(() => db.exec(`DELETE FROM ${table}`), table).toThrow(/append-only|final/);
    expect(() => db.exec(`INSERT OR REPLACE INTO ${table} SELECT * FROM ${table}`), table).toThrow(
      /append-only|final|chain/,
    );
  }
  db.close();
});
