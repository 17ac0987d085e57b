import type { RowValues } from '../profiles/stepThings.ts';
import { earlier, isBefore, later, readInstant } from './instants.ts';

/**
 * Whose clock told a time: the device's own in UTC, the service's, or the device's local time, which the guide's queries read as
 * if it were UTC.
 */
export const clocks = ['device', 'service', 'local'] as const;
export type Clock = (typeof clocks)[number];

/** When a row saw what it names; UTC instants. */
export interface Seen {
  readonly first: string;
  readonly last: string;
  /** Since when a row that stands for several events may have seen the first; null where `first` is an event's own time. */
  readonly notBefore: string | null;
  readonly clock: Clock;
  /** Whether it was seen at both ends; otherwise at some time between them. */
  readonly isExact: boolean;
}

/** Where rows come from: the guide's query, ours, rows of a table as they are, or the examiner's own query. */
export type RowOrigin = 'guide' | 'hardened' | 'events' | 'own';

/** The columns of the playbook's hardened queries that hold the first and the last device time of what the row's keys name. */
const spans: readonly (readonly [first: readonly string[], last: readonly string[]])[] = [
  [['EventTime'], ['EventTime']],
  [['Snapshot'], ['Snapshot']],
  [['FirstObserved'], ['LastObserved']],
  [
    ['FirstFailure', 'FirstSuccess'],
    ['LastFailure', 'LastSuccess'],
  ],
  [['FirstFailed'], ['LastFailed']],
];

/**
 * When a row saw what it names; undefined where it does not say. `details` is the event that it holds as JSON, whose
 * `TimestampUTC` is the device's own time. Of the examiner's own queries no other time is taken, since the name of a column does
 * not tell what was computed into it.
 */
export function seenIn(
  row: RowValues,
  details: Readonly<Record<string, unknown>>,
  origin: RowOrigin,
): Seen | undefined {
  const event = readInstant(details.TimestampUTC) ?? (origin === 'events' ? readInstant(row.TimeStamp) : undefined);
  if (event !== undefined) return { ...at(event, 'device'), notBefore: windowStart(details, event) };
  switch (origin) {
    case 'own':
      return undefined;
    case 'events':
      return instantOf(row.TimeGenerated, 'service');
    case 'guide':
      return localSpan(row) ?? instantOf(row.TimeGenerated, 'service');
    case 'hardened':
      return alertSpan(row) ?? deviceSpan(row) ?? instantOf(row.FirstDiscovered, 'service');
  }
}

const at = (instant: string, clock: Clock): Seen => ({
  first: instant,
  last: instant,
  notBefore: null,
  clock,
  isExact: true,
});

function instantOf(value: unknown, clock: Clock): Seen | undefined {
  const instant = readInstant(value);
  return instant === undefined ? undefined : at(instant, clock);
}

/** An alert concerns something between its two times, by the service's word. */
function alertSpan(row: RowValues): Seen | undefined {
  if (typeof row.Kind === 'string' && row.Kind.startsWith('Alert')) return instantOf(row.EventTime, 'service');
  const first = readInstant(row.StartTime);
  if (first === undefined) return undefined;
  const last = later(first, readInstant(row.EndTime) ?? first);
  return { first, last, notBefore: null, clock: 'service', isExact: first === last };
}

function deviceSpan(row: RowValues): Seen | undefined {
  for (const [firsts, lasts] of spans) {
    const first = instantsOf(row, firsts).reduce<string | undefined>((a, b) => (a ? earlier(a, b) : b), undefined);
    const last = instantsOf(row, [...firsts, ...lasts]).reduce<string | undefined>(
      (a, b) => (a ? later(a, b) : b),
      undefined,
    );
    if (first === undefined) continue;
    const notBefore = readInstant(row.NotBefore);
    return {
      first,
      last: last ?? first,
      notBefore: notBefore !== undefined && isBefore(notBefore, first) ? notBefore : null,
      clock: 'device',
      isExact: true,
    };
  }
  return undefined;
}

function localSpan(row: RowValues): Seen | undefined {
  const first = readInstant(row.MinObservedTime) ?? readInstant(row.FirstObserved);
  if (first === undefined) return undefined;
  return { ...at(first, 'local'), last: later(first, readInstant(row.MaxObservedTime) ?? first) };
}

const instantsOf = (row: RowValues, columns: readonly string[]): string[] =>
  columns.flatMap((column) => readInstant(row[column]) ?? []);

/** An aggregated event is stamped at the end of its window. */
function windowStart({ ExtraDetails }: Readonly<Record<string, unknown>>, event: string): string | null {
  const start = isRecord(ExtraDetails) ? readInstant(ExtraDetails.StartTimeUtc) : undefined;
  return start !== undefined && isBefore(start, event) ? start : null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
