import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCaseRegistry } from './caseRegistry.ts';
import { fullCase, testFacts, testFolder, withoutGuards } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
const original = place.at('original.casefile');
beforeAll(async () => (await fullCase(original)).close());
afterAll(() => place.remove());

const opened = (path: string) => {
  const registry = createCaseRegistry('0.1.0');
  try {
    return registry.open(path).view();
  } finally {
    registry.closeAll();
  }
};

/** A copy of the case on which `sql` was run with its guards gone. */
function altered(sql: string): string {
  const path = place.at('altered.casefile');
  copyFileSync(original, path);
  const db = new Database(path);
  db.unsafeMode(true);
  db.pragma('foreign_keys = OFF');
  db.pragma('synchronous = OFF');
  withoutGuards(db, () => db.exec(sql));
  db.close();
  return path;
}

const bytes = () => readFileSync(original);
const made = (name: string, content: Buffer | string) => {
  writeFileSync(place.at(name), content);
  return place.at(name);
};
const folder = (name: string) => {
  mkdirSync(place.at(name));
  return place.at(name);
};
const files: readonly [what: string, make: () => string, code: string, message: RegExp][] = [
  ['nothing', () => place.at('nothing.casefile'), 'caseNotFound', /There is no case file/],
  ['a path through a file', () => `${original}/x`, 'caseNotFound', /There is no case file/],
  ['a folder', () => folder('d.casefile'), 'caseForeign', /it is a folder/],
  ['an empty file', () => made('e.casefile', ''), 'caseForeign', /it is empty/],
  [
    'a text file',
    () => made('t.casefile', 'TimeGenerated,DeviceId\n'.repeat(500)),
    'caseForeign',
    /not a Casebook case/,
  ],
  [
    'a zip file',
    () => made('z.casefile', Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000)])),
    'caseForeign',
    /not a/,
  ],
  ['a compressed case', () => made('g.casefile', gzipSync(bytes())), 'caseForeign', /not a Casebook case file/],
  ['half a case', () => made('h.casefile', bytes().subarray(0, bytes().length >> 1)), 'caseDamaged', /is damaged/],
  ['a page of a case', () => made('p.casefile', bytes().subarray(0, 4096)), 'caseDamaged', /is damaged/],
  ['a hundred bytes of a case', () => made('b.casefile', bytes().subarray(0, 100)), 'caseDamaged', /is damaged/],
  ['zeros for a page', () => made('0.casefile', bytes().fill(0, 4096, 12_288)), 'caseDamaged', /is damaged/],
  ['another program’s database', () => altered('PRAGMA application_id = 0'), 'caseForeign', /of another program/],
  ['a newer format', () => altered('PRAGMA user_version = 3'), 'caseTooNew', /has format 3.*was not touched/],
  ['a far newer format', () => altered('PRAGMA user_version = 2147483647'), 'caseTooNew', /was not touched/],
  ['format 0', () => altered('PRAGMA user_version = 0'), 'caseForeign', /format 0 is not known/],
  ['a negative format', () => altered('PRAGMA user_version = -1'), 'caseForeign', /format -1 is not known/],
  ['a view', () => altered('CREATE VIEW v AS SELECT 1'), 'caseForeign', /the view "v" is not one that Casebook makes/],
  [
    'a trigger',
    () => altered('CREATE TRIGGER t AFTER INSERT ON subjects BEGIN SELECT 1; END'),
    'caseForeign',
    /the trigger "t"/,
  ],
  ['an index', () => altered('CREATE INDEX i ON exhibits (title)'), 'caseForeign', /the index "i"/],
  [
    'a search table',
    () => altered('CREATE VIRTUAL TABLE f USING fts5(a)'),
    'caseForeign',
    /"f.*is not one that Casebook/,
  ],
  [
    'a table instead of ours',
    () => altered('DROP TABLE note_revisions; CREATE TABLE note_revisions (note, text)'),
    'caseForeign',
    /note_revisions/,
  ],
  ['a view in place of rows', () => altered('DROP TABLE r1; CREATE VIEW r1 AS SELECT 1 AS n'), 'caseForeign', /./],
  ['no rows table', () => altered('DROP TABLE r1'), 'caseForeign', /./],
  [
    'a playbook that is not one',
    () => altered("UPDATE playbook_snapshot SET playbook = '{}'"),
    'caseDamaged',
    /values that a case does not/,
  ],
  [
    'a playbook that is not JSON',
    () => altered("UPDATE playbook_snapshot SET playbook = '{'"),
    'caseDamaged',
    /values that/,
  ],
  [
    'a huge playbook',
    () => altered("UPDATE playbook_snapshot SET playbook = '\"' || hex(zeroblob(9000000)) || '\"'"),
    'caseDamaged',
    /18000002 bytes/,
  ],
  [
    'a bad window',
    () => altered("UPDATE case_facts SET window_from = 'soon'"),
    'caseDamaged',
    /values that a case does not/,
  ],
  ['no facts', () => altered('DELETE FROM case_facts'), 'caseDamaged', /values that a case does not/],
  ['no subject', () => altered('DELETE FROM subjects'), 'caseDamaged', /values that a case does not/],
  ['a verdict that is none', () => altered("UPDATE exhibits SET verdicts = '[{}]'"), 'caseDamaged', /values that/],
  [
    'a column type that is none',
    () => altered(`UPDATE exhibits SET columns = '[{"name":"a","type":"x"}]'`),
    'caseForeign',
    /./,
  ],
  [
    'a source of another kind',
    () => altered(`UPDATE case_facts SET source = '{"kind":"ftp"}'`),
    'caseDamaged',
    /values/,
  ],
];

