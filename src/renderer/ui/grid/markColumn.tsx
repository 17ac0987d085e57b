import type { ColDef } from 'ag-grid-community';
import type { GridRow, JudgingProfile } from './gridRows.ts';
import { markNames, ProfileMark } from './ProfileMark.tsx';

/** What a profile says of each row; its reasons are told by the tooltip, and in full beside the row's values. */
export const markColumn = ({ name, revision }: JudgingProfile): ColDef<GridRow> => ({
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
