/** The rows selected in the exhibit that is shown, both counted from 1. */
export interface RowSelection {
  readonly exhibit: number;
  readonly rows: readonly number[];
}
