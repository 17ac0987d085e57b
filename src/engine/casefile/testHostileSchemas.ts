import { copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';

import { altered, type MakeHostile } from './testHostile.ts';

const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT';
/** A case with another schema than ours. */
export const schemas: Record<string, MakeHostile> = {
  'a view': altered('CREATE VIEW v AS SELECT 1'),
  'an endless view': altered(`CREATE VIEW v AS ${endless} n FROM c`),
  'an endless view in place of rows': altered(`DROP TABLE r1; CREATE VIEW r1 AS ${endless} n, n AS c0 FROM c`),
  'an endless view in place of the exhibits': altered(
    `DROP TABLE raw_answers; DROP TABLE exhibits; CREATE VIEW exhibits AS ${endless} n AS number, '[]' AS columns, 'answered' AS outcome FROM c`,
  ),
  'an endless view in place of custody': altered(
    `DROP TABLE custody_events; CREATE VIEW custody_events AS ${endless} n AS sequence, '' AS at FROM c`,
  ),
  'an endless view in place of the case facts': altered(
    `DROP TABLE case_facts; CREATE VIEW case_facts AS ${endless} n AS id FROM c`,
  ),
  'a view that unpacks a billion bytes': altered(
    'DROP TABLE case_facts; CREATE VIEW case_facts AS SELECT zeroblob(1000000000) AS id',
  ),
  'a search table': altered('CREATE VIRTUAL TABLE f USING fts5(a)'),
  'a search table in place of notes': altered(
    'DROP TABLE note_revisions; CREATE VIRTUAL TABLE note_revisions USING fts5(note, revision, text, actor, at)',
  ),
  'a table of places': altered('CREATE VIRTUAL TABLE p USING rtree(id, x0, x1)'),
  'a table of the pages': altered('CREATE VIRTUAL TABLE d USING dbstat'),
  'statistics for the planner': altered('ANALYZE'),
  'forged statistics': altered("ANALYZE; UPDATE sqlite_stat1 SET stat = '9999999999999999999 0 -1 noskipscan'"),
  'a counter': altered('CREATE TABLE s (a INTEGER PRIMARY KEY AUTOINCREMENT)'),
  'an index': altered('CREATE INDEX i ON exhibits (title)'),
  'an index over an expression': altered('CREATE INDEX i ON exhibits (hex(zeroblob(1000)))'),
  'a partial index': altered('CREATE INDEX i ON exhibits (title) WHERE number > 1'),
  'a column more': altered("ALTER TABLE note_revisions ADD COLUMN more TEXT DEFAULT 'x'"),
  'a generated column': altered('ALTER TABLE note_revisions ADD COLUMN more TEXT AS (hex(zeroblob(100000000)))'),
  'a column of another name': altered('ALTER TABLE note_revisions RENAME COLUMN text TO words'),
  'a table of another name': altered('ALTER TABLE note_revisions RENAME TO Note_Revisions2'),
  'a table less': altered('DROP TABLE task_revisions'),
  'a guard less': (path, good) => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.exec('DROP TRIGGER note_revisions_no_update');
    db.close();
  },
  'a table of 2000 columns': altered(
    `CREATE TABLE wide (${Array.from({ length: 2000 }, (_, n) => `c${n}`).join(', ')})`,
  ),
  '5000 tables': altered(`BEGIN; ${Array.from({ length: 5000 }, (_, n) => `CREATE TABLE t${n} (a);`).join('')} COMMIT`),
  'a table whose name is SQL': altered('CREATE TABLE "r1; DROP TABLE exhibits" (a)'),
  'a row table that no exhibit has': altered('CREATE TABLE r99 (n INTEGER PRIMARY KEY, c0 TEXT) STRICT'),
  'a schema entry of 50 MB': (path, good) => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.exec(`CREATE TABLE long (a /* ${'x'.repeat(50_000_000)} */)`);
    db.close();
  },
  'a schema entry that is not SQL': (path, good) => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec("UPDATE sqlite_schema SET sql = 'CREATE TABLE (((' WHERE name = 'note_revisions'");
    db.close();
  },
  'two tables on one root page': (path, good) => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec(`UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'subjects')
      WHERE name = 'attachments'`);
    db.close();
  },
  'a table on a root page beyond the end': (path, good) => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.exec("UPDATE sqlite_schema SET rootpage = 99999999 WHERE name = 'attachments'");
    db.close();
  },
};
for (const table of ['exhibits', 'custody_events', 'note_revisions', 'answer_revisions', 'finding_revisions', 'r1']) {
  schemas[`a trigger that writes when ${table} is written`] = altered(
    `CREATE TRIGGER t_${table} AFTER INSERT ON ${table} BEGIN DELETE FROM subjects; END`,
  );
}
schemas['a trigger that attaches a file'] = altered(
  "CREATE TRIGGER t AFTER INSERT ON note_revisions BEGIN SELECT load_extension('/tmp/x'); END",
);
