import type { ColDef } from 'ag-grid-community';
import type { GridRow, JudgingProfile } from './gridRows.ts';
import { markNames, ProfileMark } from './ProfileMark.tsx';

/** What a profile says of each row; its reasons are told by the tooltip, and in full beside the row's values. */
const markColumn = ({ name, revision }: JudgingProfile): ColDef<GridRow> => ({
  colId: 'mark',
  headerName: 'Expected?',
  headerTooltip: `By “${name}”, revision ${revision}`,
  width: 124,
  pinned: 'left',
  sortable: false,
  filter: false,
  suppressMovable: true,
  valueGetter: ({ data }) => data?.judged && markNames[data.judged.mark],
  cellRenderer: ({ data }: { readonly data?: GridRow }) =>
    data?.judged ? <ProfileMark mark={data.judged.mark} /> : null,
  tooltipValueGetter: ({ data }) => data?.judged?.reasons.join(' '),
});

/** A grid's columns with that of the marks behind the row's number; unchanged where no profile judges the rows. */
export function withMarks(columns: ColDef<GridRow>[], profile: JudgingProfile | undefined): ColDef<GridRow>[] {
  const [row, ...cells] = columns;
  return row && profile ? [row, markColumn(profile), ...cells] : columns;
}
