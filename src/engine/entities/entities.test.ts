import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import { entities as contract } from '../../shared/contract/entities.ts';
import type { Input } from '../../shared/contract/index.ts';
import type { Capture, CaseFile } from '../casefile/caseFile.ts';
import { createCaseRegistry } from '../casefile/caseRegistry.ts';
import { answerBody, testCapture, testFacts } from '../casefile/testCase.ts';
import { caseIndexes } from './caseIndex.ts';
import { findPlaces } from './findPlaces.ts';
import { listEntities } from './listEntities.ts';

let folder: string;
let file: CaseFile;
const indexes = caseIndexes();
const context = { signal: new AbortController().signal, progress: () => undefined };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-entities-'));
  file = createCaseRegistry('0.1.0').create(join(folder, 'a.casefile'), testFacts);
});
afterEach(() => {
  file.close();
  rmSync(folder, { recursive: true, force: true });
});

const add = (columns: readonly Column[], rows: readonly unknown[][], more: Partial<Capture> = {}) =>
  file.addExhibit(testCapture(answerBody(columns, JSON.stringify(rows)), { variant: 'hardened', ...more }));

const addEvents = (...events: Readonly<Record<string, unknown>>[]) =>
  add(
    [
      { name: 'RawEventName', type: 'string' },
      { name: 'EventDetails', type: 'string' },
    ],
    events.map(({ name, ...details }) => [name, JSON.stringify(details)]),
    { stepId: null, variant: 'adhoc', role: { role: 'raw', ofExhibit: null, name: 'device' } },
  );

const parsed = contract['entities.list'].input;
type Asked = Partial<Omit<Input<'entities.list'>, 'caseId'>>;

/** The list as the contract answers it. */
async function list(asked: Asked = {}) {
  const { caseId: _, ...input } = parsed.parse({ caseId: file.caseId, offset: 0, limit: 100, ...asked });
  return contract['entities.list'].output.parse(listEntities(await indexes.read(file, context), input));
}

async function placesOf(kind: 'user' | 'address', value: string) {
  const found = (await list({ kind })).entities.find((each) => each.value.startsWith(value.slice(0, 200)));
  if (!found) throw new Error(`${value} is not listed`);
  const asked = { kind, key: found.key, offset: 0, limit: 100 };
  return contract['entities.occurrences'].output.parse(findPlaces(file, await indexes.read(file, context), asked));
}

const signIns: readonly Column[] = [
  { name: 'RemoteAddress', type: 'string' },
  { name: 'FirstFailure', type: 'datetime' },
  { name: 'LastFailure', type: 'datetime' },
  { name: 'Users', type: 'dynamic' },
];
const signIn = (address: string, first: string, last: string, users: readonly string[] = []) => [
  address,
  `2026-03-02T${first}Z`,
  `2026-03-02T${last}Z`,
  JSON.stringify(users),
];

test('an entity has the rows that name it, and the first and last of the times that are certain', async () => {
  await add(signIns, [
    signIn('203.0.113.9', '10:00:00', '12:00:00', ['pi', 'root']),
    signIn('::ffff:203.0.113.9', '09:30:00', '11:00:00'),
  ]);
  await addEvents({ name: 'Login', UserName: 'pi', TimestampUTC: '2026-03-02T10:15:00', MessageSource: 'Linux' });
  const { counts, entities } = await list();
  expect(counts).toMatchObject({ address: 1, user: 2, device: 0 });
  expect(entities.find(({ kind }) => kind === 'address')).toEqual({
    kind: 'address',
    key: '203.0.113.9',
    value: '203.0.113.9',
    length: 11,
    scope: 'documentation',
    first: { at: '2026-03-02T09:30:00Z', exhibit: 1, row: 2, notBefore: null, clock: 'device', isExact: true },
    last: { at: '2026-03-02T12:00:00Z', exhibit: 1, row: 1, notBefore: null, clock: 'device', isExact: true },
    rows: 2,
    exhibits: 1,
  });
  const pi = entities.find(({ value }) => value === 'pi');
  expect(pi).toMatchObject({ rows: 2, exhibits: 2, first: { at: '2026-03-02T10:15:00Z', exhibit: 2, isExact: true } });
  const root = entities.find(({ value }) => value === 'root');
  expect(root?.first).toMatchObject({ at: '2026-03-02T10:00:00Z', isExact: false });
  expect(root?.last).toMatchObject({ at: '2026-03-02T12:00:00Z', isExact: false });
});

