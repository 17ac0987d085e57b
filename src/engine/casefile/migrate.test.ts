import { copyFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import type { Migration } from './migrations/migration.ts';
import { migrations } from './migrations/migrations.ts';
import { openCase } from './openCase.ts';
import { fullCase, testFolder } from './testCase.ts';
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

const next: Migration = {
  version: 2,
  sql: "CREATE TABLE bookmarks (id INTEGER PRIMARY KEY, comment TEXT NOT NULL) STRICT; INSERT INTO bookmarks VALUES (1, 'x');",
};
const withNext = [...migrations, next];

test('an older file is kept as a copy, then brought to the newest format, log and all', async () => {
  const path = place.at('older.casefile');
  (await fullCase(path)).close();
  const before = readFileSync(path);
  const file = openCase(path, '2.0.0', false, withNext);
  expect(file.view()).toMatchObject({ formatVersion: 2, title: 'Press 17', notes: [{ text: 'Second thought' }] });
  file.close();
  expect(readFileSync(`${path}.v1-backup`).equals(before)).toBe(true);
  const db = new Database(path, { readonly: true });
  expect(db.pragma('user_version', { simple: true })).toBe(2);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.prepare('SELECT comment FROM bookmarks').pluck().all()).toEqual(['x']);
  db.close();
  const again = openCase(path, '2.0.0', false, withNext);
  expect(again.view().formatVersion).toBe(2);
  again.close();
});

test('a step that fails leaves the file in its old format, and an earlier copy is never overwritten', async () => {
  const path = place.at('failing.casefile');
  (await fullCase(path)).close();
  const before = readFileSync(path);
  const broken = [...migrations, { version: 2, sql: 'CREATE TABLE bookmarks (id) STRICT' }];
  expect(() => openCase(path, '2.0.0', false, broken)).toThrow();
  expect(existsSync(`${path}.v1-backup`)).toBe(true);
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(() => openCase(path, '2.0.0', false, withNext)).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(readFileSync(path).equals(before)).toBe(true);
  expect(verifyCase(path).ok).toBe(true);
});
