/** Functions that cost less than a regular expression over a long text and cannot fail. `TRY` and `CASE` come with them. */
const cheapAndSafe = new Set(
  'TRY AND OR NOT IN WHEN coalesce lower upper contains starts_with ends_with json_extract_string json_extract'.split(
    ' ',
  ),
);

/** Whether a condition runs a regular expression for every row. */
const isCostly = (condition: string): boolean => condition.includes('regexp_matches(');

/** Whether a condition is surely cheap and never fails; a literal that looks like a call makes it none, which is harmless. */
const isCheap = (condition: string): boolean =>
  [...condition.matchAll(/(\w+) ?\(/g)].every(([, name]) => name !== undefined && cheapAndSafe.has(name));

/**
 * One condition for two filters in a row, when the later one should be asked first because it is cheap and the earlier is
 * not; undefined where their order is best left. DuckDB keeps an order once a condition holds `TRY`, hence the `CASE`.
 */
export const cheapFirst = (earlier: string, later: string): string | undefined =>
  isCostly(earlier) && isCheap(later) ? `CASE WHEN ${later} THEN ${earlier} ELSE false END` : undefined;
