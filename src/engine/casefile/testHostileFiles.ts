import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { withoutGuards } from './testCase.ts';

/** A file that somebody sends as a case: its name, and how it is made at a path beside a good case. */
export interface HostileFile {
  readonly name: string;
  readonly make: (path: string, good: string) => void;
}

/** Runs one of the system's own programs. */
function system(program: string, ...options: string[]): void {
  execFileSync(program, options, { stdio: 'ignore' });
}

/** A copy of the good case on which `sql` was run without its guards, which are put back. */
const altered =
  (sql: string) =>
  (path: string, good: string): void => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('foreign_keys = OFF');
    db.pragma('synchronous = OFF');
    withoutGuards(db, () => db.exec(sql));
    db.close();
  };

/** A table whose strictness is taken away, filled, and claimed again. */
const unstrict = (table: string, sql: string) => (path: string, good: string) => {
  altered('')(path, good);
  const change = (from: string, to: string) => {
    const db = new Database(path);
    db.unsafeMode(true);
    db.pragma('writable_schema = ON');
    db.prepare('UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = ?').run(from, to, table);
    db.close();
  };
  change(') STRICT', ') ');
  const db = new Database(path);
  db.pragma('foreign_keys = OFF');
  for (const event of ['update', 'delete', 'replace', 'insert']) db.exec(`DROP TRIGGER IF EXISTS ${table}_no_${event}`);
  db.exec(sql);
  db.close();
  change(') ', ') STRICT');
};

const patched = (at: number, bytes: readonly number[]) => (path: string, good: string) => {
  const content = readFileSync(good);
  content.set(bytes, at);
  writeFileSync(path, content);
};
const content = (bytes: string | Buffer) => (path: string) => writeFileSync(path, bytes);
const beside = (suffix: string, bytes: (good: string) => Buffer | string) => (path: string, good: string) => {
  copyFileSync(good, path);
  writeFileSync(path + suffix, bytes(good));
};

const notDatabases: Record<string, HostileFile['make']> = {
  'an empty file': content(''),
  'one byte': content('S'),
  'the magic alone': content('SQLite format 3\0'),
  'the magic and zeros': content(Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(100_000)])),
  'the magic and noise': content(
    Buffer.concat([
      Buffer.from('SQLite format 3\0'),
      Buffer.from(Array.from({ length: 90_000 }, (_, n) => (n * 7919) % 251)),
    ]),
  ),
  'a picture': content(Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), Buffer.alloc(9000)])),
  'a page of HTML': content('<html><script>alert(1)</script></html>'.repeat(500)),
  'text in UTF-16': content(Buffer.from('\ufeffcase'.repeat(5000), 'utf16le')),
  'a gzip bomb': content(gzipSync(Buffer.alloc(100_000_000))),
  'a zip bomb': content(Buffer.concat([Buffer.from('PK\x03\x04'), gzipSync(Buffer.alloc(50_000_000))])),
  '300 megabytes of nothing': (path) => {
    writeFileSync(path, '');
    truncateSync(path, 300_000_000);
  },
  'a case and 300 megabytes of nothing': (path, good) => {
    copyFileSync(good, path);
    truncateSync(path, 300_000_000);
  },
  'a folder': (path) => mkdirSync(path),
  'a link to nowhere': (path) => symlinkSync(`${path}.gone`, path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a link to a device without end': (path) => symlinkSync('/dev/zero', path),
  'a pipe that nobody fills': (path) => {
    system('mkfifo', path);
  },
};

