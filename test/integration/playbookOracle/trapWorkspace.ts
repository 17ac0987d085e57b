import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { instant, instantText } from './instants.ts';
import { details, missing } from './trapDetails.ts';

/**
 * A workspace of rows that the sample does not hold: values missing, of another type or badly formed, ties, ticks below the
 * millisecond, and sets beyond their caps. Every row mixes values from short lists, so each meets the others.
 */
const counter = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

type Row = Record<string, unknown>;
type Next = ReturnType<typeof counter>;
const base = instant('2019-04-18T12:00:00Z') ?? 0n;
const second = 10_000_000n;

const nested = new Set(['Pid', 'Hash', 'StartTimeUtc', 'Rule Name']);

const pick = (next: Next, list: readonly unknown[]): unknown => list[next(list.length)];
const hubIds = [
  '/s/resourceGroups/plant/providers/Microsoft.Devices/IotHubs/PLANT',
  '/s/iothubs/plant-2',
  '/s/iothubs/plant',
];

function rawEvent(next: Next, index: number): Row {
  const name = Object.keys(details)[index % Object.keys(details).length] ?? '';
  // Users come one by one, so that the row before is never in doubt; the rest share their times.
  const time = base + second * BigInt(name === 'LocalUsers' ? index : next(120)) + BigInt(next(3));
  const drawn = Object.entries(details[name] ?? {}).map(([key, list]) => [key, pick(next, list)] as const);
  const inside = name === 'Process' ? [] : drawn.filter(([key]) => nested.has(key) || key === 'HitCount');
  const d = {
    ...Object.fromEntries(drawn.filter((entry) => !inside.includes(entry))),
    ...(inside.length > 0 && next(8) > 0 ? { ExtraDetails: Object.fromEntries(inside) } : {}),
    TimestampLocal: pick(next, [instantText(time + 7200n * second), '2019-04-18T14:00:00', missing]),
    TimestampUTC:
      name === 'LocalUsers' ? instantText(time) : pick(next, [instantText(time), '2019-04-18T12:00:30', missing, '']),
  };
  const text = JSON.stringify(d);
  const isEmpty = next(12) === 0;
  return {
    AgentVersion: `0.0.${next(24)}`,
    AssociatedResourceId: pick(next, hubIds),
    DeviceId: pick(next, ['dev-1', 'dev-1', 'dev-1', 'DEV-1', 'dev-10']),
    EventDetails: isEmpty ? '{}' : name !== 'LocalUsers' && next(30) === 0 ? text.slice(0, -5) : text,
    IsEmpty: next(40) === 0 ? null : isEmpty,
    RawEventCategory: 'Triggered',
    RawEventName: name,
    RawEventType: pick(next, ['Security', 'Operational']),
    TimeGenerated: instantText(time + 60n * second * BigInt(next(2000))),
    TimeStamp: instantText(time),
  };
}

/** More different values than each cap lets through: addresses, command lines and accounts of one group. */
const many = (index: number): Row => ({
  ...rawEvent(() => 0, index),
  RawEventName: (['Login', 'ProcessCreate', 'ListeningPorts'] as const)[index % 3],
  EventDetails: JSON.stringify({
    ...{
      RemoteAddress: `198.51.100.${index % 256}`,
      UserName: `u${index}`,
      Executable: '/many',
      CommandLine: `run ${index}`,
    },
    ...{ UserId: `${index % 30}`, Protocol: 'udp', LocalPort: '53', RemotePort: `${index}`, Result: 'Fail' },
  }),
});

const alert = (next: Next): Row => ({
  TimeGenerated: instantText(base + second * BigInt(next(5) * 3600)),
  StartTime: pick(next, [instantText(base), missing, null]),
  EndTime: pick(next, [instantText(base + 1n), missing]),
  SystemAlertId: pick(next, ['a', 'b', 'c', '', missing]),
  AlertName: pick(next, ['n1', 'n2']),
  DisplayName: pick(next, ['Brute "force"', 'Miner']),
  AlertType: 'IoT_X',
  Description: pick(next, ['d\\e', missing]),
  RemediationSteps: pick(next, ['["x"]', '']),
  AlertSeverity: pick(next, ['High', 'Low', '']),
  Status: pick(next, ['New', 'Resolved']),
  ResourceId: pick(next, hubIds),
  ExtendedProperties: pick(next, [
    '{"DeviceId":"dev-1"}',
    '{"DeviceId":"DEV-1","x":"dev-1"}',
    '{"DeviceId":"dev-10"}',
    '{"Note":"Dev-1"}',
    '{"DeviceId":"dev-1"',
    '',
    missing,
  ]),
});

const recommendation = (next: Next): Row => ({
  AssessedResourceId: pick(next, hubIds),
  DeviceId: pick(next, ['dev-1', 'DEV-1']),
  Description: pick(next, ['d1', 'd2', '']),
  RecommendationName: pick(next, ['r1', 'r2', 'r3']),
  RecommendationDisplayName: pick(next, ['R', missing]),
  RecommendationState: pick(next, ['Active', 'Resolved', 'Healthy']),
  RecommendationSeverity: pick(next, ['High', 'low', missing]),
  RecommendationAdditionalData: pick(next, [
    { b: [1, { c: null }], a: 1.5 },
    [],
    null,
    missing,
    { Rules: '[{"x":""}]' },
  ]),
  DiscoveredTimeUTC: pick(next, [instantText(base), instantText(base - second), missing]),
  ResolvedTimeUTC: pick(next, [instantText(base), null]),
  TimeGenerated: instantText(base + second * BigInt(next(4))),
});

/** Writes the three tables into an existing folder. */
export async function writeTrapWorkspace(folder: string, seed: number): Promise<void> {
  const next = counter(seed);
  const rows = (count: number, make: (next: Next, index: number) => Row): Row[] =>
    Array.from({ length: count }, (_, index) => make(next, index));
  const tables = {
    SecurityIoTRawEvent: [...rows(2400, rawEvent), ...rows(900, (_, index) => many(index))],
    SecurityAlert: rows(120, alert),
    SecurityRecommendation: rows(80, recommendation),
  };
  for (const [name, lines] of Object.entries(tables)) {
    await writeFile(join(folder, `${name}.ndjson`), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }
}
