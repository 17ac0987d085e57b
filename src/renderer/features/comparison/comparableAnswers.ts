import { wholeAnswers } from '../../../core/verdicts/windowPart.ts';
import type { CaseView, ExhibitSummary, PlaybookStep, TimeRange } from '../../../shared/contract/index.ts';

type StepVariant = 'guide' | 'hardened';
export type Side = 'before' | 'after';

/** A query whose answers the playbook says how to compare. */
export interface ComparableQuery {
  readonly step: PlaybookStep;
  readonly variant: StepVariant;
  /** Its answers in the case, newest first. */
  readonly answers: readonly ExhibitSummary[];
}

export interface Pair {
  readonly before: number;
  readonly after: number;
}

const variants = ['hardened', 'guide'] as const;
const stepsOf = (view: Pick<CaseView, 'playbook'>): readonly PlaybookStep[] =>
  view.playbook.groups.flatMap(({ steps }) => steps);

/** The queries of a case that have two answers or more, in the playbook's order. */
export const queriesAnsweredTwice = (view: Pick<CaseView, 'playbook' | 'exhibits'>): ComparableQuery[] =>
  stepsOf(view).flatMap((step) =>
    variants.flatMap((variant) => {
      if (!step[variant]?.compare) return [];
      const answers = wholeAnswers(step.id, variant, view.exhibits).toSorted((a, b) => b.number - a.number);
      return answers.length < 2 ? [] : [{ step, variant, answers }];
    }),
  );

/** The two newest answers of a query, the older one first. */
export function newestPair({ answers }: ComparableQuery): Pair | undefined {
  const [after, before] = answers;
  return before && after ? { before: before.number, after: after.number } : undefined;
}

/** The two newest answers of the query that was asked last. */
export const defaultPair = (queries: readonly ComparableQuery[]): Pair | undefined =>
  queries
    .flatMap((query) => newestPair(query) ?? [])
    .toSorted((a, b) => b.after - a.after)
    .at(0);

/** The steps whose queries the playbook gives no rule to compare by. */
export const stepsWithoutRule = (view: Pick<CaseView, 'playbook'>): PlaybookStep[] =>
  stepsOf(view).filter((step) => variants.every((variant) => !step[variant]?.compare));

/** On which side another case belongs by its window: the one that ends first is the earlier, then the one that begins first. */
export function proposedSide(other: TimeRange, own: TimeRange): Side {
  if (other.to !== own.to) return other.to < own.to ? 'before' : 'after';
  return other.from <= own.from ? 'before' : 'after';
}
