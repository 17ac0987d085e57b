import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countsQuery } from '../../src/core/companions/companionQueries.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import type { Engine } from '../../src/shared/port.ts';
import { expectValue, startRealEngine } from '../support/engine.ts';
import { bindHeaders } from './playbookOracle/headers.ts';
import { instant } from './playbookOracle/instants.ts';
import { at, parseJson, toInt, toLong, toText } from './playbookOracle/json.ts';
import { type Bindings, onHub } from './playbookOracle/subject.ts';
import { writeTrapWorkspace } from './playbookOracle/trapWorkspace.ts';
import { type RawEvent, readWorkspace, type Workspace } from './playbookOracle/workspace.ts';

type Counts = Record<string, number>;
type Counter = (events: readonly RawEvent[], bindings: Bindings) => Counts;

const contains = (text: string, part: string) => text.toLowerCase().includes(part.toLowerCase());
const isUnreadable = ({ EventDetails }: RawEvent) => EventDetails !== '' && typeof parseJson(EventDetails) === 'string';
const field = (event: RawEvent, ...path: string[]) => toText(at(parseJson(event.EventDetails), ...path));
const named = (events: readonly RawEvent[], ...names: string[]) =>
  events.filter((event) => names.includes(event.RawEventName));
const ofDevice = (events: readonly RawEvent[], { device }: Bindings) =>
  events.filter((event) => event.DeviceId === device);
const nearHub = (events: readonly RawEvent[], bindings: Bindings) =>
  ofDevice(events, bindings).filter((event) => contains(event.AssociatedResourceId, bindings.hub));
const count = <T>(rows: readonly T[], passes: (row: T) => boolean) => rows.filter(passes).length;

/** How many values stand in groups of more than 128 different ones. */
function beyondCap(rows: readonly { readonly group: readonly string[]; readonly value: string }[]): number {
  const groups = new Map<string, Set<string>>();
  for (const { group, value } of rows) {
    const key = JSON.stringify(group);
    groups.set(key, (groups.get(key) ?? new Set()).add(value));
  }
  return [...groups.values()].reduce((sum, { size }) => (size > 128 ? sum + size : sum), 0);
}

/** What every companion has: rows of another hub among those that its query's `contains` takes in, and rows without JSON. */
const common = (rows: readonly RawEvent[], bindings: Bindings): Counts => ({
  'other-hub': count(rows, (event) => !onHub(event.AssociatedResourceId, bindings)),
  unreadable: count(rows, isUnreadable),
});
const onlyHub = (rows: readonly RawEvent[], bindings: Bindings) =>
  rows.filter((event) => onHub(event.AssociatedResourceId, bindings));