test.each(files)('%s is refused, untouched', (_what, make, code, message) => {
  const path = make();
  const before =
    existsSync(path) && !path.includes('d.casefile') && !path.includes('/x') ? readFileSync(path) : undefined;
  let thrown: unknown;
  try {
    opened(path);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toMatchObject({ code, message: expect.stringMatching(message) });
  if (before) expect(readFileSync(path).equals(before)).toBe(true);
  expect(readdirSync(place.folder).filter((name) => /-(wal|shm|journal|claim)$/.test(name))).toEqual([]);
});

test('a raw answer that unpacks to more than it says is not unpacked', () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000)).toString('hex');
  const path = altered(`UPDATE raw_answers SET content = x'${bomb}' WHERE exhibit = 1`);
  const registry = createCaseRegistry('0.1.0');
  expect(() => registry.open(path).rawAnswer(1)).toThrow(/exhibit 1: the raw answer cannot be unpacked/);
  registry.closeAll();
  expect(verifyCase(path).problems).toContainEqual(expect.stringMatching(/^exhibit 1: .*cannot be unpacked/));
});

test('one file is one case, by whatever name; a copy of it is opened beside it, to be read', () => {
  const registry = createCaseRegistry('0.1.0');
  const link = place.at('link.casefile');
  symlinkSync(original, link);
  const file = registry.open(original);
  expect(registry.open(link)).toBe(file);
  expect(registry.open(`${place.folder}/./original.casefile`)).toBe(file);
  linkSync(original, place.at('hard.casefile'));
  expect(registry.open(place.at('hard.casefile'))).toBe(file);
  expect(registry.get(file.caseId)).toBe(file);
  const copy = place.at('copy.casefile');
  copyFileSync(original, copy);
  const second = registry.open(copy);
  expect(second.caseId).not.toBe(file.caseId);
  expect(second.view()).toMatchObject({ path: copy, caseId: second.caseId, readOnly: true, title: file.view().title });
  expect(() => second.addNote('x')).toThrow(/can only be read: it was opened only to be read/);
  expect(registry.get(second.caseId)).toBe(second);
  expect(registry.open(copy)).toBe(second);
  expect(second.page({ exhibit: 1, offset: 0, limit: 9 })).toEqual(file.page({ exhibit: 1, offset: 0, limit: 9 }));
  expect(file.addNote('mine').noteId).toBe(2);
  registry.close(second.caseId);
  registry.close(file.caseId);
  expect(() => registry.get(file.caseId)).toThrow('The case is not open');
  expect(() => file.view()).toThrow(/has been closed/);
  expect(registry.open(copy)).toMatchObject({ path: copy, readOnly: false, caseId: file.caseId });
  registry.closeAll();
});

test('a name that the database library would change is refused', () => {
  const registry = createCaseRegistry('0.1.0');
  expect(() => registry.open(place.at('a.casefile '))).toThrow(/cannot begin or end with a space/);
  expect(() => registry.create(place.at('a.casefile '), testFacts)).toThrow(/cannot begin or end with a space/);
});
