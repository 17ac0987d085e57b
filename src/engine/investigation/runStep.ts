import type { EventPayload, ExhibitSummary, PlaybookStep, TimeRange } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { fetchingAll } from '../logs/fetchAll/fetchAll.ts';
import { bindQuery } from './bindQuery.ts';
import type { Asked } from './captureAnswer.ts';
import { type AlertTimes, deviceAlertTimes } from './deviceAlerts.ts';
import { ask, type Investigation } from './keep.ts';
import { partOfWindow, titleOfPart } from './partOfWindow.ts';
import type { ParameterSources } from './resolveParameters.ts';
import { type AskedCompanions, askCompanions, keepCompanions } from './runCompanions.ts';

type StepVariant = 'guide' | 'hardened';

/** How a query of a step is asked. */
interface StepQuestion {
  readonly step: PlaybookStep;
  readonly variant: StepVariant;
  /** Values of parameters, by name, in place of the playbook's. */
  readonly given: Readonly<Record<string, string>>;
  /** The part of the case's window to ask for; all of it where absent. */
  readonly part?: TimeRange | undefined;
  /** Whether every row is fetched, in slices of time. */
  readonly all?: boolean | undefined;
}

/**
 * Runs one query of a step, the hardened one unless told otherwise, and keeps its answer, then counts what it leaves out. Asked for
 * a part of the case's window it keeps the rows of that part alone, which do not stand for the step's answer, and counts nothing.
 * Throws `unknownStep`, `missingParameter` where a value cannot be had, `invalidInput` for one that does not fit, and `caseReadOnly`.
 */
export async function runStep(
  investigation: Investigation,
  stepId: string,
  variant: StepVariant | undefined,
  { given = {}, part, all }: Partial<Pick<StepQuestion, 'given' | 'part' | 'all'>> = {},
): Promise<ExhibitSummary> {
  const { caseFile } = investigation;
  const step = caseFile.playbook.groups.flatMap(({ steps }) => steps).find(({ id }) => id === stepId);
  if (!step) throw new CasebookError('unknownStep', `The case’s playbook has no step "${stepId}".`);
  const chosen = variant ?? (step.hardened ? 'hardened' : 'guide');
  const question = { step, variant: chosen, given, part: partOfWindow(caseFile, part), all };
  const { exhibit, companions } = await askStep(investigation, question, alertReader(investigation));
  await keepCompanions(companions, exhibit.number);
  return exhibit;
}

/** Asks for the device's alerts once, however many parameters need them. */
export function alertReader({ caseFile, source, context }: Investigation): ParameterSources['alertTimes'] {
  let asked: Promise<readonly AlertTimes[]> | undefined;
  return () => {
    const { subject, window } = caseFile.view();
    asked ??= deviceAlertTimes(source, subject, window, context.signal);
    return asked;
  };
}

/** One query of a step with its companions asked, the exhibit kept, and the window told. */
export async function askStep(
  investigation: Investigation,
  question: StepQuestion,
  alertTimes: ParameterSources['alertTimes'],
): Promise<{ exhibit: ExhibitSummary; companions: AskedCompanions }> {
  const { step, variant, part, all } = question;
  const { caseFile, context, source } = investigation;
  const announce = (state: EventPayload<'run.step'>['state'], exhibit: number | null) =>
    context.emit('run.step', { caseId: caseFile.caseId, stepId: step.id, variant, state, exhibit });
  announce('running', null);
  try {
    const asked = await prepare(investigation, question, alertTimes);
    const keepAnswer = ask({ ...investigation, source: all ? fetchingAll(source, context.progress) : source }, asked);
    const companions = part ? [] : await askCompanions(investigation, step, variant);
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
  { caseFile }: Investigation,
  { step, variant, given, part }: StepQuestion,
  alertTimes: ParameterSources['alertTimes'],
): Promise<Asked> {
  const query = step[variant];
  if (!query) throw new CasebookError('unknownStep', `The step “${step.title}” has no ${variant} query.`);
  const bound = await bindQuery(step, query, given, { caseFile, alertTimes, part });
  const title = part ? titleOfPart(step.title) : step.title;
  return { stepId: step.id, variant, title, ...bound, window: part };
}
