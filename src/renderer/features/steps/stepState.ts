import { mostWaitSeconds } from '../../../core/serviceReplies/serviceReply.ts';
import { isStepPart } from '../../../core/verdicts/windowPart.ts';
import type { CaseView, ExhibitSummary, PlaybookStep, QueryVariant } from '../../../shared/contract/index.ts';
import type { StepState } from '../../ui/StepMark.tsx';
import type { RunState } from './runState.ts';

export type StepVariant = 'guide' | 'hardened';

/** The variants that a step has, the one to read first in front. */
export const variantsOf = (step: PlaybookStep): StepVariant[] => [
  ...(step.hardened ? (['hardened'] as const) : []),
  ...(step.guide ? (['guide'] as const) : []),
];

/** The exhibits of one of a step's own queries, those for a part of the window among them, newest first. */
export const exhibitsOf = (exhibits: readonly ExhibitSummary[], stepId: string, variant: QueryVariant) =>
  exhibits
    .filter((exhibit) => exhibit.stepId === stepId && exhibit.variant === variant && exhibit.role === null)
    .sort((a, b) => b.number - a.number);

/** Where one query of a step stands: a run under way counts before what was saved. */
export function variantState(
  exhibits: readonly ExhibitSummary[],
  run: RunState,
  stepId: string,
  variant: StepVariant,
): StepState {
  const running = run[`${stepId}/${variant}`];
  const newest = exhibitsOf(exhibits, stepId, variant).find((exhibit) => !isStepPart(exhibit));
  if (running === 'running') return { status: 'running' };
  if (!newest) return { status: running === 'skipped' ? 'skipped' : 'notRun' };
  if (newest.outcome === 'failed') return { status: 'failed' };
  return {
    status: 'answered',
    rows: newest.rowCount,
    warnings: newest.verdicts.filter(({ kind }) => kind !== 'complete').length,
  };
}

/** Where a step stands: its first variant's rows, and the trouble of any. */
export function stepState(exhibits: readonly ExhibitSummary[], run: RunState, step: PlaybookStep): StepState {
  const states = variantsOf(step).map((variant) => variantState(exhibits, run, step.id, variant));
  const running = states.find(({ status }) => status === 'running');
  const answered = states.find(({ status }) => status === 'answered');
  const [first] = states;
  if (running) return running;
  if (first?.status === 'failed' || !answered) return first ?? { status: 'notRun' };
  const warnings = states.reduce(
    (sum, state) => sum + (state.status === 'answered' ? state.warnings : state.status === 'failed' ? 1 : 0),
    0,
  );
  return answered.status === 'answered' ? { ...answered, warnings } : answered;
}

/** Whether a workspace would take more time for a query than it was allowed when the exhibit was made. */
export const couldWaitLonger = ({ source }: Pick<CaseView, 'source'>, { versions }: Pick<ExhibitSummary, 'versions'>) =>
  source.kind === 'workspace' && Number(versions['seconds allowed'] ?? source.waitSeconds) < mostWaitSeconds;