const headers: Record<string, HostileFile['make']> = {};
const headerChanges: readonly (readonly [string, number, readonly number[]])[] = [
  ['page size 0', 16, [0, 0]],
  ['page size 1 (65536)', 16, [0, 1]],
  ['page size 512', 16, [2, 0]],
  ['page size 3', 16, [0, 3]],
  ['page size 32768', 16, [128, 0]],
  ['write version 9', 18, [9]],
  ['read version 9', 19, [9]],
  ['both in WAL mode', 18, [2, 2]],
  ['255 reserved bytes', 20, [255]],
  ['other payload fractions', 21, [1, 1, 1]],
  ['2^32 - 1 pages', 28, [255, 255, 255, 255]],
  ['no pages', 28, [0, 0, 0, 0]],
  ['a list of free pages beyond the end', 32, [127, 255, 255, 255, 0, 0, 255, 255]],
  ['a list of free pages at the root', 32, [0, 0, 0, 1, 0, 0, 0, 5]],
  ['schema format 0', 44, [0, 0, 0, 0]],
  ['schema format 9', 44, [0, 0, 0, 9]],
  ['a cache of 2^31 pages', 48, [127, 255, 255, 255]],
  ['vacuum mode', 52, [0, 0, 0, 9]],
  ['text in UTF-16le', 56, [0, 0, 0, 2]],
  ['text in UTF-16be', 56, [0, 0, 0, 3]],
  ['text in encoding 9', 56, [0, 0, 0, 9]],
  ['format -1', 60, [255, 255, 255, 255]],
  ['format 0', 60, [0, 0, 0, 0]],
  ['format 3', 60, [0, 0, 0, 3]],
  ['format 1 with the tables of 2', 60, [0, 0, 0, 1]],
  ['format 2^31 - 1', 60, [127, 255, 255, 255]],
  ['another program’s id', 68, [0, 0, 0, 0]],
  ['a negative id', 68, [255, 255, 255, 255]],
  ['the root page as an index', 100, [10]],
  ['the root page with 65535 cells', 103, [255, 255]],
  ['the root page pointing at itself', 108, [0, 0, 0, 1]],
  ['the root page pointing beyond the end', 108, [127, 255, 255, 255]],
];
for (const [name, at, bytes] of headerChanges) headers[`a header with ${name}`] = patched(at, bytes);

