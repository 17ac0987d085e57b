import type { Cell, Column } from '../../../core/kqlText/kqlTypes.ts';
import { readAnswer } from './readAnswer.ts';
import { shownCell } from './storedCell.ts';

/** An answer's columns and rows as they travel to a reader, every value exact. Throws as `readAnswer` does. */
export function readShownAnswer(body: Uint8Array): { columns: Column[]; rows: Cell[][] } {
  const { columns, rows } = readAnswer(body);
  return {
    columns: columns.map(({ name, type }) => ({ name, type })),
    rows: rows.map((row) => columns.map(({ type }, index) => shownCell(row[index] ?? null, type))),
  };
}
