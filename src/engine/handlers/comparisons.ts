import type { comparisons } from '../../shared/contract/comparisons.ts';
import { compareCases } from '../comparison/compareCases.ts';
import { type ComparedExhibit, compareExhibits } from '../comparison/compareExhibits.ts';
import { ruleOf } from '../comparison/compareRules.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const comparisonHandlers = ({ cases }: Services): Handlers<typeof comparisons> => ({
  'comparisons.exhibits': ({ before, after, rule }) => {
    const find = ({ caseId, exhibit }: typeof before): ComparedExhibit => {
      const caseFile = cases.get(caseId);
      return { caseFile, exhibit: caseFile.exhibit(exhibit) };
    };
    const later = find(after);
    return compareExhibits(find(before), later, rule ?? ruleOf(later.caseFile.playbook, later.exhibit));
  },
  'comparisons.cases': ({ before, after }) => compareCases(cases.get(before), cases.get(after)),
});
