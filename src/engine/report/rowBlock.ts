import type { Cell } from '../../core/kqlText/kqlTypes.ts';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import { cellText } from './cellText.ts';
import type { RowBlock } from './evidenceModel.ts';
import { namedCell } from './namedCell.ts';
import type { ReadRows } from './reportInput.ts';
import { layOut } from './tableLayout.ts';
import { counted, countText } from './words.ts';

const mostRows = 50;
/** Rows too wide for a table take many lines each. */
const mostRecords = 20;
const longestCell = 1000;

type Columns = ExhibitSummary['columns'];
interface ReadRow {
  readonly row: number;
  readonly cells: readonly Cell[];
}

/**
 * The first rows of an answer. Where they do not fit a table, the columns with one and the same cell in all of them are
 * stated once, which often makes room; what still does not fit is set as one block per row.
 */
export function rowBlock(exhibit: ExhibitSummary, readRows: ReadRows): RowBlock {
  const { rows } = readRows(exhibit.number, 0, mostRows);
  const all = arranged(exhibit.columns, rows, () => true);
  const block = all.layout.kind === 'table' ? all : withoutRepetition(exhibit.columns, rows);
  const shown = block.layout.kind === 'table' ? block.rows : block.rows.slice(0, mostRecords);
  return { ...block, rows: shown, leftOut: leftOutText(exhibit, shown.length) };
}

function withoutRepetition(columns: Columns, rows: readonly ReadRow[]) {
  const varies = columns.map((_, index) => rows.some(({ cells }) => cells[index] !== rows[0]?.cells[index]));
  const isRepeated = rows.length > 1 && varies.includes(true);
  const block = arranged(columns, rows, (index) => !isRepeated || varies[index] === true);
  const first = rows[0];
  const common = columns.flatMap((column, index) =>
    isRepeated && first && !varies[index] ? [namedCell(column.name, cellOf(column, first, index))] : [],
  );
  return { ...block, common };
}

function arranged(columns: Columns, rows: readonly ReadRow[], isChosen: (index: number) => boolean) {
  const places = columns.map((_, index) => index).filter(isChosen);
  const chosen = columns.filter((_, index) => isChosen(index));
  const set = rows.map((row) => ({
    row: row.row,
    cells: chosen.map((column, index) => cellOf(column, row, places[index] ?? 0)),
  }));
  const layout = layOut(
    chosen,
    set.map(({ cells }) => cells),
    rows.at(-1)?.row ?? 0,
  );
  return { columns: chosen.map(({ name }) => name), rows: set, layout, common: [] };
}

const cellOf = (column: Columns[number], { cells }: ReadRow, index: number) =>
  cellText(cells[index] ?? null, column.type, longestCell);

function leftOutText({ number, rowCount }: ExhibitSummary, shown: number): string | null {
  const left = rowCount - shown;
  if (left <= 0) return null;
  return `The first ${countText(shown)} of ${counted(rowCount, 'row')} are shown; ${counted(left, 'row')} left out. Exhibit ${number} of the case file has all of them.`;
}
