import { bindParameters } from '../../core/kqlText/bindParameters.ts';
import type { EventPayload, ExhibitSummary, Output, PlaybookStep } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { LogSource } from '../logs/logSource.ts';
import type { Asked } from './captureAnswer.ts';
import { type AlertTimes, deviceAlertTimes } from './deviceAlerts.ts';
import { answers, type InterruptedRun, interruptedRun, plannedQueries } from './interruptedRun.ts';
import { ask, type Investigation, keep } from './keep.ts';
import { keepRaw } from './keepRaw.ts';
import { recount } from './recount.ts';
import { type ParameterSources, resolveParameters } from './resolveParameters.ts';
import { type AskedCompanions, askCompanions, keepCompanions } from './runCompanions.ts';

type StepVariant = 'guide' | 'hardened';
type Given = Readonly<Record<string, string>>;

const stepsOf = ({ caseFile }: Investigation): PlaybookStep[] => caseFile.playbook.groups.flatMap(({ steps }) => steps);

/**
 * Runs one query of a step, the hardened one unless told otherwise, and keeps its answer, then counts what it leaves out.
 * Throws `unknownStep`,
 * `missingParameter` where a value cannot be had, `invalidInput` for one that does not fit, and `caseReadOnly`.
 */
export async function runStep(
  investigation: Investigation,
  stepId: string,
  variant: StepVariant | undefined,
  given: Given,
): Promise<ExhibitSummary> {
  const step = stepsOf(investigation).find(({ id }) => id === stepId);
  if (!step) throw new CasebookError('unknownStep', `The case’s playbook has no step "${stepId}".`);
  const chosen = variant ?? (step.hardened ? 'hardened' : 'guide');
  const { exhibit, companions } = await announced(investigation, step, chosen, given, alertReader(investigation));
  await keepCompanions(companions, exhibit.number);
  return exhibit;
}

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
      const { exhibit, companions } = await announced(investigation, step, variant, {}, alertTimes);
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

/** Runs the examiner's own KQL and keeps its answer. */
export function runQuery(investigation: Investigation, title: string, kql: string): Promise<ExhibitSummary> {
  return keep(investigation, { stepId: null, variant: 'adhoc', title, kql, parameters: {} });
}

/** Asks for the device's alerts once, however many parameters need them. */
function alertReader({ caseFile, source, context }: Investigation): ParameterSources['alertTimes'] {
  let asked: Promise<readonly AlertTimes[]> | undefined;
  return () => {
    const { subject, window } = caseFile.view();
    asked ??= deviceAlertTimes(source, subject, window, context.signal);
    return asked;
  };
}

/** One query of a step with its companions asked, the exhibit kept, and the window told. */
async function announced(
  investigation: Investigation,
  step: PlaybookStep,
  variant: StepVariant,
  given: Given,
  alertTimes: ParameterSources['alertTimes'],
): Promise<{ exhibit: ExhibitSummary; companions: AskedCompanions }> {
  const announce = (state: EventPayload<'run.step'>['state'], exhibit: number | null) => {
    const { caseId } = investigation.caseFile;
    investigation.context.emit('run.step', { caseId, stepId: step.id, variant, state, exhibit });
  };
  announce('running', null);
  try {
    const asked = await prepare(investigation.caseFile, step, variant, given, alertTimes);
    const keepAnswer = ask(investigation, asked);
    const companions = await askCompanions(investigation, step, variant);
    const exhibit = await keepAnswer();
    announce(exhibit.outcome, exhibit.number);
    return { exhibit, companions };
  } catch (error) {
    announce('skipped', null);
    throw error;
  }
}

/** A step's query with its parameters bound. */
async function prepare(
  caseFile: CaseFile,
  step: PlaybookStep,
  variant: StepVariant,
  given: Given,
  alertTimes: ParameterSources['alertTimes'],
): Promise<Asked> {
  const query = step[variant];
  if (!query) throw new CasebookError('unknownStep', `The step “${step.title}” has no ${variant} query.`);
  const values = await resolveParameters(query.parameters, given, { caseFile, alertTimes });
  if (!values.ok) throw new CasebookError('missingParameter', values.reason, { stepId: step.id });
  const bound = bindParameters(
    query.kql,
    query.parameters.map(({ name, type }) => ({ name, type, value: values.value[name] ?? '' })),
  );
  if (!bound.ok) throw new CasebookError('invalidInput', `${step.title}: ${bound.reason}.`, { stepId: step.id });
  return { stepId: step.id, variant, title: step.title, kql: bound.value, parameters: values.value };
}
