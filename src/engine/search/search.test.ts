import { execFile } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CaseFile, CaseRegistry } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { answerBody, fullCase, testCapture, testFacts, testFinding } from '../casefile/testCase.ts';
import { catchUp } from './catchUp.ts';
import { indexFileIn } from './indexFile.ts';
import { createSearchService, type SearchService } from './searchService.ts';

let folder: string;
let cases: CaseRegistry;
let service: SearchService;
const at = (name: string) => join(folder, name);
const newService = () =>
  createSearchService({ folder: at('index'), cases, productVersion: '0.1.0', busy: () => false });
const find = (paths: readonly string[], text: string, more: { wait?: boolean; perGroup?: number } = {}) =>
  service.find(paths, { text, perGroup: 20, wait: true, signal: new AbortController().signal, ...more });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-search-'));
  cases = createCaseRegistry('0.1.0');
  service = newService();
});
afterEach(() => {
  service.close();
  cases.closeAll();
  rmSync(folder, { recursive: true });
});

const textColumns = [
  { name: 'Time', type: 'datetime' },
  { name: 'Text', type: 'string' },
] as const;
const textRows = (texts: readonly string[]) =>
  answerBody(textColumns, JSON.stringify(texts.map((text) => ['2026-03-02T01:02:03Z', text])));

async function caseOf(name: string, texts: readonly string[]): Promise<CaseFile> {
  const file = cases.create(at(name), testFacts);
  await file.addExhibit(testCapture(textRows(texts)));
  return file;
}

/** Every hit as `kind exhibit:row field`. */
async function places(paths: readonly string[], text: string): Promise<string[]> {
  const { cases: found } = await find(paths, text);
  return found.flatMap(({ groups }) =>
    groups.flatMap(({ hits }) => hits.map((hit) => `${hit.kind} ${hit.exhibit}:${hit.row} ${hit.field}`)),
  );
}

test('rows, queries, titles and every record in force are found, by any part of them', async () => {
  const file = await fullCase(at('a.casefile'));
  file.addFinding({ ...testFinding, alternatives: 'a mistyped backup job' });
  file.addBookmark({ exhibit: 1, row: 3, comment: 'see the apostrophe' });
  file.addAttachment({
    name: 'memory-dump.bin',
    mediaType: 'x/y',
    content: new Uint8Array(3),
    comment: 'from the gateway',
  });
  const expected: Record<string, string> = {
    "o'neil": 'row 1:3 UserName',
    ÄRGER: 'row 1:2 UserName',
    '9007199254740993': 'row 1:2 Count',
    rawevent: 'query 1:null kql',
    'oot logged': 'answer null:null reason',
    asked: 'task null:null remark',
    'second thought': 'note null:null text',
    'backup job': 'finding null:null alternatives',
    'T1110.001': 'finding null:null techniques',
    apostrophe: 'bookmark 1:3 comment',
    'memory-dump': 'attachment null:null name',
    'the gateway': 'attachment null:null comment',
    'unexpected token': 'exhibit 2:null error',
    'press 17': 'case null:null title',
  };
  for (const [text, place] of Object.entries(expected)) {
    expect((await places([file.path], text))[0] ?? '', text).toBe(place);
  }
  file.close();
});

const hostile = [
  '185.220.101.7',
  '/tmp/.x',
  'kworkerds',
  'a"b"c',
  "x' OR 1=1 --",
  'NEAR(a b)',
  'AND OR NOT',
  'col:umn',
  '100%_off',
  'star*',
  '^caret',
  '{curly}',
  '(paren',
  'back\\slash',
  '漢字かな',
  'مرحبا',
  '👩‍🚀 rocket',
  'ΟΔΟΣ',
  'İstanbul',
  'tab\tbed',
  'nul\0led',
  'line\nbreak',
  'a-b+c',
];
test.each(hostile)('the text %j is found as it stands, and nothing else is', async (text) => {
  const path = (await caseOf('a.casefile', ['plain', ...hostile.map((each) => `before ${each} behind`)])).path;
  expect(await places([path], text)).toEqual([`row 1:${hostile.indexOf(text) + 2} Text`]);
  const [first] = (await find([path], text)).cases;
  const snippet = first?.groups[0]?.hits[0]?.snippet;
  const marked = snippet?.ranges.map(({ from, to }) => snippet.text.slice(from, to));
  expect(marked).toEqual([text]);
});

