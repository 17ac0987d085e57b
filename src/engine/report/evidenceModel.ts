import type { CellText } from './cellText.ts';
import type { Chip, Citation, Fact } from './modelParts.ts';
import type { NamedCell } from './namedCell.ts';
import type { TableLayout } from './tableLayout.ts';

export interface RowBlock {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly CellText[] }[];
  readonly layout: TableLayout;
  /** Columns that stand in no row, because they have one and the same cell in all rows read. */
  readonly common: readonly NamedCell[];
  /** What was left out, as a sentence; null where every row is shown. */
  readonly leftOut: string | null;
}

export interface ExhibitBlock {
  readonly number: number;
  readonly title: string;
  readonly variant: string;
  readonly verdicts: readonly Chip[];
  readonly verdictTexts: readonly string[];
  readonly facts: readonly Fact[];
  readonly query: { readonly text: string; readonly cutNote: string | null };
  readonly error: string | null;
  readonly table: RowBlock | null;
  /** For a good or failed run without rows. */
  readonly emptyNote: string | null;
}

/** A row that an answer, a finding or a bookmark cites, with its first cells that hold something. */
export interface CitedRow {
  readonly citation: Citation;
  readonly title: string;
  readonly cells: readonly NamedCell[];
  /** How many cells that hold something are not shown; null where all are. */
  readonly moreCells: string | null;
  /** Set where the row could not be read back. */
  readonly problem: string | null;
}

/** What a query leaves out: counts with their titles, largest first. */
export interface LeftOutBlock {
  readonly title: string;
  readonly counts: readonly { readonly count: string; readonly title: string }[];
  /** What was looked for and not there. */
  readonly zeros: string | null;
  readonly problem: string | null;
}

export interface StepBlock {
  readonly title: string;
  readonly purpose: string;
  readonly tables: string;
  readonly attack: string;
  readonly cautions: readonly string[];
  readonly exhibits: readonly ExhibitBlock[];
  readonly leftOut: readonly LeftOutBlock[];
  /** How the step’s two queries differ, in sentences. */
  readonly differences: readonly string[];
  readonly olderNote: string | null;
  readonly notRun: string | null;
}

/** The rows that something rests on: the first with their cells, the others by their places. */
export interface CitedRows {
  readonly citedRows: readonly CitedRow[];
  readonly moreCitations: string | null;
}