test('every place is told with its column, its field and what is written there', async () => {
  await add(signIns, [signIn('::FFFF:203.0.113.9', '09:30:00', '11:00:00')]);
  await addEvents(
    { name: 'Diagnostic' },
    { name: 'Login', UserName: 'pi', RemoteAddress: '203.0.113.9', TimestampUTC: '2026-03-02T10:15:00' },
    { name: 'ProcessCreate', CommandLine: 'ping 203.0.113.9 || ping 203.0.113.9' },
  );
  const { entity, total, places } = await placesOf('address', '203.0.113.9');
  expect(entity).toMatchObject({ rows: 3, exhibits: 2 });
  expect(total).toBe(3);
  expect(places.map(({ exhibit, row, found }) => ({ exhibit, row, found }))).toEqual([
    { exhibit: 1, row: 1, found: [{ column: 'RemoteAddress', field: null, written: '::FFFF:203.0.113.9' }] },
    { exhibit: 2, row: 2, found: [{ column: 'EventDetails', field: 'RemoteAddress', written: '203.0.113.9' }] },
    {
      exhibit: 2,
      row: 3,
      found: [{ column: 'EventDetails', field: 'CommandLine', written: 'ping 203.0.113.9 || ping 203.0.113.9' }],
    },
  ]);
  expect(places[1]?.seen).toMatchObject({ first: '2026-03-02T10:15:00Z', clock: 'device' });
});

test('an exhibit that is added later is read too', async () => {
  await add(signIns, [signIn('203.0.113.9', '10:00:00', '12:00:00')]);
  expect((await list()).total).toBe(1);
  await add(signIns, [signIn('203.0.113.9', '08:00:00', '08:00:00'), signIn('198.51.100.4', '10:00:00', '12:00:00')]);
  const { total, entities } = await list();
  expect(total).toBe(2);
  expect(entities[0]).toMatchObject({ value: '203.0.113.9', rows: 2, exhibits: 2, first: { exhibit: 2 } });
});

test('accounts that differ in letter case alone are one on Windows, and two elsewhere', async () => {
  const users: readonly Column[] = [{ name: 'UserName', type: 'string' }];
  await add(users, [['Operator'], ['operator']]);
  expect((await list({ kind: 'user' })).total).toBe(2);
  await addEvents({ name: 'LocalUsers', UserName: 'OPERATOR', MessageSource: 'Windows' });
  expect((await list({ kind: 'user' })).entities).toMatchObject([{ value: 'Operator', rows: 3, exhibits: 2 }]);
});

test('the list is filtered, sorted and paged', async () => {
  await add(signIns, [
    signIn('203.0.113.9', '10:00:00', '12:00:00'),
    signIn('192.0.2.100', '11:00:00', '11:30:00'),
    signIn('192.0.2.20', '12:00:00', '12:30:00'),
    signIn('192.0.2.20', '09:00:00', '09:30:00'),
  ]);
  const values = async (asked: Asked) => (await list(asked)).entities.map(({ value }) => value);
  expect(await values({ sort: 'first' })).toEqual(['192.0.2.20', '203.0.113.9', '192.0.2.100']);
  expect(await values({ sort: 'last', descending: true })).toEqual(['192.0.2.20', '203.0.113.9', '192.0.2.100']);
  expect(await values({ sort: 'value' })).toEqual(['192.0.2.20', '192.0.2.100', '203.0.113.9']);
  expect(await values({ sort: 'rows', descending: true, limit: 1 })).toEqual(['192.0.2.20']);
  expect(await values({ text: '192.0.2', offset: 1, sort: 'value' })).toEqual(['192.0.2.100']);
  expect((await list({ text: '192.0.2', kind: 'user' })).counts).toMatchObject({ address: 2, user: 0 });
});

test('a name of 50 kB is one entity, shown by its beginning and kept whole, and none is taken for another', async () => {
  const long = `${'\u202e'}${'a'.repeat(50_000)}`;
  const users: readonly Column[] = [{ name: 'UserName', type: 'string' }];
  await add(users, [[long], [`${long}b`], [long]]);
  const { entities } = await list({ kind: 'user', sort: 'rows' });
  expect(entities.map(({ rows, length, value }) => [rows, length, value.length])).toEqual([
    [1, 50_002, 256],
    [2, 50_001, 256],
  ]);
  const key = entities[1]?.key ?? '';
  await add(users, [[key]]);
  expect((await list({ kind: 'user' })).total).toBe(3);
  const { entity } = findPlaces(file, await indexes.read(file, context), { kind: 'user', key, offset: 0, limit: 1 });
  expect(entity.value).toBe(long);
});

test('an entity that no row names is refused, and a call that was given up stops', async () => {
  const index = await indexes.read(file, context);
  expect(() => findPlaces(file, index, { kind: 'user', key: 'nobody', offset: 0, limit: 1 })).toThrow(
    'No row of this case',
  );
  await expect(caseIndexes().read(file, { ...context, signal: AbortSignal.abort() })).rejects.toThrow();
});
