import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import { applyMigrations } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations, newestVersion } from './migrations/migrations.ts';
import { openCase } from './openCase.ts';
import { sha256Hex } from './sha256.ts';
import { fullCase, testFinding, testFolder } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
afterAll(() => place.remove());

/** Case files as released versions wrote them. Add one with every format; never change one. */
const fixtures = new URL('../../../test/fixtures/casefile/', import.meta.url);
const fixture = (name: string, to: string): string => {
  copyFileSync(fileURLToPath(new URL(name, fixtures)), place.at(to));
  return place.at(to);
};

test('versions rise by one from 1', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
});

test.each(readdirSync(fixtures))('%s opens with all that is in it, can be written, and verifies', (name) => {
  const path = fixture(name, `old-${name}`);
  const registry = createCaseRegistry('9.9.9');
  const file = registry.open(path);
  expect(file.view()).toMatchObject({
    title: 'Press 17',
    exhibits: [{ number: 1, rowCount: 4 }, { number: 2 }],
    answers: [{ questionId: 'users-1', revision: 2, citations: [{ exhibit: 1, row: 1 }, { row: 2 }] }],
    notes: [{ text: 'Second thought' }],
  });
  expect(file.page({ exhibit: 1, offset: 1, limit: 1 }).rows[0]?.cells).toEqual([
    '2026-03-02T01:02:03.5000000Z',
    'Ärger',
    '9007199254740993',
    'NaN',
    false,
    '[]',
    '1.00:00:00',
    '9.9',
  ]);
  file.addNote('still here');
  registry.closeAll();
  expect(verifyCase(path)).toMatchObject({ ok: true, problems: [] });
});

test('the schema of format 1 is the one that was released', () => {
  const schema = (path: string) => {
    const db = new Database(path, { readonly: true });
    const objects = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name').all();
    db.close();
    return objects;
  };
  const [first] = migrations;
  if (!first) throw new Error('There is no migration.');
  const db = new Database(place.at('first.sqlite'));
  db.exec(first.sql);
  db.close();
  const released = schema(fixture('v1.casefile', 'schema.casefile')) as { tbl_name: string }[];
  expect(schema(place.at('first.sqlite'))).toEqual(released.filter(({ tbl_name }) => tbl_name !== 'r1'));
});

test('looking at a file of an older format changes no byte of it, whether it is asked to read or could write', () => {
  const path = fixture('v1.casefile', 'looked-at.casefile');
  const before = readFileSync(path);
  for (const mode of ['read', 'write'] as const) {
    const file = openCase(path, { productVersion: '2.0.0', mode });
    expect(file.view()).toMatchObject({ formatVersion: 1, readOnly: mode === 'read', notes: [{ revision: 2 }] });
    expect(file.answerHistory('users-1').map(({ limitation }) => limitation)).toEqual([null, null]);
    expect([file.findings(), file.bookmarks(), file.profiles(), file.attachments(), file.deletions()]).toEqual(
      Array(5).fill([]),
    );
    if (mode === 'read') expect(() => file.addNote('x')).toThrow(/can only be read: it was opened only to be read/);
    file.close();
  }
  expect(verifyCase(path)).toMatchObject({ ok: true, problems: [] });
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(place.folder).filter((name) => name.startsWith('looked-at'))).toEqual(['looked-at.casefile']);
});

