import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyCaseFile } from '../../../docs/formats/verify-case.mjs';
import { CasebookError } from '../../shared/result.ts';
import { createCaseRegistry } from './caseRegistry.ts';
import { recoverCase } from './recover.ts';
import { sha256Hex } from './sha256.ts';
import { testFolder, wholeCase } from './testCase.ts';
import { verifyCase } from './verifyCase.ts';

const place = testFolder();
const original = place.at('original.casefile');
let bytes: Buffer;
beforeAll(async () => {
  (await wholeCase(original)).close();
  bytes = readFileSync(original);
});
afterAll(() => place.remove());

let made = 0;
/** Recovers a case with these bytes, and checks what holds for every recovery. */
function recovered(damaged: Buffer) {
  made += 1;
  const path = place.at(`damaged-${made}.casefile`);
  writeFileSync(path, damaged);
  const result = recoverCase(path, place.at(`recovered-${made}.casefile`), '0.1.0');
  expect(readFileSync(path).equals(damaged)).toBe(true);
  expect(result).toMatchObject({ setAside: null, originSha256: sha256Hex(damaged) });
  expect(verifyCase(result.path).problems).toEqual([]);
  expect(verifyCaseFile(result.path).problems).toEqual([]);
  const registry = createCaseRegistry('0.1.0');
  const file = registry.open(result.path);
  const events = file.custody();
  expect(events.slice(0, 2).map(({ action }) => action)).toEqual(['create', 'recover']);
  expect(JSON.parse(events[1]?.detail ?? '')).toMatchObject({ originSha256: sha256Hex(damaged), lost: result.lost });
  const seen = {
    view: file.view(),
    findings: file.findings(),
    attachments: file.attachments(),
    deletions: file.deletions(),
  };
  registry.closeAll();
  return { ...result, ...seen };
}

const zeroed = (from: number, to: number) => Buffer.from(bytes).fill(0, from, to);

/** The pages of a table, from 1. */
function pagesOf(table: string): number[] {
  const db = new Database(original, { readonly: true });
  const pages = db
    .prepare<[string], number>('SELECT pageno FROM dbstat WHERE name = ? ORDER BY pageno')
    .pluck()
    .all(table);
  db.close();
  return pages;
}
const pageZeroed = (page: number) => zeroed((page - 1) * 4096, page * 4096);

test('a case that is not damaged is recovered whole', () => {
  const { lost, changed, view, findings, deletions, attachments } = recovered(bytes);
  expect([lost, changed]).toEqual([[], []]);
  expect(view).toMatchObject({
    title: 'Press 17',
    exhibits: [{ rowCount: 4 }, { outcome: 'failed' }, { role: { role: 'companion' } }],
    answers: [{ revision: 2 }, { limitation: 'The raw events before 2 March were not stored.' }],
    tasks: [{ taskId: 'access' }],
  });
  expect(findings).toMatchObject([{ findingId: 1, revision: 3, citations: [{ row: 1 }, { row: 2 }] }]);
  expect(deletions.length).toBe(3);
  expect(attachments.map(({ name }) => name)).toEqual(['photo.png', 'custody-of-the-damaged-case.jsonl']);
});

