const grouped = new Intl.NumberFormat('en-US');

/** 1234567 → `1,234,567`. */
export const count = (value: number): string => grouped.format(value);

/** `1 row`, `2 rows`, `1,200 rows`. */
export const counted = (value: number, singular: string, plural = `${singular}s`): string =>
  `${count(value)} ${value === 1 ? singular : plural}`;

/** `2019-04-18T12:04:31.1234567Z` → `2019-04-18 12:04:31 UTC`; anything else is shown as it is. */
export function utc(instant: string): string {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/.exec(instant);
  return match ? `${match[1]} ${match[2]} UTC` : instant;
}

/** A window on one line, the zone named once. */
export const utcRange = (range: { readonly from: string; readonly to: string }): string =>
  `${utc(range.from).replace(/ UTC$/, '')} to ${utc(range.to)}`;

/** How long something took: `< 1 ms` is not claimed, as instants may be whole milliseconds. */
export function duration(startedAt: string, finishedAt: string): string {
  const milliseconds = Date.parse(finishedAt) - Date.parse(startedAt);
  if (!Number.isFinite(milliseconds) || milliseconds < 0) return 'unknown';
  if (milliseconds < 1000) return `${milliseconds} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** The first twelve characters of a hash; the whole hash is always one copy away. */
export const shortHash = (hash: string): string => hash.slice(0, 12);

export function bytes(length: number): string {
  if (length < 1024) return `${length} B`;
  if (length < 1024 * 1024) return `${(length / 1024).toFixed(1)} KB`;
  return `${(length / (1024 * 1024)).toFixed(1)} MB`;
}
