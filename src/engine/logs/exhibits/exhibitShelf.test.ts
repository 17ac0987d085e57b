import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CaseFile } from '../../casefile/caseFile.ts';
import { createCaseRegistry } from '../../casefile/caseRegistry.ts';
import { answerBody, testCapture, testFacts, testFolder } from '../../casefile/testCase.ts';
import { ExhibitShelf } from './exhibitShelf.ts';

const place = testFolder();
const signal = new AbortController().signal;
const answer = (...values: number[]) =>
  answerBody([{ name: 'n', type: 'long' }], JSON.stringify(values.map((value) => [value])));
let caseFile: CaseFile;
let instance: DuckDBInstance;
let connection: DuckDBConnection;

beforeAll(async () => {
  caseFile = createCaseRegistry('0.1.0').create(place.at('a.casefile'), testFacts);
  for (let exhibit = 1; exhibit <= 3; exhibit += 1) await caseFile.addExhibit(testCapture(answer(exhibit)));
  await caseFile.addExhibit(testCapture(answer(...Array.from({ length: 20_000 }, (_, n) => n))));
});
afterAll(() => {
  caseFile.close();
  place.remove();
});
beforeEach(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
});
afterEach(() => {
  connection.closeSync();
  instance.closeSync();
});

const held = async () =>
  (await connection.runAndReadAll('SELECT table_name FROM duckdb_tables() ORDER BY 1')).getRows().flat();
const take = (shelf: ExhibitShelf, number: number, until = signal) =>
  shelf.take(connection, caseFile, caseFile.exhibit(number), until);

test('an exhibit stays loaded until there are too many; those in use stay in any case', async () => {
  const size = caseFile.exhibit(1).byteLength;
  const shelf = new ExhibitShelf(size * 2);
  (await take(shelf, 1))();
  (await take(shelf, 2))();
  (await take(shelf, 1))();
  const release = await take(shelf, 3);
  expect(await held()).toEqual(['exhibit 1 of case 1', 'exhibit 3 of case 1']);
  await take(shelf, 1);
  await take(shelf, 2);
  expect(await held()).toEqual(['exhibit 1 of case 1', 'exhibit 2 of case 1', 'exhibit 3 of case 1']);
  release();
});

test('two queries that want one exhibit load it once, and a cancelled one takes nothing from the other', async () => {
  const shelf = new ExhibitShelf();
  const first = new AbortController();
  const cancelled = take(shelf, 4, first.signal);
  const wanted = take(shelf, 4);
  first.abort();
  await expect(cancelled).rejects.toThrow('abort');
  await wanted;
  const rows = await connection.runAndReadAll('SELECT count(*)::INT FROM "exhibit 4 of case 1"');
  expect(rows.getRows()).toEqual([[20_000]]);
});

test('two open copies of one case do not share their rows', () => {
  const shelf = new ExhibitShelf();
  const copy = createCaseRegistry('0.1.0').open(caseFile.path);
  expect(shelf.table(copy, 1)).not.toBe(shelf.table(caseFile, 1));
  copy.close();
});
