import type { Comparison } from '../../../shared/contract/index.ts';
import type { ChangeKind } from './ChangeCounts.tsx';

type Change = Comparison['changed'][number];
type Cells = Change['key'];

/** A row that differs, as the page lists it. */
export interface ListedRow {
  readonly id: string;
  /** Its number in either answer, where it is there. */
  readonly at: { readonly before?: number; readonly after?: number };
  /** The cells that name it. */
  readonly key: Cells;
  /** All its cells, where one answer alone has it; undefined where both have it and `changes` says what differs. */
  readonly values: Cells | undefined;
  readonly changes: Change['columns'];
}

/** The rows of one kind of difference. */
export function listedRows(comparison: Comparison, kind: ChangeKind): ListedRow[] {
  switch (kind) {
    case 'changed':
      return comparison.changed.map(({ before, after, key, columns }) => ({
        id: `${before}/${after}`,
        at: { before, after },
        key,
        values: undefined,
        changes: columns,
      }));
    case 'added':
      return comparison.added.map(({ row, values }) => oneSided({ after: row }, values));
    case 'removed':
      return comparison.removed.map(({ row, values }) => oneSided({ before: row }, values));
  }
}

const oneSided = (at: ListedRow['at'], values: Cells): ListedRow => ({
  id: String(at.after ?? at.before),
  at,
  key: values,
  values,
  changes: [],
});