test('neither letter case nor a sigma at the end of a word matters, but wildcards and borders of cells do', async () => {
  const { path } = await caseOf('a.casefile', ['ΟΔΟΣ', 'abcdef', 'KWORKERDS']);
  expect(await places([path], 'οδοσ')).toHaveLength(1);
  expect(await places([path], 'kworkerDS')).toHaveLength(1);
  for (const text of ['a%f', 'abc*', 'a_c', '03.0000000Z\u001fabc', '03.0000000Z abc']) {
    expect(await places([path], text), text).toEqual([]);
  }
});

test('what people wrote comes before queries, and those before rows, whenever it was written', async () => {
  const file = await caseOf('a.casefile', ['SecurityIoTRawEvent']);
  file.addNote('see SecurityIoTRawEvent');
  const found = await places([file.path], 'securityiotrawevent');
  expect(found.map((place) => place.split(' ')[0])).toEqual(['note', 'query', 'row']);
});

test('the parts of a text in another order are no match', async () => {
  const { path } = await caseOf('a.casefile', ['abcd bcde', 'bcdeabcd']);
  expect(await places([path], 'abcde')).toEqual([]);
});

test('a revision replaces what it revises, and a deleted note is found no more', async () => {
  const file = await caseOf('a.casefile', ['x']);
  const { noteId } = file.addNote('the first wording');
  expect(await places([file.path], 'first wording')).toHaveLength(1);
  file.reviseNote(noteId, 'the second wording');
  expect(await places([file.path], 'first wording')).toEqual([]);
  expect(await places([file.path], 'second wording')).toHaveLength(1);
  file.delete('note', noteId, 'mistake');
  expect(await places([file.path], 'second wording')).toEqual([]);
});

test('cases that are closed are searched, and neither they nor what is beside them change', async () => {
  const paths = [];
  for (const name of ['a.casefile', 'b.casefile']) {
    const file = await caseOf(name, ['shared text', name]);
    paths.push(file.path);
    cases.close(file.caseId);
  }
  const before = paths.map((path) => readFileSync(path));
  const found = await find([...paths, at('gone.casefile')], 'shared text');
  expect(found).toMatchObject({
    total: 2,
    totalIsExact: true,
    searched: 2,
    unreadable: [{ path: at('gone.casefile'), code: 'caseNotFound' }],
  });
  expect(found.cases.map(({ path, caseId, index }) => [path, caseId, index.complete])).toEqual(
    paths.map((path) => [path, null, true]),
  );
  expect(paths.map((path) => readFileSync(path))).toEqual(before);
  expect(paths.some((path) => existsSync(`${path}-wal`) || existsSync(`${path}-claim`))).toBe(false);
});

test('what another process wrote is found, and an older copy in the case’s place is indexed anew', async () => {
  const file = await caseOf('a.casefile', ['early text']);
  const { path } = file;
  cases.close(file.caseId);
  copyFileSync(path, at('older'));
  const reopened = cases.open(path);
  reopened.addNote('written later');
  await reopened.addExhibit(testCapture(textRows(['later row'])));
  expect(await places([path], 'later')).toEqual(['note null:null text', 'row 2:1 Text']);
  cases.close(reopened.caseId);
  copyFileSync(at('older'), path);
  expect(await places([path], 'later')).toEqual([]);
  expect(await places([path], 'early text')).toHaveLength(1);
});

