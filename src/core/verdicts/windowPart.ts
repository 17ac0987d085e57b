import { instantText, instantTicks } from '../time/instants.ts';
import type { Verdict } from './verdict.ts';

/** A half-open range of time, as UTC instants. */
interface Range {
  readonly from: string;
  readonly to: string;
}

/** An exhibit as far as its part in the answer of a step depends on its window. */
interface Run {
  readonly number: number;
  readonly stepId: string | null;
  readonly variant: string;
  readonly role: object | null;
  readonly outcome: string;
  readonly verdicts: readonly Verdict[];
  readonly window: Range;
}

/** Whether all of a window lies in the other. */
export const liesWithin = (window: Range, whole: Range): boolean =>
  instantTicks(window.from) >= instantTicks(whole.from) && instantTicks(window.to) <= instantTicks(whole.to);

/** The verdict on an answer that was asked for less than the case's window, or none. */
export const judgeWindow = (asked: Range, ofCase: Range): Verdict[] =>
  liesWithin(ofCase, asked)
    ? []
    : [
        {
          kind: 'narrowerWindow',
          text: `Asked for ${rangeText(asked)} alone, a part of the case’s window ${rangeText(ofCase)}. Counts, first and last times and what is missing hold for that part, and nothing is said of the rest. Ask for the rest too, and cite the exhibits of all parts.`,
        },
      ];

/**
 * Whether an exhibit is a step's query asked for a part of the case's window. It can be read and cited, and does not stand for
 * the step's answer: what is new, missing or counted there would be taken for the whole window's.
 */
export const isStepPart = ({ stepId, verdicts }: Pick<Run, 'stepId' | 'verdicts'>): boolean =>
  stepId !== null && verdicts.some(({ kind }) => kind === 'narrowerWindow');

/** Whether an exhibit stands for the query that it ran: it is not kept beside another, and no step's query for a part of the window. */
export const isWholeRun = (exhibit: Pick<Run, 'stepId' | 'role' | 'verdicts'>): boolean =>
  exhibit.role === null && !isStepPart(exhibit);

/** The answers of one of a step's queries for the whole window, in the order of the exhibits. */
export const wholeAnswers = <T extends Pick<Run, 'stepId' | 'variant' | 'role' | 'outcome' | 'verdicts'>>(
  stepId: string,
  variant: string,
  exhibits: readonly T[],
): T[] =>
  exhibits.filter(
    (each) => each.stepId === stepId && each.variant === variant && each.outcome === 'answered' && isWholeRun(each),
  );

/** The runs of one of a step's queries for parts of the window, in the order of their numbers, since it last gave a whole answer. */
export function partsInForce<T extends Run>(stepId: string, variant: string, exhibits: readonly T[]): T[] {
  const runs = exhibits.filter((each) => each.stepId === stepId && each.variant === variant && each.role === null);
  const whole = runs.findLast((each) => !isStepPart(each) && holdsAllRows(each));
  return runs.filter((each) => isStepPart(each) && each.number > (whole?.number ?? 0));
}

/** What of a window the answers leave open, in order of time; an answer that failed or lacks rows covers nothing. */
export function uncovered(window: Range, answers: readonly Pick<Run, 'window' | 'outcome' | 'verdicts'>[]): Range[] {
  const covered = answers
    .filter(holdsAllRows)
    .map((each) => each.window)
    .sort((a, b) => (instantTicks(a.from) < instantTicks(b.from) ? -1 : 1));
  const open: Range[] = [];
  let reached = window.from;
  for (const { from, to } of covered) {
    if (instantTicks(from) > instantTicks(reached)) open.push({ from: reached, to: from });
    if (instantTicks(to) > instantTicks(reached)) reached = to;
  }
  if (instantTicks(reached) < instantTicks(window.to)) open.push({ from: reached, to: window.to });
  return open;
}

const holdsAllRows = ({ outcome, verdicts }: Pick<Run, 'outcome' | 'verdicts'>): boolean =>
  outcome === 'answered' && !verdicts.some(({ kind }) => kind === 'truncated' || kind === 'partial');

const rangeText = ({ from, to }: Range): string => `${instantText(from)} to ${instantText(to)}`;