test.each([
  ['the file header', () => zeroed(0, 100), []],
  ['the first page', () => zeroed(0, 4096), []],
  ['the row table of an exhibit', () => pageZeroed(pagesOf('r1')[0] ?? 0), []],
  [
    'the notes',
    () => pageZeroed(pagesOf('note_revisions')[0] ?? 0),
    [/^note 1, revision 1: cannot be read/, /^note 1, revision 2/],
  ],
  ['the case facts', () => pageZeroed(pagesOf('case_facts')[0] ?? 0), [/^case facts and subjects: cannot be used/]],
  ['the playbook', () => pageZeroed(pagesOf('playbook_snapshot')[0] ?? 0), [/^playbook snapshot: cannot be used/]],
  [
    'the raw answers',
    () => pageZeroed(pagesOf('raw_answers')[0] ?? 0),
    [/^exhibit 1: cannot be used \(its raw answer cannot be read/],
  ],
  ['the attachments', () => pageZeroed(pagesOf('attachments')[0] ?? 0), [/^attachment 1: cannot be read/]],
  ['the tombstones', () => pageZeroed(pagesOf('tombstones')[0] ?? 0), [/^deletion of bookmark 1: cannot be read/]],
] as const)('zeros for %s cost what they held and nothing else', (_what, damage, named) => {
  const { lost, view } = recovered(damage());
  for (const pattern of named) expect(lost).toContainEqual(expect.stringMatching(pattern));
  if (named.length === 0) expect(lost).toEqual([]);
  expect(view.tasks).toMatchObject([{ taskId: 'access' }]);
});

test('what can be read of an exhibit without its raw answer is kept beside the case’s own records', () => {
  const { view, attachments, path } = recovered(pageZeroed(pagesOf('raw_answers')[0] ?? 0));
  expect(view.exhibits).toEqual([]);
  const remains = attachments.find(({ name }) => name.startsWith('remains'));
  const registry = createCaseRegistry('0.1.0');
  const text = Buffer.from(registry.open(path).attachmentContent(remains?.number ?? 0)).toString('utf8');
  registry.closeAll();
  expect(text).toContain('"record":"exhibit 1"');
  expect(text).toContain('9007199254740993');
});

test('the custody of the damaged case is kept as it was read', () => {
  const { attachments, path } = recovered(bytes);
  const kept = attachments.find(({ name }) => name.startsWith('custody'));
  const registry = createCaseRegistry('0.1.0');
  const lines = Buffer.from(registry.open(path).attachmentContent(kept?.number ?? 0))
    .toString('utf8')
    .trim()
    .split('\n');
  registry.closeAll();
  const before = createCaseRegistry('0.1.0').open(original);
  expect(lines.map((line) => JSON.parse(line).hash)).toEqual(before.custody().map(({ hash }) => hash));
  before.close();
});

test('a flipped byte inside a text is taken over, and named as changed', () => {
  const at = bytes.indexOf('an apostrophe');
  const flipped = Buffer.from(bytes);
  flipped[at] = 0x41;
  const { lost, changed } = recovered(flipped);
  expect(lost).toEqual([]);
  expect(changed).toEqual(['bookmark 1, revision 2: is not as its custody event tells']);
});

test('a file cut off anywhere is recovered as far as it goes, or named as one of which nothing can be read', () => {
  let whole = 0;
  for (let length = bytes.length - 1; length > 0; length -= 7919) {
    try {
      recovered(bytes.subarray(0, length));
      whole += 1;
    } catch (error) {
      if (!(error instanceof CasebookError)) throw error;
      expect(['caseDamaged', 'caseForeign']).toContain(error.code);
      expect(error.message).toMatch(/Nothing of .* can be read: it was left as it is|not a Casebook/);
    }
  }
  expect(whole).toBeGreaterThan(8);
  expect(readdirSync(place.folder).filter((name) => name.includes('partial') || name.includes('recovering'))).toEqual(
    [],
  );
});

test('each page zeroed in turn, and each flipped in its head, loses only what is named', { timeout: 240_000 }, () => {
  for (let page = 1; page <= bytes.length / 4096; page += 1) {
    recovered(pageZeroed(page));
    const flipped = Buffer.from(bytes);
    const at = (page - 1) * 4096 + (page === 1 ? 103 : 3);
    flipped[at] = (flipped[at] ?? 0) ^ 0x15;
    recovered(flipped);
  }
});

test('a case whose log is missing is what it was when the log began', async () => {
  const path = place.at('logless.casefile');
  const file = await wholeCase(path);
  file.addNote('in the log alone');
  copyFileSync(path, place.at('without-log.casefile'));
  copyFileSync(path, place.at('with-log.casefile'));
  copyFileSync(`${path}-wal`, place.at('with-log.casefile-wal'));
  const recover = (name: string) => recoverCase(place.at(name), place.at(`${name}-new.casefile`), '0.1.0');
  const withLog = recover('with-log.casefile');
  const without = recover('without-log.casefile');
  file.close();
  expect(withLog.lost).toEqual([]);
  expect(without.recovered).toBeLessThan(withLog.recovered);
  for (const { path: made } of [withLog, without]) expect(verifyCase(made).problems).toEqual([]);
});

test('without a name for the new file the damaged one is set aside, and never deleted', () => {
  const path = place.at('aside.casefile');
  const damaged = pageZeroed(pagesOf('note_revisions')[0] ?? 0);
  writeFileSync(path, damaged);
  writeFileSync(`${path}.damaged`, 'an earlier one');
  const { setAside, path: now } = recoverCase(path, undefined, '0.1.0');
  expect([now, setAside]).toEqual([path, `${path}.damaged-2`]);
  expect(readFileSync(`${path}.damaged-2`).equals(damaged)).toBe(true);
  expect(readFileSync(`${path}.damaged`, 'utf8')).toBe('an earlier one');
  expect(verifyCase(path).ok).toBe(true);
});

test('a recovery overwrites nothing, waits for a case that is open, and leaves nothing behind', () => {
  const taken = place.at('taken.casefile');
  writeFileSync(taken, 'mine');
  expect(() => recoverCase(original, taken, '0.1.0')).toThrow(expect.objectContaining({ code: 'outputExists' }));
  expect(readFileSync(taken, 'utf8')).toBe('mine');
  const registry = createCaseRegistry('0.1.0');
  registry.open(original);
  expect(() => recoverCase(original, place.at('x.casefile'), '0.1.0')).toThrow(/is in use: close it there first/);
  registry.closeAll();
  const text = place.at('text.casefile');
  writeFileSync(text, 'not a case '.repeat(1000));
  expect(() => recoverCase(text, place.at('x.casefile'), '0.1.0')).toThrow(/Nothing of .* can be read/);
  expect(existsSync(place.at('x.casefile'))).toBe(false);
  expect(readdirSync(place.folder).filter((name) => name.startsWith('.'))).toEqual([]);
});
