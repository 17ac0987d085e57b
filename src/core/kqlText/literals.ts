import { accept, type Checked, refuse } from './checked.ts';

/**
 * Characters that end a line or cannot be seen, and halves of surrogate pairs: written as `\uXXXX`, so that a literal stays
 * on one line and shows what it holds.
 */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const codeUnits = (text: string): string =>
  text
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** Any text as one KQL string literal in double quotes. */
export const stringLiteral = (text: string): string => `"${text.replace(/["\\]/g, '\\$&').replace(unsafe, codeUnits)}"`;

const instant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,7})?Z$/;

/** A UTC instant (`2019-04-18T12:04:31.1234567Z`) as a KQL datetime literal; refuses a day or time that does not exist. */
export function datetimeLiteral(text: string): Checked<string> {
  const parts = instant.exec(text)?.slice(1).map(Number);
  const rule = `"${text}" is not a UTC time such as 2019-04-18T12:00:00Z`;
  if (!parts) return refuse(rule);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const daysInMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const exists = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth;
  return exists && hour < 24 && minute < 60 && second < 60 ? accept(`datetime(${text})`) : refuse(rule);
}

const ticksPerUnit = {
  d: 864_000_000_000n,
  h: 36_000_000_000n,
  m: 600_000_000n,
  s: 10_000_000n,
  ms: 10_000n,
} as const;
const shortSpan = /^(-?)(\d{1,9})(?:\.(\d{1,7}))?(d|h|m|s|ms)$/;
const clockSpan = /^(-?)(?:(\d{1,7})\.)?(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,7}))?$/;

/** A timespan, written `90m`, `1.5d`, `-1d` or `[-][d.]hh:mm:ss[.fffffff]`, as its number of 100 ns ticks. */
export function parseTimespan(text: string): Checked<bigint> {
  const short = shortSpan.exec(text);
  if (short) {
    const [, sign, whole = '0', fraction = '', unit = 's'] = short;
    const scaled = BigInt(whole + fraction.padEnd(7, '0')) * ticksPerUnit[unit as keyof typeof ticksPerUnit];
    return accept((sign ? -scaled : scaled) / 10_000_000n);
  }
  const clock = clockSpan.exec(text);
  if (clock) {
    const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = clock;
    if (Number(hours) < 24 && Number(minutes) < 60 && Number(seconds) < 60) {
      const ticks =
        BigInt(days) * ticksPerUnit.d +
        BigInt(hours) * ticksPerUnit.h +
        BigInt(minutes) * ticksPerUnit.m +
        BigInt(seconds) * ticksPerUnit.s +
        BigInt(fraction.padEnd(7, '0'));
      return accept(sign ? -ticks : ticks);
    }
  }
  return refuse(`"${text}" is not a timespan such as 90m, 14h, 1d or 1.02:30:00`);
}

/** A timespan as a KQL literal: as given where it is a plain one such as `14h`, else inside `time(…)`. */
export function timespanLiteral(text: string): Checked<string> {
  const parsed = parseTimespan(text);
  if (!parsed.ok) return parsed;
  return accept(/^\d+(d|h|m|s|ms)$/.test(text) ? text : `time(${text})`);
}
