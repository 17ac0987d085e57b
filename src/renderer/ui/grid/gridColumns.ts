import type { ColDef } from 'ag-grid-community';
import type { Input, Output } from '../../../shared/contract/index.ts';

export type GridRow = Output<'exhibits.page'>['rows'][number];
export type GridColumn = { readonly name: string; readonly type: string };
export type GridCell = GridRow['cells'][number];

/** A cell exactly as it was answered: no rounding, no local time, and null told apart from empty text. */
export const cellText = (cell: GridCell | undefined): string =>
  cell === undefined ? '' : cell === null ? 'null' : String(cell);

const widths: Partial<Record<string, number>> = {
  bool: 90,
  int: 110,
  long: 120,
  real: 120,
  datetime: 205,
  timespan: 130,
  guid: 280,
  dynamic: 320,
};
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
        width: widths[type] ?? 200,
        minWidth: 70,
        valueGetter: ({ data }) => data?.cells[index],
        valueFormatter: ({ value }) => cellText(value),
        cellClass: rightAligned.has(type) ? classes.number : '',
        cellClassRules: { [classes.null]: ({ data }) => data?.cells[index] === null },
      }),
    ),
  ];
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
