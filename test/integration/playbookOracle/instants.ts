import { Undecided } from './undecided.ts';

const ticksPerMillisecond = 10_000n;
const unixEpoch = 621_355_968_000_000_000n;
export const ticksPerMinute = 60_000n * ticksPerMillisecond;
export const ticksPerHour = 60n * ticksPerMinute;

const iso =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?)?(?: ?(?:Z|GMT)|([+-])(\d{2}):?(\d{2}))?$/;
/** Invariant `MM/dd/yyyy HH:mm:ss`, as the C# agent writes the times of aggregated rows. */
const invariant = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}):(\d{2}):(\d{2})$/;

const fromParts = (parts: readonly string[], fraction: string): bigint | null => {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const real =
    date.getUTCFullYear() === year &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCMinutes() === minute &&
    date.getUTCSeconds() === second;
  if (!real) return null;
  return BigInt(date.getTime()) * ticksPerMillisecond + unixEpoch + BigInt(fraction.padEnd(7, '0'));
};

/** todatetime() of a text: ticks; UTC where the text names no zone; null where it is no time. */
export function instant(text: string): bigint | null {
  const us = invariant.exec(text);
  if (us) {
    const [, month = '', day = '', year = '', ...time] = us;
    return fromParts([year, month, day, ...time], '0');
  }
  const match = iso.exec(text);
  if (!match) {
    if (/\d/.test(text)) throw new Undecided(`todatetime("${text}")`);
    return null;
  }
  const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '0', sign] = match;
  if (fraction.length > 7) throw new Undecided(`todatetime("${text}") with more than seven fraction digits`);
  const local = fromParts([year, month, day, hour, minute, second], fraction);
  if (local === null || sign === undefined) return local;
  const offset = (BigInt(match[9] ?? 0) * 60n + BigInt(match[10] ?? 0)) * ticksPerMinute;
  return sign === '+' ? local - offset : local + offset;
}

const span = /^(-?)(?:(\d+)\.)?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;

/** A timespan as an answer writes it, `[-][d.]hh:mm:ss[.fffffff]`: ticks, or null where the text is none. */
export function timespan(text: string): bigint | null {
  const match = span.exec(text);
  if (!match) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = '0'] = match;
  const ticks =
    (BigInt(days) * 24n + BigInt(hours)) * ticksPerHour +
    BigInt(minutes) * ticksPerMinute +
    BigInt(seconds) * 1000n * ticksPerMillisecond +
    BigInt(fraction.padEnd(7, '0'));
  return sign === '-' ? -ticks : ticks;
}

/** `2019-04-18T12:04:31.1234567Z`. */
export function instantText(ticks: bigint): string {
  const sinceEpoch = ticks - unixEpoch;
  const fraction = ((sinceEpoch % 10_000_000n) + 10_000_000n) % 10_000_000n;
  const seconds = new Date(Number((sinceEpoch - fraction) / ticksPerMillisecond)).toISOString().slice(0, 19);
  return `${seconds}.${fraction.toString().padStart(7, '0')}Z`;
}

/** bin() of a time: the start of the step that it lies in, counted from the year 1. */
export const bin = (ticks: bigint, step: bigint): bigint => ticks - (ticks % step);
