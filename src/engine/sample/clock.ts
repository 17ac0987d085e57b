export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A fixed UTC instant in milliseconds, from text such as `2019-04-18T12:01:44Z`. */
export const utc = (text: string): number => Date.parse(text);

/** The first event of the workspace. */
export const firstEventAt = utc('2019-04-05T06:00:00Z');
/** Fourteen days of benign activity end here; what was sent later than `windowEnd` has not arrived. */
export const lastEventAt = utc('2019-04-19T06:00:00Z');
/** The end of the data: the moment at which the workspace was exported. */
export const windowEnd = utc('2019-04-19T12:00:00Z');

/** All devices of the sample run two hours ahead of UTC. */
export const localOffset = 2 * HOUR;

/** `2019-04-18T12:01:44Z` */
export const isoSeconds = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
/** `2019-04-18T12:01:44`: .NET's sortable form, which carries no zone. */
export const sortable = (at: number): string => new Date(at).toISOString().slice(0, 19);
/** `2019-04-18T12:01:44.1234567Z`; `ticks` are the four digits below the millisecond. */
export const isoTicks = (at: number, ticks: number): string =>
  `${new Date(at).toISOString().slice(0, 23)}${String(ticks).padStart(4, '0')}Z`;
/** `04/18/2019 12:01:44`: .NET's invariant form. */
export function invariant(at: number): string {
  const text = new Date(at).toISOString();
  return `${text.slice(5, 7)}/${text.slice(8, 10)}/${text.slice(0, 4)} ${text.slice(11, 19)}`;
}
