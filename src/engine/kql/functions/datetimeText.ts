import { unixEpochTicks } from '../storage.ts';
import { civilOfTicks, ticksOfCivil } from '../values/datetime.ts';
import { ticksPerDay, ticksPerHour, ticksPerMinute } from '../values/timespan.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

const secondTicks = (second: number): number | null => (second >= 0 && second < 60 ? Math.round(second * 1e7) : null);

const makeDatetime = (year: bigint, month: bigint, day: bigint, hour = 0n, minute = 0n, second = 0): bigint | null => {
  const fraction = secondTicks(second);
  if (fraction === null) return null;
  const start = ticksOfCivil({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
    second: 0,
    fraction: 0,
  });
  return start === null || hour < 0n || minute < 0n ? null : start + BigInt(fraction);
};
const makeTimespan = (...parts: (bigint | number)[]): bigint | null => {
  const day = parts.length > 2 ? BigInt(parts[0] ?? 0) : 0n;
  const [hour, minute, second] = (parts.length > 2 ? parts.slice(1) : parts) as [
    bigint | number,
    bigint | number,
    number | undefined,
  ];
  const fraction = secondTicks(Number(second ?? 0));
  if (fraction === null || Number(hour) > 23 || Number(minute) > 59 || Number(hour) < 0 || Number(minute) < 0)
    return null;
  return (
    day * ticksPerDay +
    BigInt(Math.trunc(Number(hour))) * ticksPerHour +
    BigInt(Math.trunc(Number(minute))) * ticksPerMinute +
    BigInt(fraction)
  );
};

const fractionText = (fraction: number, length: number): string => String(fraction).padStart(7, '0').slice(0, length);
const trimmed = (text: string): string => text.replace(/0+$/, '');
const pad = (value: number, length: number): string => String(value).padStart(length, '0');

/** `format_datetime` by the documented elements; any other letter is refused. */
const formatDatetime = (ticks: bigint, format: string): string => {
  const time = civilOfTicks(ticks);
  const hour12 = time.hour % 12 === 0 ? 12 : time.hour % 12;
  return format.replace(/([A-Za-z])\1*|./gs, (element, letter: string | undefined) => {
    const length = element.length;
    if (letter === undefined) {
      if (!/[ /\-:,._[\]]/.test(element)) throw new Error(`format_datetime() with ${element} is not supported`);
      return element;
    }
    if (letter === 'f' && length <= 7) return fractionText(time.fraction, length);
    if (letter === 'F' && length <= 7) return trimmed(fractionText(time.fraction, length));
    const short: Readonly<Record<string, number>> = {
      d: time.day,
      M: time.month,
      H: time.hour,
      h: hour12,
      m: time.minute,
      s: time.second,
      y: time.year % 100,
    };
    const value = short[letter];
    if (letter === 'y' && length === 4) return pad(time.year, 4);
    if (letter === 't' && length === 2) return time.hour < 12 ? 'AM' : 'PM';
    if (value === undefined || length > 2) throw new Error(`format_datetime() with ${element} is not supported`);
    return pad(value, length);
  });
};

const formatTimespan = (ticks: bigint, format: string): string => {
  const size = ticks < 0n ? -ticks : ticks;
  const part = (unit: bigint, over: bigint) => Number((size / unit) % over);
  const fraction = Number(size % 10_000_000n);
  return format.replace(/([A-Za-z])\1*|./gs, (element, letter: string | undefined) => {
    const length = element.length;
    if (letter === undefined) {
      if (!/[ /\-:,._[\]]/.test(element)) throw new Error(`format_timespan() with ${element} is not supported`);
      return element;
    }
    if (letter === 'd' && length <= 8) return pad(Number(size / ticksPerDay), length);
    if (letter === 'f' && length <= 7) return fractionText(fraction, length);
    if (letter === 'F' && length <= 7) return trimmed(fractionText(fraction, length));
    const values: Readonly<Record<string, number>> = {
      h: part(ticksPerHour, 24n),
      H: part(ticksPerHour, 24n),
      m: part(ticksPerMinute, 60n),
      s: part(10_000_000n, 60n),
    };
    const value = values[letter];
    if (value === undefined || length > 2) throw new Error(`format_timespan() with ${element} is not supported`);
    return pad(value, length);
  });
};

/** The offset of a zone from UTC at a UTC instant, in ticks. */
const offsetAt = (utc: bigint, zone: string): bigint => {
  const instant = new Date(Number((utc - unixEpochTicks) / 10_000n));
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const value = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  );
  return BigInt(local - Math.floor(instant.getTime() / 1000) * 1000) * 10_000n;
};
const utcToLocal = (utc: bigint, zone: string): bigint => utc + offsetAt(utc, zone);
const localToUtc = (local: bigint, zone: string): bigint => {
  const guess = local - offsetAt(local, zone);
  const utc = local - offsetAt(guess, zone);
  if (utcToLocal(utc, zone) === local) return utc;
  // A time that the clocks skip counts by the offset after the change.
  const day = 864_000_000_000n;
  return local - offsetAt(local + day, zone);
};

export const datetimeTextFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['make_datetime'],
    args: ['long', 'long', 'long', 'long', 'long', 'real'],
    optional: 3,
    result: 'datetime',
    run: makeDatetime,
    example: 'make_datetime(2017, 10, 1)',
  }),
  jsFunction({
    names: ['make_timespan'],
    args: ['real', 'real', 'real', 'real'],
    optional: 2,
    result: 'timespan',
    run: makeTimespan,
    example: 'make_timespan(1, 12, 30, 55.123)',
  }),
  jsFunction({
    names: ['format_datetime'],
    args: ['datetime', 'text'],
    result: 'string',
    run: formatDatetime,
    example: 'format_datetime(datetime(2017-01-29), "yyyy-MM-dd")',
  }),
  jsFunction({
    names: ['format_timespan'],
    args: ['timespan', 'text'],
    result: 'string',
    run: formatTimespan,
    example: 'format_timespan(1h, "hh:mm")',
  }),
  jsFunction({
    names: ['datetime_utc_to_local'],
    args: ['datetime', 'text'],
    result: 'datetime',
    run: utcToLocal,
    example: 'datetime_utc_to_local(datetime(2020-02-02), "Europe/Paris")',
  }),
  jsFunction({
    names: ['datetime_local_to_utc'],
    args: ['datetime', 'text'],
    result: 'datetime',
    run: localToUtc,
    example: 'datetime_local_to_utc(datetime(2020-02-02), "Europe/Paris")',
  }),
];