test('another case in the place of one is not mixed up with it', async () => {
  const one = await caseOf('a.casefile', ['text of one']);
  await find([one.path], 'text of');
  cases.close(one.caseId);
  const two = await caseOf('b.casefile', ['text of two', 'text of two']);
  cases.close(two.caseId);
  copyFileSync(two.path, one.path);
  expect(await places([one.path], 'text of one')).toEqual([]);
  expect(await places([one.path], 'text of two')).toHaveLength(2);
});

test('a case that is damaged or none at all is named, and leaves the index', async () => {
  const file = await caseOf('a.casefile', ['some text']);
  await find([file.path], 'some text');
  cases.close(file.caseId);
  writeFileSync(file.path, 'no case at all');
  const found = await find([file.path], 'some text');
  expect(found).toMatchObject({ total: 0, cases: [], unreadable: [{ path: file.path, code: 'caseForeign' }] });
});

test.each([
  ['other bytes', (path: string) => writeFileSync(path, 'x'.repeat(10_000))],
  ['half of it', (path: string) => truncateSync(path, 8192)],
  [
    'a torn end',
    (path: string) => {
      truncateSync(path, 20_000);
      appendFileSync(path, Buffer.alloc(9000, 7));
    },
  ],
])('a damaged index (%s) is set aside and made anew', async (_, damage) => {
  const file = await caseOf(
    'a.casefile',
    Array.from({ length: 300 }, (_, n) => `row ${n} of a longer text`),
  );
  await find([file.path], 'longer');
  service.close();
  damage(at('index/search.sqlite'));
  service = newService();
  expect((await find([file.path], 'longer text')).total).toBe(300);
  expect(existsSync(at('index/search.damaged.sqlite'))).toBe(true);
});

test('texts that are damaged are read from the case again, not missed', async () => {
  const texts = Array.from({ length: 2000 }, (_, n) => `row ${n} of a longer text, which fills pages of the index`);
  const file = await caseOf('a.casefile', texts);
  cases.close(file.caseId);
  await find([file.path], 'longer');
  service.close();
  const index = openSync(at('index/search.sqlite'), 'r+');
  const firstPages = 5 * 32_768;
  writeSync(index, Buffer.alloc(fstatSync(index).size - firstPages, 7), 0, undefined, firstPages);
  closeSync(index);
  service = newService();
  const found = await find([file.path], 'longer text');
  expect(found).toMatchObject({ total: 2000, cases: [{ index: { complete: true, rowsDone: 2000 } }] });
  expect(existsSync(at('index/search.damaged.sqlite'))).toBe(true);
});

test('an index that is deleted while it is open, or of another version, is made anew', async () => {
  const file = await caseOf('a.casefile', ['some text']);
  await find([file.path], 'some text');
  rmSync(at('index'), { recursive: true });
  expect(await places([file.path], 'some text')).toHaveLength(1);
});

test('a search that does not wait says that the index lags, and the rest follows', async () => {
  const file = await caseOf('a.casefile', ['the first row']);
  await find([file.path], 'first row');
  const texts = Array.from({ length: 300 }, (_, n) => `row ${n} with some text to index`);
  await file.addExhibit(testCapture(textRows(texts)));
  const sliceWithoutTime = indexFileIn(at('index'));
  expect(sliceWithoutTime.use((db) => catchUp(db, file.path, file, '', 0))).toBe(false);
  sliceWithoutTime.close();
  const other = new Database(at('index/search.sqlite'));
  other.exec('BEGIN IMMEDIATE');
  const first = await find([file.path], 'row 299 with', { wait: false });
  expect(first.cases[0]).toMatchObject({ total: 0, index: { complete: false, rowsDone: 1, rows: 301 } });
  other.exec('ROLLBACK');
  const lagging = other.prepare<[], number>('SELECT sum(rows) - sum(done) FROM exhibits').pluck();
  await expect.poll(() => lagging.get(), { timeout: 60_000 }).toBe(0);
  other.close();
  expect(await places([file.path], 'row 299 with')).toEqual(['row 2:300 Text']);
});

