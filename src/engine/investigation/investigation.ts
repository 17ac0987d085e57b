import type { ExhibitSummary, Output, TimeRange } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { LogSource } from '../logs/logSource.ts';
import { answers, type InterruptedRun, interruptedRun, plannedQueries } from './interruptedRun.ts';
import { type Investigation, keep } from './keep.ts';
import { keepRaw } from './keepRaw.ts';
import { partOfWindow, titleOfPart } from './partOfWindow.ts';
import { recount } from './recount.ts';
import { askCompanions, keepCompanions } from './runCompanions.ts';
import { alertReader, askStep } from './runStep.ts';

/**
 * Runs every query of the playbook in its order, one at a time, each followed by its companions; then keeps the device's raw events and recounts the answers from them, in the source that `openExhibits` gives. A query that fails is kept and the run goes on; one that lacks
 * a value is skipped. A cancel, and a case file that cannot be written, end the run; what was kept stays. With `resume` it asks
 * only what the newest run left undone; throws `invalidInput` where that one came to its end.
 */
export async function runAll(
  investigation: Investigation,
  openExhibits: () => Promise<LogSource>,
  { resume = false }: { readonly resume?: boolean | undefined } = {},
): Promise<Output<'exhibits.runAll'>> {
  const { caseFile, context } = investigation;
  const { planned, remaining, kept } = resume ? interrupted(caseFile) : beginRun(investigation);
  const alertTimes = alertReader(investigation);
  const outcome: Output<'exhibits.runAll'> = { exhibits: [], skipped: [], recounted: [] };
  for (const query of plannedQueries(caseFile)) {
    const exhibit = kept.find((each) => answers(each, query));
    if (!exhibit) continue;
    const counted = kept.flatMap(({ role }) =>
      role?.role === 'companion' && role.ofExhibit === exhibit.number ? [role.name] : [],
    );
    const companions = await askCompanions(investigation, query.step, query.variant, counted);
    outcome.exhibits.push(...(await keepCompanions(companions, exhibit.number)));
  }
  for (const [place, { step, variant }] of remaining.entries()) {
    context.signal.throwIfAborted();
    context.progress(step.title, planned - remaining.length + place, planned);
    try {
      const { exhibit, companions } = await askStep(investigation, { step, variant, given: {} }, alertTimes);
      outcome.exhibits.push(exhibit, ...(await keepCompanions(companions, exhibit.number)));
    } catch (error) {
      if (context.signal.aborted || !(error instanceof CasebookError) || error.code !== 'missingParameter') throw error;
      outcome.skipped.push({ stepId: step.id, variant, reason: error.message });
    }
  }
  context.progress('Keeping the raw events', planned, planned);
  const keptRaw = kept.find(({ role }) => role?.role === 'raw');
  const raw = keptRaw ?? (await keepRaw(investigation));
  if (!keptRaw) outcome.exhibits.push(raw);
  const recounts = await recount(investigation, openExhibits, [...kept, ...outcome.exhibits], raw);
  outcome.exhibits.push(...recounts.differing);
  outcome.recounted.push(...recounts.recounted);
  caseFile.recordCustody('endRun', {
    exhibits: outcome.exhibits.length,
    skipped: outcome.skipped.map(({ stepId, variant }) => `${stepId}/${variant}`),
  });
  context.progress('All steps have run', planned, planned);
  return outcome;
}

/** Opens a whole run in custody, so that whatever ends it early can be told from the case file alone. */
function beginRun({ caseFile }: Investigation): Omit<InterruptedRun, 'startedAt'> {
  if (caseFile.readOnly) {
    throw new CasebookError('caseReadOnly', `${caseFile.path} cannot be changed, so no answer can be kept in it.`);
  }
  const remaining = plannedQueries(caseFile);
  caseFile.recordCustody('beginRun', {
    firstExhibit: (caseFile.view().exhibits.at(-1)?.number ?? 0) + 1,
    queries: remaining.length,
  });
  return { planned: remaining.length, remaining, kept: [] };
}

function interrupted(caseFile: CaseFile): InterruptedRun {
  const run = interruptedRun(caseFile);
  if (run) return run;
  throw new CasebookError(
    'invalidInput',
    `No run of ${caseFile.path} is left to continue: the newest one came to its end.`,
  );
}

/** Runs the examiner's own KQL, for all of the case's window or a part of it, and keeps its answer. */
export async function runQuery(
  investigation: Investigation,
  title: string,
  kql: string,
  part?: TimeRange,
): Promise<ExhibitSummary> {
  const window = partOfWindow(investigation.caseFile, part);
  const named = window ? titleOfPart(title) : title;
  return keep(investigation, { stepId: null, variant: 'adhoc', title: named, kql, parameters: {}, window });
}
