import { wholeAnswers } from '../../core/verdicts/windowPart.ts';
import type { Comparison, ExhibitSummary, Output } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { compareExhibits } from './compareExhibits.ts';
import { comparableQueries } from './compareRules.ts';

/** Compares the newest answers of two cases, query by query, in the order of the later case's playbook. */
export function compareCases(before: CaseFile, after: CaseFile): Output<'comparisons.cases'> {
  const outcome: Output<'comparisons.cases'> = { comparisons: [], missing: [], refused: [] };
  const [earlier, later] = [before.view().exhibits, after.view().exhibits];
  for (const { stepId, variant, rule } of comparableQueries(after.playbook)) {
    const newest = (exhibits: readonly ExhibitSummary[]) => wholeAnswers(stepId, variant, exhibits).at(-1);
    const [left, right] = [newest(earlier), newest(later)];
    if (left && right) {
      const compared = unlessRefused(() =>
        compareExhibits({ caseFile: before, exhibit: left }, { caseFile: after, exhibit: right }, rule),
      );
      if ('reason' in compared) outcome.refused.push({ ...compared, stepId, variant });
      else outcome.comparisons.push({ ...compared, stepId, variant });
    } else if (left || right) {
      outcome.missing.push({ stepId, variant, answeredIn: left ? 'before' : 'after' });
    }
  }
  return outcome;
}

/** Two answers that do not fit together, such as those of two versions of a query, say nothing about the others. */
function unlessRefused(compare: () => Comparison): Comparison | { readonly reason: string } {
  try {
    return compare();
  } catch (error) {
    if (error instanceof CasebookError && error.code === 'invalidInput') return { reason: error.message };
    throw error;
  }
}