test('one character is a text to find, and a row in any block of rows has its own number', async () => {
  const texts = Array.from({ length: 120 }, (_, n) => (n === 0 || n === 49 || n === 50 || n === 119 ? 'Ø' : 'plain'));
  const { path } = await caseOf('a.casefile', texts);
  const rows = ['row 1:1 Text', 'row 1:50 Text', 'row 1:51 Text', 'row 1:120 Text'];
  expect(await places([path], 'ø')).toEqual(rows);
  expect(await places([path], 'Ø')).toEqual(rows);
});

test('a match does not reach from one row into the next, whatever characters the cells hold', async () => {
  const { path } = await caseOf('a.casefile', ['left', 'right', 'left\u001eright', 'left\u001fright']);
  expect(await places([path], 'left right')).toEqual(['row 1:3 Text', 'row 1:4 Text']);
  expect(await places([path], 'left\u001eright')).toEqual(['row 1:3 Text', 'row 1:4 Text']);
});

test('a search can be cancelled between two cases', async () => {
  const paths = [(await caseOf('a.casefile', ['x'])).path, (await caseOf('b.casefile', ['x'])).path];
  const controller = new AbortController();
  const told: number[] = [];
  const found = service.find(paths, {
    text: 'x',
    perGroup: 1,
    wait: true,
    signal: controller.signal,
    progress: (_, done) => {
      told.push(done);
      controller.abort();
    },
  });
  await expect(found).rejects.toThrow();
  expect(told).toEqual([1]);
});

test('a search that waits can be cancelled', async () => {
  const file = await caseOf(
    'a.casefile',
    Array.from({ length: 20_000 }, (_, n) => `row ${n}`),
  );
  const controller = new AbortController();
  const found = service.find([file.path], { text: 'row 7', perGroup: 1, wait: true, signal: controller.signal });
  controller.abort();
  await expect(found).rejects.toThrow();
});

test('counting stops at 5000 hits and says so, and a group shows as many as asked', async () => {
  const file = await caseOf(
    'a.casefile',
    Array.from({ length: 5001 }, () => 'the same text'),
  );
  const found = await find([file.path], 'same text', { perGroup: 3 });
  expect(found).toMatchObject({ total: 5000, totalIsExact: false });
  expect(found.cases[0]?.groups.map(({ total, hits }) => [total, hits.length])).toEqual([[5000, 3]]);
});

test('over many cases, a search that does not wait counts to 50 in each, and one that waits counts on', async () => {
  const texts = Array.from({ length: 51 }, () => 'the same text');
  const paths = [(await caseOf('a.casefile', texts)).path, (await caseOf('b.casefile', texts)).path];
  const waited = await find(paths, 'same text');
  expect(waited).toMatchObject({ total: 102, totalIsExact: true });
  const typed = await find(paths, 'same text', { wait: false });
  expect(typed.cases.map(({ total, totalIsExact }) => [total, totalIsExact])).toEqual([
    [50, false],
    [50, false],
  ]);
});

test('two processes that index the same cases at once hold each text once', async () => {
  const texts = Array.from({ length: 3000 }, (_, n) => `row ${n} of both`);
  const file = await caseOf('a.casefile', texts);
  cases.close(file.caseId);
  const script = `
    const { createSearchService } = await import(${JSON.stringify(fileURLToPath(new URL('./searchService.ts', import.meta.url)))});
    const { createCaseRegistry } = await import(${JSON.stringify(fileURLToPath(new URL('../casefile/caseRegistry.ts', import.meta.url)))});
    const cases = createCaseRegistry('0.1.0');
    const service = createSearchService({ folder: ${JSON.stringify(at('index'))}, cases, productVersion: '0', busy: () => false });
    const found = await service.find([${JSON.stringify(file.path)}], { text: 'of both', perGroup: 1, wait: true, signal: new AbortController().signal });
    console.log(found.total);
    service.close();`;
  const other = async () =>
    (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])).stdout.trim();
  const [one, two, ours] = await Promise.all([other(), other(), find([file.path], 'of both')]);
  expect([one, two, String(ours.total)]).toEqual(['3000', '3000', '3000']);
});
