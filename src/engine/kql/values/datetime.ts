import { maxDatetimeTicks, unixEpochTicks } from '../storage.ts';
import { ticksPerDay, ticksPerHour, ticksPerMillisecond, ticksPerMinute, ticksPerSecond } from './timespan.ts';

/** A datetime taken apart, UTC, Gregorian; `fraction` is ticks within the second. */
export interface CivilTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
}

/** The ticks of a civil time, or null when there is no such time between the years 1 and 9999. */
export const ticksOfCivil = (time: CivilTime): bigint | null => {
  const date = new Date(0);
  date.setUTCFullYear(time.year, time.month - 1, time.day);
  if (date.getUTCFullYear() !== time.year || date.getUTCMonth() !== time.month - 1 || date.getUTCDate() !== time.day)
    return null;
  if (time.year < 1 || time.year > 9999 || time.hour > 23 || time.minute > 59 || time.second > 59) return null;
  const seconds = BigInt(time.hour * 3600 + time.minute * 60 + time.second);
  return (
    unixEpochTicks + BigInt(date.getTime()) * ticksPerMillisecond + seconds * ticksPerSecond + BigInt(time.fraction)
  );
};

/** The civil time of ticks. */
export const civilOfTicks = (ticks: bigint): CivilTime => {
  const fromEpoch = ticks - unixEpochTicks;
  const fraction = ((fromEpoch % ticksPerSecond) + ticksPerSecond) % ticksPerSecond;
  const date = new Date(Number((fromEpoch - fraction) / ticksPerMillisecond));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
    second: date.getUTCSeconds(),
    fraction: Number(fraction),
  };
};

const inRange = (ticks: bigint | null): bigint | null =>
  ticks === null || ticks < 0n || ticks > maxDatetimeTicks ? null : ticks;

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const clock = String.raw`(?:[T ]\s*(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?)?`;
const zone = String.raw`\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2}))?`;
const meridiem = String.raw`(?:\s*(AM|PM))?`;
const patterns: readonly { readonly pattern: RegExp; readonly order: readonly [number, number, number] }[] = [
  {
    pattern: new RegExp(`^(\\d{4})\\s*-\\s*(\\d{1,2})\\s*-\\s*(\\d{1,2})${clock}${meridiem}${zone}$`, 'i'),
    order: [1, 2, 3],
  },
  { pattern: new RegExp(`^(\\d{4})/(\\d{1,2})/(\\d{1,2})${clock}${meridiem}${zone}$`, 'i'), order: [1, 2, 3] },
  { pattern: new RegExp(`^(\\d{1,2})[-/](\\d{1,2})[-/](\\d{4}),?${clock}${meridiem}${zone}$`, 'i'), order: [3, 1, 2] },
  { pattern: new RegExp(`^(\\d{4})(\\d{2})(\\d{2})${clock}${meridiem}${zone}$`, 'i'), order: [1, 2, 3] },
  {
    pattern: new RegExp(
      `^(?:[a-z]{3,9},?\\s+)?(\\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\\d{4}|\\d{2})${clock}${meridiem}${zone}$`,
      'i',
    ),
    order: [3, 2, 1],
  },
  {
    pattern: new RegExp(
      `^(?:[a-z]{3,9},?\\s+)?([a-z]{3})[a-z]*\\s+(\\d{1,2}),?\\s+(\\d{4})${clock}${meridiem}${zone}$`,
      'i',
    ),
    order: [3, 1, 2],
  },
];

const numberOf = (text: string | undefined): number => {
  if (text === undefined) return 0;
  const month = months.indexOf(text.toLowerCase());
  return month >= 0 ? month + 1 : Number(text);
};
const yearOf = (text: string | undefined): number => {
  const year = Number(text);
  return text?.length === 2 ? (year < 50 ? 2000 + year : 1900 + year) : year;
};

const hourOf = (text: string | undefined, half: string | undefined): number => {
  const hour = Number(text ?? 0);
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
};

/**
 * The ticks of a datetime text: ISO 8601 (also with blanks around the dashes, or a year, or a year and month alone), month first with
 * slashes or dashes (`12/31/2016`), RFC 822 and 850; UTC unless it names an offset. Null when it is none of them.
 */
export const parseDatetime = (text: string): bigint | null => {
  const trimmed = text.trim();
  const short = /^(\d{4})(?:-(\d{1,2}))?$/.exec(trimmed);
  if (short !== null)
    return ticksOfCivil({
      year: Number(short[1]),
      month: Number(short[2] ?? 1),
      day: 1,
      hour: 0,
      minute: 0,
      second: 0,
      fraction: 0,
    });
  for (const { pattern, order } of patterns) {
    const match = pattern.exec(trimmed);
    if (match === null) continue;
    const ticks = ticksOfCivil({
      year: yearOf(match[order[0]]),
      month: numberOf(match[order[1]]),
      day: Number(match[order[2]]),
      hour: hourOf(match[4], match[8]),
      minute: Number(match[5] ?? 0),
      second: Number(match[6] ?? 0),
      fraction: Number((match[7] ?? '').padEnd(7, '0').slice(0, 7)),
    });
    if (ticks === null || match[10] === undefined) return ticks;
    const offset = BigInt(match[11] ?? 0) * ticksPerHour + BigInt(match[12] ?? 0) * ticksPerMinute;
    return inRange(match[10] === '-' ? ticks + offset : ticks - offset);
  }
  return null;
};

const pad = (value: number, digits: number): string => String(value).padStart(digits, '0');
let cachedDay = -1n;
let cachedDate = '';

/** `2019-04-18T12:04:31.1234567Z`. */
export const formatDatetime = (ticks: bigint): string => {
  const day = ticks / ticksPerDay;
  if (day !== cachedDay) {
    const civil = civilOfTicks(day * ticksPerDay);
    cachedDate = `${pad(civil.year, 4)}-${pad(civil.month, 2)}-${pad(civil.day, 2)}T`;
    cachedDay = day;
  }
  const rest = Number(ticks - day * ticksPerDay);
  const seconds = Math.floor(rest / 1e7);
  return (
    cachedDate +
    `${pad(Math.floor(seconds / 3600), 2)}:${pad(Math.floor(seconds / 60) % 60, 2)}:${pad(seconds % 60, 2)}.${pad(rest % 1e7, 7)}Z`
  );
};
