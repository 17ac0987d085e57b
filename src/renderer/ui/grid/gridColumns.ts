import type { ColDef } from 'ag-grid-community';
import type { Input } from '../../../shared/contract/index.ts';
import type { GridRow } from './gridRows.ts';

export type GridColumn = { readonly name: string; readonly type: string };
export type GridCell = GridRow['cells'][number];

/** A cell exactly as it was answered: no rounding, no local time, and null told apart from empty text. */
export const cellText = (cell: GridCell | undefined): string =>
  cell === undefined ? '' : cell === null ? 'null' : String(cell);

const rightAligned = new Set(['int', 'long', 'real', 'decimal']);

/** The row's number, then one column per column of the exhibit. Ids are positions: names may hold any character. */
export function gridColumns(
  columns: readonly GridColumn[],
  classes: { readonly number: string; readonly null: string; readonly rowNumber: string },
): ColDef<GridRow>[] {
  return [
    {
      colId: 'row',
      headerName: 'Row',
      width: 76,
      pinned: 'left',
      sortable: false,
      filter: false,
      resizable: false,
      suppressMovable: true,
      valueGetter: ({ data }) => data?.row,
      cellClass: classes.rowNumber,
    },
    ...columns.map(
      ({ name, type }, index): ColDef<GridRow> => ({
        colId: `c${index}`,
        headerName: name,
        headerTooltip: `${name} (${type})`,
        minWidth: 70,
        valueGetter: ({ data }) => data?.cells[index],
        valueFormatter: ({ value }) => cellText(value),
        cellClass: rightAligned.has(type) ? classes.number : '',
        cellClassRules: { [classes.null]: ({ data }) => data?.cells[index] === null },
      }),
    ),
  ];
}

const narrowest = 90;
const widest = 420;

/** A width for each column, by the length of its name and of its first values: in pixels, at the grid's 12 pixel text. */
export function columnWidths(columns: readonly GridColumn[], rows: readonly GridRow[]) {
  return columns.map(({ name }, index) => {
    const longest = Math.max(0, ...rows.map(({ cells }) => cellText(cells[index]).length));
    const wanted = Math.max(name.length * 7 + 56, longest * 6.6 + 26);
    return { colId: `c${index}`, width: Math.round(Math.min(widest, Math.max(narrowest, wanted))) };
  });
}

interface GridRequest {
  readonly startRow: number;
  readonly endRow: number;
  readonly sortModel: readonly { readonly colId: string; readonly sort: string }[];
  readonly filterModel: unknown;
}

/** What the grid asks for, in the words of `exhibits.page`. */
export function pageInput(
  request: GridRequest,
  columns: readonly GridColumn[],
): Omit<Input<'exhibits.page'>, 'caseId' | 'exhibit'> {
  const nameOf = (colId: string) => columns[Number(colId.slice(1))]?.name;
  const [sorted] = request.sortModel;
  const sortColumn = sorted && nameOf(sorted.colId);
  const filter: Record<string, string> = {};
  for (const [colId, model] of Object.entries((request.filterModel ?? {}) as Record<string, { filter?: unknown }>)) {
    const name = nameOf(colId);
    if (name && typeof model.filter === 'string' && model.filter !== '') filter[name] = model.filter;
  }
  return {
    offset: request.startRow,
    limit: request.endRow - request.startRow,
    ...(sorted && sortColumn ? { sort: { column: sortColumn, descending: sorted.sort === 'desc' } } : {}),
    ...(Object.keys(filter).length > 0 ? { filter } : {}),
  };
}
