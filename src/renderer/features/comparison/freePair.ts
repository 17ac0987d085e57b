import type { CaseView, ExhibitSummary } from '../../../shared/contract/index.ts';

export type ColumnUse = 'key' | 'value' | 'none';

/** Two exhibits of the examiner's choice, and what their columns are for. */
export interface FreePair {
  readonly before: number;
  readonly after: number;
  /** By column name; a column that is not named is left out. */
  readonly uses: Readonly<Record<string, ColumnUse>>;
}

/** Names that a rule of comparison can hold. */
const plainName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;

/** The exhibits that hold an answer, newest first. */
export const answeredExhibits = ({ exhibits }: Pick<CaseView, 'exhibits'>): ExhibitSummary[] =>
  exhibits.filter(({ outcome }) => outcome === 'answered').toSorted((a, b) => b.number - a.number);

/** The columns that both exhibits have and that can be compared by, in the later one's order. */
export function commonColumns(before: ExhibitSummary, after: ExhibitSummary): string[] {
  const there = new Set(before.columns.map(({ name }) => name));
  return after.columns.map(({ name }) => name).filter((name) => there.has(name) && plainName.test(name));
}

/**
 * The newest answer and the newest before it that has columns in common with it, with no column named yet; where it has none,
 * simply the two newest. Undefined where there are not two.
 */
export function defaultFreePair(view: Pick<CaseView, 'exhibits'>): FreePair | undefined {
  const [after, ...earlier] = answeredExhibits(view);
  const before = after && (earlier.find((one) => commonColumns(one, after).length > 0) ?? earlier[0]);
  return before && { before: before.number, after: after.number, uses: {} };
}

/** The rule that the examiner named for the columns that both exhibits have; undefined while no column names the thing. */
export function namedRule(uses: FreePair['uses'], common: readonly string[]) {
  const used = (use: ColumnUse) => common.filter((name) => uses[name] === use);
  const key = used('key');
  return key.length === 0 ? undefined : { key, values: used('value') };
}
