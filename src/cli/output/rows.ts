import type { Cell, Column } from '../../core/kqlText/kqlTypes.ts';
import { formatTable } from './table.ts';

const numeric = new Set<string>(['int', 'long', 'real', 'decimal']);

/** A UTC instant for people: `2019-04-18 12:04:31.5Z`, without the zeros at its end. */
export const shortInstant = (instant: string): string =>
  instant
    .replace('T', ' ')
    .replace(/(\.\d*?)0+Z$/, '$1Z')
    .replace('.Z', 'Z');

/** Rows of an answer as an aligned table. */
export function rowsAsTable(
  columns: readonly Column[],
  rows: readonly (readonly Cell[])[],
  width: number | undefined,
): string {
  const shown = (cell: Cell | undefined, type: string | undefined): string => {
    if (cell === null || cell === undefined) return '';
    return type === 'datetime' ? shortInstant(String(cell)) : String(cell);
  };
  const table = formatTable(
    columns.map(({ name, type }) => ({ title: name, align: numeric.has(type) ? 'right' : 'left' })),
    rows.map((row) => columns.map(({ type }, place) => shown(row[place], type))),
    width,
  );
  return `${table}\n${rows.length === 1 ? '1 row' : `${rows.length} rows`}`;
}

/** Rows as CSV (RFC 4180): a header, values whole, null as an empty field. */
export function rowsAsCsv(columns: readonly Column[], rows: readonly (readonly Cell[])[]): string {
  const field = (value: Cell) => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.map(({ name }) => name), ...rows].map((row) => row.map(field).join(',')).join('\r\n');
}
