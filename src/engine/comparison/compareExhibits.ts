import { type ComparedRow, type CompareRule, compareRows } from '../../core/compare/compareRows.ts';
import type { Cell } from '../../core/kqlText/kqlTypes.ts';
import type { Comparison, ExhibitSummary } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { readRows } from '../investigation/exhibitRows.ts';

/** One of the two answers that are compared. */
export interface ComparedExhibit {
  readonly caseFile: CaseFile;
  readonly exhibit: ExhibitSummary;
}

/** Rows beyond this would have to be held at once; a summary never has so many. */
const mostRows = 500_000;
const mostListed = 5000;

/**
 * Compares the rows of two exhibits. Throws `invalidInput` for an exhibit without an answer, a column that one of them does not
 * have, or too many rows.
 */
export function compareExhibits(before: ComparedExhibit, after: ComparedExhibit, rule: CompareRule): Comparison {
  const alike = before.caseFile === after.caseFile;
  const [left, right] = [rowsOf(before, rule, alike), rowsOf(after, rule, alike)];
  const { added, removed, changed, unchanged } = compareRows(left, right, rule);
  const columns = [...rule.key, ...rule.values];
  return {
    rule: { key: [...rule.key], values: [...rule.values] },
    before: sideOf(before),
    after: sideOf(after),
    counts: { added: added.length, removed: removed.length, changed: changed.length, unchanged },
    added: added.slice(0, mostListed).map((row) => ({ row, values: cellsOf(right, row, columns) })),
    removed: removed.slice(0, mostListed).map((row) => ({ row, values: cellsOf(left, row, columns) })),
    changed: changed.slice(0, mostListed).map((change) => ({
      before: change.before,
      after: change.after,
      key: cellsOf(left, change.before, rule.key),
      columns: change.columns.map(({ members, ...cells }) => ({
        ...cells,
        members: members && { added: [...members.added], removed: [...members.removed] },
      })),
    })),
  };
}

/** `alike`: both answers are of one case, which then need not be named. */
function rowsOf({ caseFile, exhibit }: ComparedExhibit, { key, values }: CompareRule, alike: boolean): ComparedRow[] {
  const { outcome, rowCount } = exhibit;
  const named = () => `Exhibit ${exhibit.number}${alike ? '' : ` of the case "${caseFile.view().title}"`}`;
  if (outcome !== 'answered') {
    throw refused(`${named()} holds no answer, so there is nothing to compare: its query failed.`);
  }
  if (rowCount > mostRows) {
    throw refused(`${named()} has ${rowCount} rows, and at most ${mostRows} can be compared: summarize them first.`);
  }
  const names = exhibit.columns.map(({ name }) => name);
  const absent = [...key, ...values].filter((column) => !names.includes(column));
  if (absent.length > 0) {
    throw refused(`${named()} has no column ${absent.join(', ')}. It has: ${names.join(', ')}.`);
  }
  return [...readRows(caseFile, exhibit)];
}

const sideOf = ({ caseFile, exhibit }: ComparedExhibit): Comparison['before'] => ({
  caseId: caseFile.caseId,
  exhibit: exhibit.number,
  title: exhibit.title,
  rowCount: exhibit.rowCount,
  shortcomings: exhibit.verdicts.filter(({ kind }) => kind !== 'complete'),
});

/** Rows are numbered from 1 without gaps, in the order read. */
const cellsOf = (rows: readonly ComparedRow[], row: number, columns: readonly string[]): Record<string, Cell> =>
  Object.fromEntries(columns.map((column) => [column, rows[row - 1]?.values[column] ?? null]));

const refused = (message: string) => new CasebookError('invalidInput', message);
