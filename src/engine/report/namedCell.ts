import type { CellText } from './cellText.ts';
import { isShort } from './tableLayout.ts';

/** A cell with its column’s name, as they stand beside each other where rows are no table. */
export interface NamedCell {
  readonly name: string;
  readonly cell: CellText;
  /** Whether it fits beside another pair. */
  readonly short: boolean;
}

export const namedCell = (name: string, cell: CellText): NamedCell => ({ name, cell, short: isShort(cell) });
