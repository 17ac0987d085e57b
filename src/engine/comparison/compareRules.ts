import type { CompareRule } from '../../core/compare/compareRows.ts';
import type { ExhibitSummary, Playbook } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';

/** A playbook's queries that say how their answers compare, in its order. */
export const comparableQueries = (
  playbook: Playbook,
): { stepId: string; variant: 'guide' | 'hardened'; rule: CompareRule }[] =>
  playbook.groups.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      (['guide', 'hardened'] as const).flatMap((variant) => {
        const rule = step[variant]?.compare;
        return rule ? [{ stepId: step.id, variant, rule }] : [];
      }),
    ),
  );

/** How the playbook compares an exhibit's answers with others of its query; throws `invalidInput` where it does not say. */
export function ruleOf(playbook: Playbook, { number, stepId, variant, columns }: ExhibitSummary): CompareRule {
  const found = comparableQueries(playbook).find((query) => query.stepId === stepId && query.variant === variant);
  if (found) return found.rule;
  const names = columns.map(({ name }) => name).join(', ');
  throw new CasebookError(
    'invalidInput',
    `The case's playbook does not say by which columns exhibit ${number} compares: name the key columns. It has: ${names}.`,
  );
}