const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT';
const schemas: Record<string, HostileFile['make']> = {
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

const injections: Record<string, string> = {
  HTML: '"><img src=x onerror=alert(1)><script>alert(2)</script>',
  Markdown: '[x](javascript:alert(1)) ![y](file:///etc/passwd)\n# heading\n<details open ontoggle=alert(1)>',
  Typst: '#read("/etc/passwd") #eval("1") $x$ @cite <label> \\ #import "@preview/x"',
  SQL: "'; DROP TABLE exhibits; --",
  'path escapes': '../../../../etc/passwd\\..\\..\\CON:NUL',
  'terminal controls': '\u001b[2J\u001b]0;x\u0007\u202egnp.exe\u0000end',
};
const texts: readonly (readonly [table: string, columns: readonly string[]])[] = [
  [
    'case_facts',
    ['title', 'examiner', 'source_label', 'product_version', 'window_from', 'source', 'case_id', 'created_at'],
  ],
  ['subjects', ['name', 'kind']],
  [
    'exhibits',
    [
      'title',
      'kql',
      'error_message',
      'source_label',
      'identity',
      'started_at',
      'parameters',
      'versions',
      'verdicts',
      'columns',
      'variant',
    ],
  ],
  ['answer_revisions', ['reason', 'actor', 'value', 'question_id']],
  ['task_revisions', ['remark', 'state']],
  ['note_revisions', ['text', 'actor', 'at']],
  ['finding_revisions', ['title', 'reason', 'alternatives', 'techniques', 'severity', 'confidence']],
  ['bookmark_revisions', ['comment', 'row_sha256']],
  ['profile_revisions', ['name', 'device_model', 'content']],
  ['attachments', ['name', 'media_type', 'comment', 'sha256']],
  ['exhibit_roles', ['name']],
  ['answer_limitations', ['reason']],
  ['tombstones', ['reason']],
  ['raw_answers', ['encoding']],
  ['custody_events', ['actor', 'action', 'detail', 'hash', 'at']],
];
const quoted = (text: string) => `CAST(x'${Buffer.from(text).toString('hex')}' AS TEXT)`;
const values: Record<string, HostileFile['make']> = {};
for (const [table, columns] of texts) {
  const everyColumn = (value: string) =>
    columns.filter((column) => !/^(kind|question_id)$/.test(column)).map((c) => `${c} = ${value}`);
  for (const [what, text] of Object.entries(injections)) {
    values[`${what} in the texts of ${table}`] = altered(`UPDATE ${table} SET ${everyColumn(quoted(text)).join(', ')}`);
  }
  for (const column of columns.filter((name) => name !== 'question_id')) {
    values[`bytes that are not UTF-8 in ${table}.${column}`] = altered(
      `UPDATE ${table} SET ${column} = CAST(x'eda080c328ff00fe' AS TEXT)`,
    );
  }
}
for (const [table, column] of [
  ['note_revisions', 'text'],
  ['exhibits', 'kql'],
  ['finding_revisions', 'reason'],
  ['custody_events', 'detail'],
  ['profile_revisions', 'content'],
  ['exhibits', 'columns'],
  ['r1', 'c1'],
] as const) {
  values[`50 MB in ${table}.${column}`] = altered(
    `UPDATE ${table} SET ${column} = hex(zeroblob(25000000)) WHERE ${column} IS (SELECT max(${column}) FROM ${table})`,
  );
}
for (const [name, sql] of Object.entries({
  'a negative row count': 'UPDATE exhibits SET row_count = -1',
  'a row count of 2^63 - 1': 'UPDATE exhibits SET row_count = 9223372036854775807',
  'a raw answer of -1 bytes': 'UPDATE exhibits SET answer_bytes = -1',
  'a raw answer of 2^63 - 1 bytes': 'UPDATE exhibits SET answer_bytes = 9223372036854775807',
  'an exhibit of a negative number': 'UPDATE exhibits SET number = -1 WHERE number = 2',
  'an exhibit of number 2^62': 'UPDATE exhibits SET number = 4611686018427387904 WHERE number = 2',
  'revision 0': 'UPDATE note_revisions SET revision = 0 WHERE revision = 1',
  'revision -5': 'UPDATE answer_revisions SET revision = -5 WHERE revision = 1',
  'a finding of number -1': 'UPDATE finding_revisions SET finding = -1 WHERE finding = 2',
  'an attachment of number 0': 'UPDATE attachments SET number = 0',
  'an attachment of -1 bytes': 'UPDATE attachments SET bytes = -1',
  'a citation of row -1': 'UPDATE citations SET row = -1',
  'a citation of exhibit 999': 'UPDATE citations SET exhibit = 999',
  'a bookmark of row 2^62': 'UPDATE bookmark_revisions SET row = 4611686018427387904',
  'events numbered from -1': 'UPDATE custody_events SET sequence = -1 WHERE sequence = 1',
  'an event of number 2^63 - 1': 'UPDATE custody_events SET sequence = 9223372036854775807 WHERE sequence = 20',
  'no events': 'DELETE FROM custody_events',
  'no facts': 'DELETE FROM case_facts',
  'three subjects': "INSERT INTO subjects VALUES (3, 'device', 'x')",
  'a role of an exhibit that is not there': 'UPDATE exhibit_roles SET of_exhibit = 999',
  'an exhibit that belongs to itself': 'UPDATE exhibit_roles SET of_exhibit = 3',
  'a million columns': `UPDATE exhibits SET columns = (WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000)
    SELECT json_group_array(json_object('name', 'c', 'type', 'long')) FROM c) WHERE number = 1`,
  'columns nested a million deep': `UPDATE exhibits SET columns = replace(hex(zeroblob(500000)), '0', '[') WHERE number = 1`,
  'a playbook nested a million deep': `UPDATE playbook_snapshot SET playbook = replace(hex(zeroblob(500000)), '0', '[')`,
  'a playbook of 40 MB': `UPDATE playbook_snapshot SET playbook = '"' || hex(zeroblob(20000000)) || '"'`,
  'a profile nested a million deep': `UPDATE profile_revisions SET content = replace(hex(zeroblob(500000)), '0', '[')`,
  'a profile with a key of its prototype': `UPDATE profile_revisions SET content = '{"__proto__":{"x":1}}'`,
  'parameters with a key of their prototype': `UPDATE exhibits SET parameters = '{"__proto__":"x","constructor":"y"}'`,
  'a source in another kind of place': `UPDATE case_facts SET source = '{"kind":"ftp","folder":"x"}'`,
  'a source folder of a device': `UPDATE case_facts SET source = '{"folder":"/dev","kind":"local"}'`,
  'ten thousand notes': `WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 10000)
    INSERT INTO note_revisions SELECT n + 10, 1, 'x', 'y', '2026-01-01T00:00:00Z' FROM c`,
  'a raw answer in another encoding': "UPDATE raw_answers SET encoding = 'zip'",
  'a raw answer that is empty': "UPDATE raw_answers SET content = x''",
  'a raw answer cut off': 'UPDATE raw_answers SET content = substr(content, 1, 30)',
  'a raw answer that is noise': 'UPDATE raw_answers SET content = randomblob(5000)',
  'a raw answer that is a bomb': `UPDATE raw_answers SET content = x'${gzipSync(Buffer.alloc(50_000_000)).toString('hex')}'`,
  'a bomb that says how large it is': `UPDATE raw_answers SET content = x'${gzipSync(Buffer.alloc(50_000_000)).toString('hex')}';
    UPDATE exhibits SET answer_bytes = 50000000`,
  'a raw answer of a thousand parts': `UPDATE raw_answers SET content = x'${gzipSync('').toString('hex').repeat(1000)}'`,
  'an attachment of 60 MB': 'UPDATE attachments SET content = zeroblob(60000000)',
})) {
  values[name] = altered(sql);
}
for (const [table, sql] of [
  ['note_revisions', "UPDATE note_revisions SET text = x'ff00ff'"],
  ['note_revisions', 'UPDATE note_revisions SET text = 1.5'],
  ['exhibits', "UPDATE exhibits SET title = x'00'"],
  ['exhibits', "UPDATE exhibits SET row_count = 'many'"],
  ['case_facts', "UPDATE case_facts SET title = x'ff'"],
  ['custody_events', 'UPDATE custody_events SET detail = 1.5'],
  ['finding_revisions', 'UPDATE finding_revisions SET techniques = 7'],
  ['attachments', 'UPDATE attachments SET name = 9e999'],
] as const) {
  values[`a value of another type: ${sql}`] = unstrict(table, sql);
}

const neighbours: Record<string, HostileFile['make']> = {
  'a log of noise': beside('-wal', () => Buffer.alloc(100_000, 7)),
  'an empty log': beside('-wal', () => ''),
  'a log of ten bytes': beside('-wal', () => '0123456789'),
  'a log’s head and no more': beside('-wal', () => Buffer.from('377f0682002de21800001000', 'hex')),
  'a shared memory of noise': beside('-shm', () => Buffer.alloc(32_768, 7)),
  'a journal of noise': beside('-journal', () => Buffer.alloc(100_000, 7)),
  'an empty journal': beside('-journal', () => ''),
  'a journal’s head and no more': beside('-journal', () => Buffer.from('d9d505f920a163d7ffffffff', 'hex')),
  'a claim that is a text': beside('-claim', () => 'mine '.repeat(1000)),
  'a claim that is a case': beside('-claim', (good) => readFileSync(good)),
  'a holder that is a bomb': beside('-holder', () => `{"user":"${'x'.repeat(1_000_000)}"}`),
  'a log that is a folder': (path, good) => {
    copyFileSync(good, path);
    mkdirSync(`${path}-wal`);
  },
  'the log of another file': (path, good) => {
    copyFileSync(good, path);
    const other = new Database(`${path}.other`);
    other.pragma('journal_mode = WAL');
    other.exec('CREATE TABLE x (a); INSERT INTO x VALUES (zeroblob(50000))');
    copyFileSync(`${path}.other-wal`, `${path}-wal`);
    other.close();
  },
  'a log cut off': (path, good) => {
    copyFileSync(good, path);
    const db = new Database(path);
    db.pragma('journal_mode = WAL');
    db.exec('CREATE TABLE x (a); INSERT INTO x VALUES (zeroblob(50000)); DROP TABLE x');
    const log = readFileSync(`${path}-wal`);
    const file = readFileSync(path);
    db.close();
    writeFileSync(path, file);
    writeFileSync(`${path}-wal`, log.subarray(0, Math.floor(log.length / 2)));
  },
  'the journal of another file': (path, good) => {
    copyFileSync(good, path);
    writeFileSync(`${path}-journal`, hotJournal(`${path}.other`));
  },
};
for (const suffix of ['-wal', '-shm', '-journal', '-claim', '-holder']) {
  neighbours[`a ${suffix} that is a link out of the folder`] = (path, good) => {
    copyFileSync(good, path);
    symlinkSync(join(path, '..', '..', 'outside', `written${suffix}`), path + suffix);
  };
}

/** The journal of a transaction that was under way in another database, ready to be rolled back. */
function hotJournal(path: string): Buffer {
  const db = new Database(path);
  db.pragma('cache_size = 1');
  db.exec('CREATE TABLE x (a); BEGIN');
  const insert = db.prepare('INSERT INTO x VALUES (?)');
  for (let row = 0; row < 30; row += 1) insert.run('x'.repeat(3000));
  db.exec('COMMIT; BEGIN');
  db.exec("UPDATE x SET a = replace(a, 'x', 'y')");
  const journal = readFileSync(`${path}-journal`);
  db.exec('ROLLBACK');
  db.close();
  return journal;
}

/** Every hostile file, by what is wrong with it. */
export const hostileFiles: readonly HostileFile[] = Object.entries({
  ...notDatabases,
  ...headers,
  ...schemas,
  ...values,
  ...neighbours,
}).map(([name, make]) => ({ name, make }));
