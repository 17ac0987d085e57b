import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startEngine } from '../../src/engine/client.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import type { Engine } from '../../src/shared/port.ts';
import { differences, type Given } from './playbookOracle/compare.ts';
import { bindHeaders } from './playbookOracle/headers.ts';
import { instant, ticksPerMinute } from './playbookOracle/instants.ts';
import { oracles } from './playbookOracle/oracles.ts';
import type { Bindings } from './playbookOracle/subject.ts';
import { writeTrapWorkspace } from './playbookOracle/trapWorkspace.ts';
import { readWorkspace, type Workspace } from './playbookOracle/workspace.ts';

const resources = new URL('../../resources/', import.meta.url);

const time = (text: string): bigint => {
  const ticks = instant(text);
  if (ticks === null) throw new Error(`${text} is no time`);
  return ticks;
};
const bound = (device: string, hub: string, more: Partial<Bindings> = {}): Bindings => ({
  device,
  hub,
  until: time('2019-04-21T00:00:00Z'),
  since: time('2019-04-17T00:00:00Z'),
  around: time('2019-04-18T12:01:00Z'),
  window: 120n * ticksPerMinute,
  address: '203.0.113.9',
  executable: '/tmp/x',
  ...more,
});

/** Every device of the sample, and one that is in no row; the queries' other headers differ from one to the next. */
const sampleSubjects: readonly Bindings[] = [
  bound('pump-07', 'plant'),
  bound('Pump-07', 'PLANT', { since: time('2019-04-05T00:00:00Z'), executable: '/usr/sbin/sshd' }),
  bound('pump-1', 'plant', { until: time('2019-04-19T12:00:00Z'), window: 2000n * ticksPerMinute }),
  bound('pump-10', 'plant', { around: time('2019-04-11T09:00:00Z'), window: 1440n * ticksPerMinute }),
  bound('pump-1', 'plant-2', { address: '198.51.100.20' }),
  bound("mixer(2)'s", 'plant', { since: time('2019-04-05T00:00:00Z') }),
  bound('hmi-win', 'plant', {
    since: time('2019-04-05T00:00:00Z'),
    executable: String.raw`\device\harddiskvolume2\windows\system32\svchost.exe`,
  }),
  bound('sensor-m1', 'plant', { since: time('2019-04-05T00:00:00Z'), address: '192.0.2.5' }),
  bound('valve-3', 'plant', { around: time('2019-04-05T09:00:00Z') }),
  bound('pump-0', 'plant'),
];
const trapTimes = { since: time('2019-04-18T12:00:05Z'), window: ticksPerMinute };
const trapSubjects: readonly Bindings[] = [
  bound('dev-1', 'plant', trapTimes),
  bound('DEV-1', 'plant', { ...trapTimes, executable: String.raw`C:\Windows\x` }),
  bound('dev-10', 'Plant', { ...trapTimes, address: '2001:db8::1' }),
  bound('dev-1', 'plant-2', { ...trapTimes, around: time('2019-04-18T12:00:30.0000001Z') }),
  bound('gap-1', 'plant', trapTimes),
  bound('ev-1', 'lan', trapTimes),
  bound('dev-1', 'lan', trapTimes),
];

let engine: Engine;
const folders: string[] = [];
beforeAll(() => {
  engine = startEngine({
    serverUrl: new URL('../../src/engine/server.ts', import.meta.url),
    resourcesFolder: fileURLToPath(resources),
    productVersion: '0.0.0',
  });
});
afterAll(async () => {
  await engine.close();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-queries-'));
  folders.push(folder);
  return folder;
}

async function run(folder: string, kql: string): Promise<Given> {
  const result = await engine.call('queries.run', { source: { kind: 'local', folder }, kql });
  if (!result.ok) throw new Error(result.cancelled ? 'cancelled' : `${result.error.code}: ${result.error.message}`);
  expect(result.value.problems).toEqual([]);
  return result.value;
}

/** Compares the product's answer with the one computed here for each subject; hands back how many rows there were. */
async function compare(folder: string, workspace: Workspace, name: string, subjects: readonly Bindings[]) {
  const kql = await readFile(new URL(`playbooks/suspicious-iot-device/${name}.kql`, resources), 'utf8');
  const wrong: string[] = [];
  let rows = 0;
  for (const subject of subjects) {
    const expected = oracles[name]?.(workspace, subject);
    if (!expected) throw new Error(`nothing computes ${name} here`);
    rows += expected.rows.length;
    const given = await run(folder, bindHeaders(kql, subject));
    const found = differences(expected, given);
    wrong.push(...found.map((difference) => `${subject.device} on ${subject.hub}: ${difference}`));
  }
  expect(wrong).toEqual([]);
  return rows;
}

describe.each([
  {
    workspaceName: 'the sample workspace',
    subjects: sampleSubjects,
    write: (folder: string) => writeSampleWorkspace({ folder }),
  },
  {
    workspaceName: 'a workspace of traps',
    subjects: trapSubjects,
    write: (folder: string) => writeTrapWorkspace(folder, 1),
  },
])('each query of the playbook on $workspaceName', ({ subjects, write }) => {
  let folder: string;
  let workspace: Workspace;
  beforeAll(async () => {
    folder = await newFolder();
    await write(folder);
    workspace = await readWorkspace(folder);
  });

  it.each(Object.keys(oracles))('%s gives the rows that independent code computes from the files', async (name) => {
    const rows = await compare(folder, workspace, name, subjects);
    expect(rows).toBeGreaterThan(0);
  });
});

it('has a computation of its own for every query file of the playbook', async () => {
  const files = await readdir(new URL('playbooks/suspicious-iot-device/', resources));
  const queries = files
    .filter((file) => file.endsWith('.kql') && !file.endsWith('.left-out.kql'))
    .map((file) => file.replace(/\.kql$/, ''));
  expect(Object.keys(oracles).sort()).toEqual(queries.sort());
});
