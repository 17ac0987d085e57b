/**
 * A time as a UTC instant, read as it was written: agents leave the zone away, and the C# agent writes `04/18/2019 12:00:00` for
 * the ends of an aggregation. Undefined for anything else.
 */
export function readInstant(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const [, month, dayOfMonth, year, clock] = /^(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(value) ?? [];
  const text = clock === undefined ? value : `${year}-${month}-${dayOfMonth}T${clock}`;
  const [, day, time, fraction = ''] =
    /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})(?:\.(\d{1,7})\d*)?Z?$/.exec(text) ?? [];
  if (day === undefined || Number.isNaN(Date.parse(`${day}T${time}Z`))) return undefined;
  const ticks = fraction.replace(/0+$/, '');
  return ticks === '' ? `${day}T${time}Z` : `${day}T${time}.${ticks}Z`;
}

/** Whether an instant lies before another; both as `readInstant` gives them. */
export const isBefore = (a: string, b: string): boolean =>
  a.length === b.length ? a < b : a.slice(0, -1) < b.slice(0, -1);

export const earlier = (a: string, b: string): string => (isBefore(b, a) ? b : a);
export const later = (a: string, b: string): string => (isBefore(a, b) ? b : a);
