const second = 10_000_000n;
export const ticksPerMillisecond = 10_000n;
export const ticksPerSecond = second;
export const ticksPerMinute = 60n * second;
export const ticksPerHour = 3600n * second;
export const ticksPerDay = 86_400n * second;

const units: Readonly<Record<string, bigint>> = {
  d: ticksPerDay,
  day: ticksPerDay,
  days: ticksPerDay,
  h: ticksPerHour,
  hr: ticksPerHour,
  hrs: ticksPerHour,
  hour: ticksPerHour,
  hours: ticksPerHour,
  m: ticksPerMinute,
  min: ticksPerMinute,
  minute: ticksPerMinute,
  minutes: ticksPerMinute,
  s: second,
  sec: second,
  second,
  seconds: second,
  ms: ticksPerMillisecond,
  milli: ticksPerMillisecond,
  millis: ticksPerMillisecond,
  millisec: ticksPerMillisecond,
  millisecond: ticksPerMillisecond,
  milliseconds: ticksPerMillisecond,
  micro: 10n,
  micros: 10n,
  microsec: 10n,
  microsecond: 10n,
  microseconds: 10n,
  tick: 1n,
  ticks: 1n,
};

/** The ticks of a decimal number of units, cut below one tick. */
const scaled = (number: string, unit: bigint): bigint => {
  const [whole = '', fraction = ''] = number.split('.');
  return (BigInt(`${whole}${fraction}` || '0') * unit) / 10n ** BigInt(fraction.length);
};

/** Ticks of `1.5h`, `2`, `15 seconds` (a bare number is days) or `[-][d.]hh:mm[:ss[.fffffff]]`; null when it is none of them. */
export const parseTimespan = (text: string): bigint | null => {
  const trimmed = text.trim();
  const sign = trimmed.startsWith('-') ? -1n : 1n;
  const rest = trimmed.replace(/^[-+]/, '').trim();
  const short = /^(\d+(?:\.\d*)?|\.\d+)\s*([a-z]*)$/i.exec(rest);
  if (short?.[1] !== undefined) {
    const unit = short[2] === '' ? ticksPerDay : units[(short[2] ?? '').toLowerCase()];
    return unit === undefined ? null : sign * scaled(short[1], unit);
  }
  const long = /^(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(rest);
  if (long === null) return null;
  const [days, hours, minutes, seconds] = [1, 2, 3, 4].map((group) => BigInt(long[group] ?? '0'));
  if (days === undefined || hours === undefined || minutes === undefined || seconds === undefined) return null;
  if (hours > 23n || minutes > 59n || seconds > 59n) return null;
  const fraction = BigInt((long[5] ?? '').padEnd(7, '0'));
  return sign * (days * ticksPerDay + hours * ticksPerHour + minutes * ticksPerMinute + seconds * second + fraction);
};

const pad = (value: bigint, digits: number): string => String(value).padStart(digits, '0');

/** `[-][d.]hh:mm:ss[.fffffff]`, as .NET writes a TimeSpan. */
export const formatTimespan = (ticks: bigint): string => {
  const size = ticks < 0n ? -ticks : ticks;
  const days = size / ticksPerDay;
  const fraction = size % second;
  return (
    (ticks < 0n ? '-' : '') +
    (days > 0n ? `${days}.` : '') +
    `${pad((size / ticksPerHour) % 24n, 2)}:${pad((size / ticksPerMinute) % 60n, 2)}:${pad((size / second) % 60n, 2)}` +
    (fraction > 0n ? `.${pad(fraction, 7)}` : '')
  );
};
