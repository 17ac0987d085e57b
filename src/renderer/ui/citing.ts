import type { CitedRow } from './CitedRows.tsx';

const key = ({ exhibit, row }: CitedRow): string => `${exhibit}:${row}`;

/** Adds rows in the order of their exhibits; a row is cited once. */
export function withRows(cited: readonly CitedRow[], exhibit: number, rows: readonly number[]): CitedRow[] {
  const all = new Map([...cited, ...rows.map((row) => ({ exhibit, row }))].map((each) => [key(each), each]));
  return [...all.values()].sort((a, b) => a.exhibit - b.exhibit || a.row - b.row);
}

export const withoutRow = (cited: readonly CitedRow[], removed: CitedRow): CitedRow[] =>
  cited.filter((each) => key(each) !== key(removed));

/** Whether these are the same rows in the same order. */
export const sameRows = (a: readonly CitedRow[], b: readonly CitedRow[]): boolean =>
  a.map(key).join() === b.map(key).join();
