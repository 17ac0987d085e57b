import { instantText } from './instants.ts';
import { details, missing } from './trapDetails.ts';
import { base, hubIds, type Next, pick, type Row, second } from './trapDraw.ts';

const nested = new Set(['Pid', 'Hash', 'StartTimeUtc', 'Rule Name']);

/** Now and then a name in another letter case, which is the name of another kind of event. */
const spelt = (next: Next, name: string): string => (next(15) === 0 ? name.toLowerCase() : name);

/** A raw event whose details are drawn for the kind that its index falls on. */
export function rawEvent(next: Next, index: number): Row {
  const name = Object.keys(details)[index % Object.keys(details).length] ?? '';
  // Users come one by one, so that the row before is never in doubt; the rest share their times.
  const time = base + second * BigInt(name === 'LocalUsers' ? index : next(120)) + BigInt(next(3));
  const device = pick(next, ['dev-1', 'dev-1', 'dev-1', 'DEV-1', 'dev-10']);
  const drawn = Object.entries(details[name] ?? {}).map(([key, list]) => [key, pick(next, list)] as const);
  const inside = name === 'Process' ? [] : drawn.filter(([key]) => nested.has(key) || key === 'HitCount');
  const d = {
    ...Object.fromEntries(drawn.filter((entry) => !inside.includes(entry))),
    ...(name === 'LocalUsers' && device === 'DEV-1' ? { UserName: 'twin' } : {}),
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
    DeviceId: device,
    EventDetails: isEmpty ? '{}' : name !== 'LocalUsers' && next(30) === 0 ? text.slice(0, -5) : text,
    IsEmpty: next(40) === 0 ? null : isEmpty,
    RawEventCategory: 'Triggered',
    RawEventName: spelt(next, name),
    RawEventType: pick(next, ['Security', 'Security', 'Operational', 'security']),
    TimeGenerated: instantText(time + 60n * second * BigInt(next(2000))),
    TimeStamp: instantText(time),
  };
}
