import type { Row, SetOf } from './answer.ts';

/** A text that is the same for equal values and for no others. */
export const identity = (value: unknown): string =>
  JSON.stringify(value, (_key, each) => (typeof each === 'bigint' ? { long: `${each}` } : each)) ?? 'null';

export interface Group<T> {
  readonly key: Row;
  readonly rows: readonly T[];
}

/** `summarize … by`: one group for each combination of keys, nulls together. */
export function groupBy<T>(rows: readonly T[], keyOf: (row: T) => Row): Group<T>[] {
  const groups = new Map<string, { key: Row; rows: T[] }>();
  for (const row of rows) {
    const key = keyOf(row);
    const group = groups.get(identity(key));
    if (group) group.rows.push(row);
    else groups.set(identity(key), { key, rows: [row] });
  }
  return [...groups.values()];
}

const present = (values: readonly (bigint | null)[]): bigint[] => values.filter((value) => value !== null);

/** min() and max() pass nulls over; null where nothing is left. */
export const least = (values: readonly (bigint | null)[]): bigint | null =>
  present(values).reduce<bigint | null>((best, value) => (best === null || value < best ? value : best), null);
export const greatest = (values: readonly (bigint | null)[]): bigint | null =>
  present(values).reduce<bigint | null>((best, value) => (best === null || value > best ? value : best), null);
export const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);
export const count = (rows: readonly unknown[]): bigint => BigInt(rows.length);

/** dcount(), exact; nulls do not count. */
export const distinctCount = (values: readonly (string | bigint | null)[]): bigint =>
  BigInt(new Set(values.filter((value) => value !== null)).size);

/** make_set() of texts: the empty text is a value; beyond `cap` any `cap` of them are right. */
export function setOf(values: readonly string[], cap = 1_048_576): SetOf {
  const distinct = [...new Set(values)];
  return { kind: 'set', of: distinct, size: Math.min(cap, distinct.length) };
}

/** `makeset`, the old name, stops at 128. */
export const oldSetOf = (values: readonly string[]): SetOf => setOf(values, 128);

/** arg_max(): every row that has the greatest measure; all of them where every measure is null. */
export function argMax<T>(rows: readonly T[], measure: (row: T) => bigint | null): readonly T[] {
  const top = greatest(rows.map(measure));
  return top === null ? rows : rows.filter((row) => measure(row) === top);
}
