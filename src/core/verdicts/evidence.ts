import type { Verdict } from './verdict.ts';
import { isWholeRun } from './windowPart.ts';

/** An exhibit as far as it counts as evidence. */
export interface EvidenceExhibit {
  readonly number: number;
  readonly stepId: string | null;
  readonly variant: string;
  readonly role: { readonly role: string; readonly ofExhibit: number | null } | null;
  readonly verdicts: readonly Verdict[];
}

/** Why evidence is not complete; `exhibit` is null where the step has none. */
export interface EvidenceGap {
  readonly exhibit: number | null;
  readonly verdicts: readonly Verdict[];
}

const neverRun: Verdict = {
  kind: 'neverRun',
  text: 'The step has no exhibit: none of its queries was run for the whole window. Run the step.',
};

/**
 * What keeps the evidence of a question from being complete. The evidence is the newest exhibit of each query of its step, the
 * exhibits cited, and every recount of one of these that came to another result.
 */
export function evidenceGaps(
  stepId: string,
  exhibits: readonly EvidenceExhibit[],
  cited: readonly number[],
): EvidenceGap[] {
  const inForce = exhibitsInForce(stepId, exhibits);
  const numbers = new Set([...inForce.map(({ number }) => number), ...cited]);
  const evidence = exhibits.filter(
    ({ number, role }) =>
      numbers.has(number) || (role?.role === 'recomputed' && role.ofExhibit !== null && numbers.has(role.ofExhibit)),
  );
  const gaps = evidence.map(({ number, verdicts }) => ({
    exhibit: number,
    verdicts: verdicts.filter(({ kind }) => kind !== 'complete'),
  }));
  return [
    ...(inForce.length === 0 ? [{ exhibit: null, verdicts: [neverRun] }] : []),
    ...gaps.filter(({ verdicts }) => verdicts.length > 0),
  ];
}

/** The newest exhibit of each of a step's own queries for the case's whole window, in the order of their numbers. */
export function exhibitsInForce<T extends EvidenceExhibit>(stepId: string, exhibits: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const exhibit of exhibits) {
    if (exhibit.stepId !== stepId || !isWholeRun(exhibit)) continue;
    const known = newest.get(exhibit.variant);
    if (!known || known.number < exhibit.number) newest.set(exhibit.variant, exhibit);
  }
  return [...newest.values()].sort((a, b) => a.number - b.number);
}

/** The answers that a reader takes for “nothing found” or “as expected”: these need complete evidence, or a written limitation. */
export const needsCompleteEvidence = (value: string): boolean => value === 'expected';
