import type { Cell } from '../kqlText/kqlTypes.ts';

/** What stands out in a case by rule: a plain sentence and the rows that it rests on. */
export interface Observation {
  /** Which rule found it, such as `failures-then-success`. */
  readonly rule: string;
  readonly text: string;
  /** When it began, as a UTC instant; null where it has no time. */
  readonly at: string | null;
  readonly citations: readonly { readonly exhibit: number; readonly row: number }[];
}

/** One row of an exhibit; missing columns read as empty. */
export interface ObservationRow {
  readonly exhibit: number;
  readonly row: number;
  readonly values: Readonly<Record<string, Cell>>;
}

/** The rows of a step's newest answer. */
export type StepRows = (stepId: string) => readonly ObservationRow[];

export const cite = (rows: readonly ObservationRow[]): Observation['citations'] =>
  rows.map(({ exhibit, row }) => ({ exhibit, row }));

export const text = (row: ObservationRow, column: string): string => {
  const value = row.values[column];
  return value === null || value === undefined ? '' : String(value);
};
export const number = (row: ObservationRow, column: string): number => Number(row.values[column] ?? 0);
export const isTrue = (row: ObservationRow, column: string): boolean => row.values[column] === true;

/** The texts of a dynamic array such as `make_set` gives. */
export function list(row: ObservationRow, column: string): string[] {
  const json = text(row, column);
  if (!json.startsWith('[')) return [];
  const values: unknown = JSON.parse(json);
  return Array.isArray(values) ? values.map(String).filter((value) => value !== '') : [];
}

/** The earliest text of a column; instants of one form sort as text. Null where every row is empty. */
export function earliest(rows: readonly ObservationRow[], column: string): string | null {
  const values = rows.map((row) => text(row, column)).filter((value) => value !== '');
  return values.length === 0 ? null : values.reduce((a, b) => (a < b ? a : b));
}

export function latest(rows: readonly ObservationRow[], column: string): string | null {
  const values = rows.map((row) => text(row, column)).filter((value) => value !== '');
  return values.length === 0 ? null : values.reduce((a, b) => (a > b ? a : b));
}

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;

/** Up to `most` values, then how many more there are. */
export function some(values: readonly string[], most = 3): string {
  const shown = values.slice(0, most).map((value) => (value.length > 120 ? `${value.slice(0, 119)}…` : value));
  const left = values.length - shown.length;
  return shown.join(', ') + (left > 0 ? ` and ${left} more` : '');
}
