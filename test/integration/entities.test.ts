import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type GroundTruth, groundTruth } from '../../src/engine/sample/groundTruth.ts';
import { entities as contract } from '../../src/shared/contract/entities.ts';
import type { Entity } from '../../src/shared/contract/index.ts';
import { casebook, casebookJson } from '../support/commandLine.ts';
import { expectValue, startRealEngine } from '../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-entities-'));
const sample = join(folder, 'sample');
const path = join(folder, 'pump.casefile');
let truth: GroundTruth;
let listed: Entity[];
let events: Event[];

const row = z.object({
  RawEventName: z.string(),
  DeviceId: z.string(),
  AssociatedResourceId: z.string(),
  EventDetails: z.string(),
});
const details = z
  .object({
    TimestampUTC: z.string(),
    UserName: z.string(),
    RemoteAddress: z.string(),
    RemotePort: z.union([z.string(), z.number()]),
    LocalPort: z.union([z.string(), z.number()]),
    Executable: z.string(),
    CommandLine: z.string(),
  })
  .partial();
type Event = z.infer<typeof details> & { readonly name: string };

beforeAll(async () => {
  const engine = startRealEngine();
  try {
    expectValue(await engine.call('sources.writeSample', { folder: sample }));
    truth = groundTruth.parse(JSON.parse(readFileSync(join(sample, 'ground-truth.json'), 'utf8')));
    const source = { kind: 'local', folder: sample } as const;
    const subject = { deviceId: truth.device, hubName: truth.hub };
    const { caseId } = expectValue(await engine.call('cases.create', { path, source, ...subject }));
    expectValue(await engine.call('exhibits.runAll', { caseId }));
    const answer = expectValue(await engine.call('entities.list', { caseId, offset: 0, limit: 1000 }));
    listed = contract['entities.list'].output.parse(answer).entities;
  } finally {
    await engine.close();
  }
  events = readFileSync(join(sample, 'SecurityIoTRawEvent.ndjson'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => row.parse(JSON.parse(line)))
    .filter((each) => each.DeviceId === truth.device && each.AssociatedResourceId.endsWith(`/iothubs/${truth.hub}`))
    .map((each) => ({ name: each.RawEventName, ...details.parse(JSON.parse(each.EventDetails || '{}')) }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const entity = (kind: Entity['kind'], value: string): Entity => {
  const found = listed.find((each) => each.kind === kind && each.value === value);
  if (!found) throw new Error(`${kind} ${value} is not listed`);
  return found;
};

/** When the device's events that pass a test were, by their own clock: seconds are all that the sample's events tell. */
function spanOf(passes: (event: Event) => boolean): { first: string; last: string } {
  const times = events.filter(passes).flatMap(({ TimestampUTC }) => TimestampUTC?.slice(0, 19) ?? []);
  const [first, last] = [times.toSorted()[0], times.toSorted().at(-1)];
  if (first === undefined || last === undefined) throw new Error('no event of the sample passes');
  return { first, last };
}

const seenOf = ({ first, last }: Entity) => ({ first: first?.at.slice(0, 19), last: last?.at.slice(0, 19) });

test('what the ground truth names in its rows is listed', () => {
  const kindOf: Readonly<Record<string, Entity['kind']>> = {
    RemoteAddress: 'address',
    IPAddress: 'address',
    Peers: 'address',
    UserName: 'user',
    Executable: 'process',
    Executables: 'process',
    DeviceId: 'device',
    AlertDevice: 'device',
  };
  const named = truth.items.flatMap(({ match }) =>
    Object.entries(match).flatMap(([column, value]) => (kindOf[column] ? [`${kindOf[column]} ${value}`] : [])),
  );
  expect(new Set(named).size).toBeGreaterThanOrEqual(10);
  const all = new Set(listed.map(({ kind, value }) => `${kind} ${value}`));
  expect(named.filter((each) => !all.has(each))).toEqual([]);
});

test('the attacker’s address has its scope, and the first and last time at which the device’s events name it', () => {
  const attacker = String(truth.items.find(({ id }) => id === 'guessing')?.match.RemoteAddress);
  const found = entity('address', attacker);
  expect(found.scope).toBe('documentation');
  expect(seenOf(found)).toEqual(
    spanOf(({ RemoteAddress, CommandLine }) =>
      [RemoteAddress, ...(CommandLine ?? '').split(/[\s/:]+/)].includes(attacker),
    ),
  );
  expect(found.first).toMatchObject({ clock: 'device', isExact: true });
});

test.each(['pi', 'sysupd', 'logger', 'root'])('user %s', (name) => {
  expect(seenOf(entity('user', name)).first).toBe(spanOf(({ UserName }) => UserName === name).first);
});

test('the listener that the attacker opened', () => {
  const port = String(truth.items.find(({ id }) => id === 'listener')?.match.LocalPort);
  const listens = (event: Event) => event.name === 'ListeningPorts' && event.LocalPort === port;
  expect(seenOf(entity('port', `${port}/tcp`))).toEqual(spanOf(listens));
});

test('the miner’s process and file, the file before it ran, and its hash', () => {
  const miner = String(truth.items.find(({ id }) => id === 'miner')?.match.Executable);
  const runs = (event: Event) => event.Executable === miner;
  expect(seenOf(entity('process', miner))).toEqual(spanOf(runs));
  const file = entity('file', miner);
  const named = spanOf((event) => runs(event) || (event.CommandLine ?? '').split(' ').includes(miner));
  expect(seenOf(file)).toEqual(named);
  expect(named.first < spanOf(runs).first).toBe(true);
  expect(entity('file', '/tmp/x').rows).toBeGreaterThan(1);
  expect(listed.filter(({ kind }) => kind === 'hash').map(({ value }) => value)).toContain(
    '9c1185a5c5e9fc54612808977ee8f548b2258d31',
  );
});

test('an aggregated event says since when it may have been', () => {
  expect(entity('port', '4444/tcp').last?.notBefore?.slice(0, 19)).toBe('2019-04-18T12:00:04');
});

test('ports of clients, placeholders and addresses of nobody are no entities', () => {
  const values = listed.map(({ value }) => value);
  for (const none of ['0.0.0.0', '::', '*', '-', '?', '(invalid user)', '0', '0/tcp'])
    expect(values).not.toContain(none);
  expect(listed.filter(({ kind }) => kind === 'port').length).toBeLessThan(30);
});

test('the command line lists them, each with its places, and leaves the case as it is', async () => {
  const before = readFileSync(path);
  const { counts, entities } = await casebookJson('entities', path, '203.0.113.9', '--kind', 'address', '--places');
  expect(counts.address).toBe(1);
  expect(entities).toHaveLength(1);
  expect(entities[0].places).toHaveLength(entity('address', '203.0.113.9').rows);
  expect(contract['entities.occurrences'].output.shape.places.parse(entities[0].places)).toEqual(entities[0].places);
  const { stdout } = await casebook(['entities', path, '--kind', 'user', '--sort', 'rows']);
  expect(stdout.split('\n')[2]).toMatch(/^user {2}pi /);
  const none = await casebook(['entities', path, 'no such value']);
  expect(none).toMatchObject({ code: 1, stderr: '' });
  expect(readFileSync(path).equals(before)).toBe(true);
});
