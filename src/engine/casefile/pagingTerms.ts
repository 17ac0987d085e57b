import type Database from 'better-sqlite3';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import { timespanTicks } from './timespanTicks.ts';

/** The terms that order by a column as KQL does: null first when ascending and last when descending, NaN next to it. */
export function sortTerms(cell: string, { type }: Column, descending: boolean): string[] {
  return keys(cell, type).map((key) => (descending ? `${key} DESC` : key));
}

function keys(cell: string, type: Column['type']): string[] {
  switch (type) {
    case 'real':
      return [`CASE typeof(${cell}) WHEN 'null' THEN 0 WHEN 'text' THEN 1 ELSE 2 END`, cell];
    case 'timespan':
      return [`casebook_ticks(${cell})`];
    case 'decimal':
      return [`CAST(${cell} AS REAL)`, cell];
    default:
      return [cell];
  }
}

/** The condition that a cell, as it is shown, holds a text, whatever its case. */
export function filterTerm(cell: string, { type }: Column, text: string): { sql: string; value: string } {
  const shown =
    type === 'bool'
      ? `CASE ${cell} WHEN 0 THEN 'false' WHEN 1 THEN 'true' END`
      : type === 'real'
        ? `casebook_real(${cell})`
        : cell;
  // LIKE knows the case of ASCII letters only.
  if (/[^\x20-\x7e]/.test(text)) return { sql: `casebook_contains(${shown}, ?)`, value: text.toLowerCase() };
  return { sql: `${shown} LIKE ? ESCAPE '\\'`, value: `%${text.replace(/[\\%_]/g, '\\$&')}%` };
}

/** Gives a connection the functions that the terms use. */
export function addSortFunctions(db: Database.Database): void {
  db.function('casebook_ticks', { deterministic: true }, (text) =>
    typeof text === 'string' ? timespanTicks(text) : null,
  );
  db.function('casebook_real', { deterministic: true }, (value) => (value === null ? null : String(value)));
  db.function('casebook_contains', { deterministic: true }, (cell, text) =>
    cell !== null && String(cell).toLowerCase().includes(String(text)) ? 1 : 0,
  );
}
