import { z } from 'zod';
import { isStepPart } from '../../core/verdicts/windowPart.ts';
import type { ExhibitSummary, PlaybookStep } from '../../shared/contract/index.ts';
import { type ErrorCode, errorTexts } from '../../shared/errors.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';

/** A query of the playbook, as a whole run asks it. */
export interface PlannedQuery {
  readonly step: PlaybookStep;
  readonly variant: 'guide' | 'hardened';
}

/** A whole run that did not come to its end, or whose queries failed for reasons that pass. */
export interface InterruptedRun {
  /** UTC. */
  readonly startedAt: string;
  readonly planned: number;
  readonly remaining: readonly PlannedQuery[];
  /** The exhibits that the run has kept and that need not be asked for again; companions and raw events among them. */
  readonly kept: readonly ExhibitSummary[];
}

const beginDetail = z.object({ firstExhibit: z.number().int().positive() });

/** Every query of the case's playbook in its order, the guide's before the hardened one. */
export const plannedQueries = ({ playbook }: Pick<CaseFile, 'playbook'>): PlannedQuery[] =>
  playbook.groups
    .flatMap(({ steps }) => steps)
    .flatMap((step) => [
      ...(step.guide ? [{ step, variant: 'guide' } as const] : []),
      ...(step.hardened ? [{ step, variant: 'hardened' } as const] : []),
    ]);

/**
 * What the newest whole run left undone, by the case file alone: a quit, a crash, a cancel or a lost network leaves it so.
 * Undefined where there was no run, or where it came to its end and nothing failed that may be asked again.
 */
export function interruptedRun(caseFile: CaseFile): InterruptedRun | undefined {
  const custody = caseFile.custody();
  const begin = custody.findLast(({ action }) => action === 'beginRun');
  if (!begin) return undefined;
  const { data } = beginDetail.safeParse(JSON.parse(begin.detail));
  if (!data)
    throw new CasebookError('caseDamaged', `Custody event ${begin.sequence} does not tell where its run began.`);
  const ofRun = caseFile.view().exhibits.filter((each) => each.number >= data.firstExhibit && isRunsOwn(each));
  const kept = ofRun.filter((exhibit) => !mayPass(exhibit));
  const settled = new Set(kept.map(purposeOf));
  const failed = ofRun.filter((exhibit) => mayPass(exhibit) && !settled.has(purposeOf(exhibit)));
  const ended = custody.some(({ action, sequence }) => action === 'endRun' && sequence > begin.sequence);
  // A run that ended has told why it skipped what has no exhibit; only where something failed for a while may that be the reason.
  if (ended && failed.length === 0) return undefined;
  const planned = plannedQueries(caseFile);
  const remaining = planned.filter((query) => !kept.some((exhibit) => answers(exhibit, query)));
  return { startedAt: begin.at, planned: planned.length, remaining, kept };
}

/** Nothing that somebody asked meanwhile: a part of the window settles no query of the run, and an own query is none of them. */
const isRunsOwn = (exhibit: ExhibitSummary): boolean =>
  !isStepPart(exhibit) && (exhibit.stepId !== null || exhibit.role !== null);

/** Whether an exhibit is the answer to a planned query, and not one of its companions. */
export const answers = ({ stepId, variant, role }: ExhibitSummary, query: PlannedQuery): boolean =>
  role === null && stepId === query.step.id && variant === query.variant;

/** What an exhibit is for, whichever run it is of. */
const purposeOf = ({ stepId, variant, role }: ExhibitSummary): string =>
  JSON.stringify([stepId, variant, role?.role, role?.name]);

/** Whether an exhibit's query failed for a reason that may pass, such as a lost network. */
function mayPass({ error }: ExhibitSummary): boolean {
  if (error === null || !(error.code in errorTexts)) return false;
  return 'mayPass' in errorTexts[error.code as ErrorCode];
}
