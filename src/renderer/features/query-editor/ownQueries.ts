import type { ExhibitSummary } from '../../../shared/contract/index.ts';

type OwnQuery = Pick<ExhibitSummary, 'number' | 'stepId' | 'variant' | 'role' | 'kql'>;

/** The own queries of a case, each text once, newest first. */
export function ownQueries<T extends OwnQuery>(exhibits: readonly T[]): T[] {
  const seen = new Set<string>();
  return exhibits
    .filter(({ stepId, variant, role }) => stepId === null && variant === 'adhoc' && role === null)
    .toSorted((a, b) => b.number - a.number)
    .filter(({ kql }) => !seen.has(kql) && seen.add(kql));
}