const counters: Record<string, Counter> = {
  '02-users': (events, bindings) => {
    const users = named(nearHub(events, bindings), 'LocalUsers');
    const names = new Map<string, Set<string>>();
    for (const event of users) {
      const [id, name] = [field(event, 'UserId'), field(event, 'UserName')];
      if (id !== '' && name !== '') names.set(id, (names.get(id) ?? new Set()).add(name));
    }
    return {
      ...common(users, bindings),
      empty: count(users, ({ IsEmpty }) => IsEmpty === true),
      renamed: count(users, (event) => (names.get(field(event, 'UserId'))?.size ?? 0) > 1),
    };
  },
  '03-open-ports': (events, bindings) => {
    const sockets = named(nearHub(events, bindings), 'ListeningPorts').map((event) => ({
      event,
      port: toInt(field(event, 'LocalPort')),
      listens: ['*', '0', ''].includes(field(event, 'RemotePort')),
      group: [field(event, 'Protocol'), field(event, 'LocalPort')],
    }));
    const low = sockets.filter(({ port }) => port !== null && port <= 1024n);
    const set = (name: string) => beyondCap(low.map(({ event, group }) => ({ group, value: field(event, name) })));
    return {
      ...common(
        sockets.map(({ event }) => event),
        bindings,
      ),
      'above-1024': count(sockets, ({ port, listens }) => port !== null && port > 1024n && listens),
      'connections-above-1024': count(sockets, ({ port, listens }) => port !== null && port > 1024n && !listens),
      'no-number': count(
        sockets,
        ({ event, port }) => port === null && !isUnreadable(event) && event.IsEmpty === false,
      ),
      capped: set('RemoteAddress') + set('RemotePort'),
    };
  },
  '04-logins': (events, bindings) => {
    const logins = named(nearHub(events, bindings), 'Login').map((event) => {
      const local = !contains(event.EventDetails, 'RemoteAddress');
      const loopback = contains(event.EventDetails, '"RemoteAddress":"127.0.0.1"');
      const invalid = contains(event.EventDetails, '"UserName":"(invalid user)"');
      const unknown = contains(event.EventDetails, '"UserName":"(unknown user)"');
      return { event, local, loopback, invalid, unknown, leftOut: local || loopback || invalid || unknown };
    });
    const failed = (event: RawEvent) =>
      field(event, 'Result').toLowerCase() === 'fail' || field(event, 'Operation') === 'LoginFailed';
    return {
      ...common(
        logins.map(({ event }) => event),
        bindings,
      ),
      'no-address': count(logins, ({ local }) => local),
      loopback: count(logins, ({ loopback }) => loopback),
      'invalid-user': count(logins, ({ invalid }) => invalid),
      'unknown-user': count(logins, ({ unknown }) => unknown),
      failed: count(logins, ({ event, leftOut }) => leftOut && failed(event)),
      capped: beyondCap(
        logins
          .filter(({ leftOut }) => !leftOut)
          .map(({ event }) => ({
            group: ['UserName', 'Result', 'Executable'].map((name) => field(event, name)),
            value: field(event, 'RemoteAddress'),
          })),
      ),
    };
  },
  '05-processes': (events, bindings) => {
    const near = nearHub(events, bindings);
    const processes = named(near, 'ProcessCreate');
    const names = new Map<string, Set<string>>();
    for (const event of named(near, 'LocalUsers')) {
      const id = field(event, 'UserId');
      names.set(id, (names.get(id) ?? new Set()).add(field(event, 'UserName')));
    }
    const hits = (event: RawEvent) =>
      toInt(field(event, 'ExtraDetails', 'HitCount')) ?? toInt(field(event, 'HitCount')) ?? 1n;
    return {
      'other-hub': common(processes, bindings)['other-hub'] ?? 0,
      unreadable: count(named(near, 'ProcessCreate', 'Process'), isUnreadable),
      'counted-twice': count(processes, (event) => (names.get(field(event, 'UserId'))?.size ?? 0) > 1),
      'no-name': count(processes, (event) => !names.has(field(event, 'UserId'))),
      aggregated: count(processes, (event) => hits(event) > 1n),
      'micro-agent': count(near, ({ RawEventName }) => RawEventName === 'Process'),
      capped: beyondCap(
        processes.map((event) => ({
          group: [field(event, 'Executable')],
          value: field(event, 'CommandLine') || field(event, 'Commandline'),
        })),
      ),
    };
  },
  '08-sign-ins': (events, bindings) => {
    const logins = named(ofDevice(events, bindings), 'Login');
    return {
      'other-hub': common(logins, bindings)['other-hub'] ?? 0,
      unreadable: count(onlyHub(logins, bindings), isUnreadable),
      logout: count(onlyHub(logins, bindings), (event) => field(event, 'Operation') === 'Logout'),
    };
  },
  '09-outbound': (events, bindings) => {
    const rows = named(ofDevice(events, bindings), 'ConnectionCreate', 'NetworkActivity');
    const own = onlyHub(rows, bindings);
    const made = named(own, 'ConnectionCreate');
    const direction = (event: RawEvent) => field(event, 'Direction');
    return {
      'other-hub': common(rows, bindings)['other-hub'] ?? 0,
      unreadable: count(own, isUnreadable),
      inbound: count(made, (event) => direction(event) === 'In'),
      'no-direction': count(made, (event) => !['In', 'Out'].includes(direction(event)) && !isUnreadable(event)),
      'micro-agent': named(own, 'NetworkActivity').length,
    };
  },
  '11-listeners': (events, bindings) => {
    const sockets = named(ofDevice(events, bindings), 'ListeningPorts');
    const own = onlyHub(sockets, bindings);
    return {
      'other-hub': common(sockets, bindings)['other-hub'] ?? 0,
      unreadable: count(own, isUnreadable),
      'with-peer': count(own, (event) => !['*', '0', ''].includes(field(event, 'RemotePort'))),
    };
  },
  '14-process-tree': (events, bindings) => {
    const processes = named(ofDevice(events, bindings), 'ProcessCreate');
    const own = onlyHub(processes, bindings);
    const id = (event: RawEvent) => toLong(at(parseJson(event.EventDetails), 'ProcessId'));
    return {
      'other-hub': common(processes, bindings)['other-hub'] ?? 0,
      unreadable: count(own, isUnreadable),
      aggregated: count(own, (event) => id(event) === 0n),
      'no-id': count(own, (event) => id(event) === null && !isUnreadable(event)),
    };
  },
};

const bound = (device: string, hub: string): Bindings => {
  const time = instant('2019-04-18T12:00:00Z') ?? 0n;
  return { device, hub, until: time, since: time, around: time, window: 1n, address: '', executable: '' };
};
const resources = new URL('../../resources/playbooks/suspicious-iot-device/', import.meta.url);
let engine: Engine;
beforeAll(() => {
  engine = startRealEngine();
});
afterAll(() => engine.close());

describe.each([
  {
    place: 'the sample',
    subjects: [
      bound('pump-07', 'plant'),
      bound('pump-1', 'plant'),
      bound('hmi-win', 'plant'),
      bound('sensor-m1', 'plant'),
    ],
    write: (folder: string) => writeSampleWorkspace({ folder }),
  },
  {
    place: 'a workspace of traps',
    subjects: [bound('dev-1', 'plant'), bound('DEV-1', 'plant'), bound('dev-1', 'lan'), bound('gap-1', 'plant')],
    write: (folder: string) => writeTrapWorkspace(folder, 1),
  },
])('the counts of what queries leave out, on $place', ({ subjects, write }) => {
  let folder: string;
  let workspace: Workspace;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'casebook-companions-'));
    await write(folder);
    workspace = await readWorkspace(folder);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(Object.keys(counters))('%s: each is what independent code counts in the files', async (name) => {
    const rows = await readFile(new URL(`${name}.left-out.kql`, resources), 'utf8');
    for (const subject of subjects) {
      const source = { kind: 'local', folder } as const;
      const kql = countsQuery(bindHeaders(rows, subject));
      const answer = expectValue(await engine.call('queries.run', { source, kql }));
      const given = Object.fromEntries(answer.rows.map(([item, number]) => [String(item), Number(number)]));
      const expected = Object.entries(counters[name]?.(workspace.rawEvents, subject) ?? {});
      expect([subject, given]).toEqual([subject, Object.fromEntries(expected.filter(([, number]) => number > 0))]);
    }
  });
});
