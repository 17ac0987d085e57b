import type { Cell, Column } from '../../core/kqlText/kqlTypes.ts';
import type { CaseView } from '../../shared/contract/index.ts';
import { cellText } from './cellText.ts';
import type { CitedRow, CitedRows } from './evidenceModel.ts';
import type { Citation } from './modelParts.ts';
import { namedCell } from './namedCell.ts';
import type { ReadRows } from './reportInput.ts';
import { counted } from './words.ts';

const mostCitedRows = 12;
const mostCells = 16;
const longestCell = 240;

interface RowReference {
  readonly exhibit: number;
  readonly row: number;
}
type Exhibits = CaseView['exhibits'];

/** The first cited rows with their cells; of the others, where they are. */
export function citedRows(citations: readonly RowReference[], exhibits: Exhibits, readRows: ReadRows): CitedRows {
  const more = citations.slice(mostCitedRows);
  return {
    citedRows: citations.slice(0, mostCitedRows).map((citation) => citedRow(citation, exhibits, readRows)),
    moreCitations:
      more.length > 0
        ? `${counted(more.length, 'more row')} cited: ${more.map(({ exhibit, row }) => `exhibit ${exhibit} row ${row}`).join(', ')}.`
        : null,
  };
}

/** A row with its first cells that hold something. */
export function citedRow(citation: RowReference, exhibits: Exhibits, readRows: ReadRows): CitedRow {
  const exhibit = exhibits.find((candidate) => candidate.number === citation.exhibit);
  const found = exhibit && readRows(citation.exhibit, citation.row - 1, 1).rows[0];
  const cells = exhibit && found?.row === citation.row ? toldCells(exhibit.columns, found.cells) : undefined;
  const left = (cells?.length ?? 0) - mostCells;
  return {
    citation: citationOf(citation),
    title: exhibit?.title ?? '',
    cells: cells?.slice(0, mostCells) ?? [],
    moreCells: left > 0 ? `${counted(left, 'more cell')} of this row in the exhibit.` : null,
    problem: cells ? null : `Exhibit ${citation.exhibit} has no row ${citation.row}.`,
  };
}

const toldCells = (columns: readonly Column[], cells: readonly Cell[]) =>
  columns
    .map((column, index) => namedCell(column.name, cellText(cells[index] ?? null, column.type, longestCell)))
    .filter(({ cell }) => cell.kind === 'text');

export const citationOf = ({ exhibit, row }: RowReference): Citation => ({ exhibit, row });
