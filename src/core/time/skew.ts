import { instantTicks } from './instants.ts';

/** The times that one event carries, as UTC instants; undefined where it does not carry one. */
export interface EventTimes {
  /** When the service took it in. */
  readonly ingested: string;
  /** The device's clock in UTC. */
  readonly device: string | undefined;
  /** The device's local time, without its offset. */
  readonly local: string | undefined;
}

/** What the times of a device's events say about its clock; ticks of 100 ns. */
export interface ClockSkew {
  /** Events that carry both a time of the device and one of the service. */
  readonly events: number;
  /** Service time minus device time: delivery and skew together. Negative where the device's clock is ahead. */
  readonly median: bigint;
  readonly least: bigint;
  readonly most: bigint;
  /** Events that the service had before the device says they happened: its clock is ahead by more than they travelled. */
  readonly early: number;
  /** Local time minus UTC in minutes, in whole quarter hours, with how many of the events that carry both say so. */
  readonly localOffset: { readonly minutes: number; readonly events: number; readonly of: number } | null;
}

const ticksPerQuarter = 9_000_000_000n;

/** Measures a device's clock against the service's; undefined where no event carries both times. */
export function clockSkew(events: readonly EventTimes[]): ClockSkew | undefined {
  const apart = events
    .flatMap(({ ingested, device }) => (device === undefined ? [] : [instantTicks(ingested) - instantTicks(device)]))
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const [least] = apart;
  const most = apart.at(-1);
  if (least === undefined || most === undefined) return undefined;
  return {
    events: apart.length,
    median: apart[Math.floor((apart.length - 1) / 2)] ?? least,
    least,
    most,
    early: apart.filter((ticks) => ticks < 0n).length,
    localOffset: localOffset(events),
  };
}

/** The quarter hour that most events are nearest to. */
function localOffset(events: readonly EventTimes[]): ClockSkew['localOffset'] {
  const votes = new Map<number, number>();
  let of = 0;
  for (const { device, local } of events) {
    if (device === undefined || local === undefined) continue;
    const apart = instantTicks(local) - instantTicks(device);
    const half = apart < 0n ? -ticksPerQuarter / 2n : ticksPerQuarter / 2n;
    const minutes = Number((apart + half) / ticksPerQuarter) * 15;
    votes.set(minutes, (votes.get(minutes) ?? 0) + 1);
    of += 1;
  }
  const [winner] = [...votes].sort((a, b) => b[1] - a[1] || Math.abs(a[0]) - Math.abs(b[0]));
  return winner ? { minutes: winner[0], events: winner[1], of } : null;
}

/** `+02:00`, `-03:30`. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** A span for people, its two largest units: `5 h 12 min`, `-3 s`. */
export function spanText(ticks: bigint): string {
  const seconds = Number((ticks < 0n ? -ticks : ticks) / 10_000_000n);
  const units: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ];
  const first = units.findIndex(([size]) => size > 0);
  const shown =
    first < 0
      ? '0 s'
      : units
          .slice(first, first + 2)
          .map(([size, unit]) => `${size} ${unit}`)
          .join(' ');
  return ticks < 0n && first >= 0 ? `-${shown}` : shown;
}

/** What a measured clock means, as a sentence; spans are ticks as text, as they travel. */
export function clockText(clock: {
  readonly events: number;
  readonly median: string;
  readonly least: string;
  readonly most: string;
  readonly early: number;
  readonly localOffset: ClockSkew['localOffset'];
}): string {
  const span = (ticks: string) => spanText(BigInt(ticks));
  const early =
    clock.early === 0
      ? ''
      : ` ${clock.early} of them arrived before the device says they happened: its clock is ahead, or was set back.`;
  const { localOffset: offset } = clock;
  const local =
    offset === null
      ? ' No event carries its local time.'
      : ` Its local time is UTC${offsetText(offset.minutes)} by ${offset.events} of ${offset.of} events that carry both.`;
  return `The service took in ${clock.events} events ${span(clock.median)} after the device’s time (median; ${span(clock.least)} to ${span(clock.most)}): delivery and clock skew together.${early}${local}`;
}