test('the first write keeps a copy of an older file, brings it to the newest format, and says so', () => {
  const path = fixture('v1.casefile', 'older.casefile');
  const before = readFileSync(path);
  const file = openCase(path, { productVersion: '2.0.0' });
  const finding = file.addFinding(testFinding);
  expect(file.view()).toMatchObject({ formatVersion: 2, title: 'Press 17', notes: [{ text: 'Second thought' }] });
  expect(file.findings()).toEqual([finding]);
  expect(
    file
      .custody()
      .slice(-3)
      .map(({ action }) => action),
  ).toEqual(['open', 'migrate', 'finding']);
  expect(JSON.parse(file.custody().at(-2)?.detail ?? '')).toEqual({
    backup: 'older.casefile.v1-backup',
    fileSha256: sha256Hex(before),
    from: 1,
    to: 2,
  });
  file.delete('note', 1, 'old');
  file.close();
  expect(readFileSync(`${path}.v1-backup`).equals(before)).toBe(true);
  expect(verifyCase(`${path}.v1-backup`)).toMatchObject({ ok: true });
  expect(verifyCase(path)).toMatchObject({ ok: true, problems: [], checked: { findings: 1 } });
  const db = new Database(path, { readonly: true });
  expect(db.pragma('user_version', { simple: true })).toBe(2);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

test('an older file with the log of a killed process is brought to the newest format, log and all', () => {
  const path = fixture('v1.casefile', 'logged.casefile');
  const db = new Database(path);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE x (a); DROP TABLE x');
  for (const name of [path, `${path}-wal`]) copyFileSync(name, name.replace('logged', 'killed'));
  db.close();
  const file = openCase(place.at('killed.casefile'), { productVersion: '2.0.0' });
  file.addNote('next');
  file.close();
  expect(verifyCase(place.at('killed.casefile'))).toMatchObject({ ok: true, problems: [] });
  expect(verifyCase(place.at('killed.casefile.v1-backup'))).toMatchObject({ ok: true, problems: [] });
});

/** One row for every step of the format: a file of `version` and what is in it afterwards. */
test.each(migrations.map((migration) => [migration.version, migration] as const))(
  'step %i makes its tables strict and append-only, and leaves every row of before',
  (version) => {
    const db = new Database(':memory:');
    const rows = (name: string) => db.prepare(`SELECT * FROM ${name}`).all();
    const tables = () => db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
    applyMigrations(
      db,
      migrations.filter((step) => step.version < version),
    );
    const earlier = tables();
    if (earlier.includes('note_revisions')) db.exec("INSERT INTO note_revisions VALUES (1, 1, 'x', 'y', 'z')");
    const held = earlier.map(rows);
    applyMigrations(
      db,
      migrations.filter((step) => step.version <= version),
    );
    expect(db.pragma('user_version', { simple: true })).toBe(version);
    expect(earlier.map(rows)).toEqual(held);
    for (const table of tables()) {
      expect(db.prepare('SELECT strict FROM pragma_table_list WHERE name = ?').pluck().get(table), table).toBe(1);
      const guards = db.prepare("SELECT count(*) FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?");
      expect(guards.pluck().get(table), table).toBeGreaterThanOrEqual(3);
    }
    db.close();
  },
);

const next: Migration = {
  version: newestVersion(migrations) + 1,
  sql: "CREATE TABLE marks (id INTEGER PRIMARY KEY, comment TEXT NOT NULL) STRICT; INSERT INTO marks VALUES (1, 'x');",
};

test('a step that fails leaves the file in its old format; no file is overwritten by its copy', async () => {
  const path = place.at('failing.casefile');
  (await fullCase(path)).close();
  const before = readFileSync(path);
  const backup = `${path}.v${next.version - 1}-backup`;
  const write = (list: readonly Migration[]) => {
    const file = openCase(path, { productVersion: '2.0.0', list });
    try {
      file.addNote('x');
    } finally {
      file.close();
    }
  };
  expect(() =>
    write([...migrations, { ...next, sql: 'INSERT INTO note_revisions SELECT * FROM note_revisions' }]),
  ).toThrow();
  expect(readFileSync(backup).equals(before)).toBe(true);
  expect(verifyCase(path).ok).toBe(true);
  writeFileSync(backup, 'something else');
  write([...migrations, next]);
  expect(readFileSync(backup, 'utf8')).toBe('something else');
  expect(verifyCase(`${backup}-2`)).toMatchObject({ ok: true, problems: [] });
  const db = new Database(path, { readonly: true });
  expect(db.pragma('user_version', { simple: true })).toBe(next.version);
  expect(db.prepare('SELECT comment FROM marks').pluck().all()).toEqual(['x']);
  db.close();
});
