import type { ExhibitSummary, Output } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { compareExhibits } from './compareExhibits.ts';
import { comparableQueries } from './compareRules.ts';

/** Compares the newest answers of two cases, query by query, in the order of the later case's playbook. */
export function compareCases(before: CaseFile, after: CaseFile): Output<'comparisons.cases'> {
  const outcome: Output<'comparisons.cases'> = { comparisons: [], missing: [] };
  const [earlier, later] = [before.view().exhibits, after.view().exhibits];
  for (const { stepId, variant, rule } of comparableQueries(after.playbook)) {
    const newest = (exhibits: readonly ExhibitSummary[]) =>
      exhibits.findLast(
        (one) => one.stepId === stepId && one.variant === variant && one.role === null && one.outcome === 'answered',
      );
    const [left, right] = [newest(earlier), newest(later)];
    if (left && right) {
      const compared = compareExhibits({ caseFile: before, exhibit: left }, { caseFile: after, exhibit: right }, rule);
      outcome.comparisons.push({ ...compared, stepId, variant });
    } else if (left || right) {
      outcome.missing.push({ stepId, variant, answeredIn: left ? 'before' : 'after' });
    }
  }
  return outcome;
}
