import { accept, type Checked, refuse } from '../../core/kqlText/checked.ts';
import type { ParameterDefault, PlaybookParameter, TimeRange } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { type AlertTimes, pickAlertTime } from './deviceAlerts.ts';
import { newestAnswer, readRows } from './exhibitRows.ts';

/** Where parameter values come from. */
export interface ParameterSources {
  readonly caseFile: CaseFile;
  /** The part of the case's window that is asked for; all of it where absent. */
  readonly part?: TimeRange | undefined;
  /** The alerts of the device; asked for only when a default needs them. */
  alertTimes(): Promise<readonly AlertTimes[]>;
}

/**
 * The values of a query's parameters: what the examiner gave, else the first default that has one. Refuses with the reason
 * where a value cannot be had. Throws `invalidInput` for a value that no parameter takes, and for another device or hub than
 * the case's subject.
 */
export async function resolveParameters(
  parameters: readonly PlaybookParameter[],
  given: Readonly<Record<string, string>>,
  sources: ParameterSources,
): Promise<Checked<Record<string, string>>> {
  checkGiven(parameters, given);
  const values: Record<string, string> = {};
  for (const parameter of parameters) {
    const value = given[parameter.name] ? accept(given[parameter.name] ?? '') : await fromDefaults(parameter, sources);
    if (!value.ok) return value;
    values[parameter.name] = value.value;
  }
  return accept(values);
}

function checkGiven(parameters: readonly PlaybookParameter[], given: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(given)) {
    const parameter = parameters.find((candidate) => candidate.name === name);
    if (!parameter) throw new CasebookError('invalidInput', `The step has no parameter "${name}".`);
    if (parameter.defaults.some(({ from }) => from === 'subject')) {
      throw new CasebookError('invalidInput', `"${name}" is the case’s subject and cannot be set for one step.`);
    }
  }
}

async function fromDefaults(parameter: PlaybookParameter, sources: ParameterSources): Promise<Checked<string>> {
  const reasons: string[] = [];
  for (const lead of parameter.defaults) {
    const value = await follow(lead, sources);
    if (value.ok) return value;
    reasons.push(value.reason);
  }
  const because = reasons.length === 0 ? '' : `: ${[...new Set(reasons)].join('; ')}`;
  return refuse(`There is no value for “${parameter.label}” (${parameter.name})${because}.`);
}

async function follow(lead: ParameterDefault, sources: ParameterSources): Promise<Checked<string>> {
  const view = sources.caseFile.view();
  switch (lead.from) {
    case 'subject':
      return accept(view.subject[lead.field]);
    case 'window':
      return accept((sources.part ?? view.window)[lead.field]);
    case 'literal':
      return accept(lead.value);
    case 'alert':
      return alertTime(lead, sources);
    case 'step':
      return cellOfStep(lead, sources.caseFile);
  }
}

async function alertTime(
  lead: Extract<ParameterDefault, { from: 'alert' }>,
  sources: ParameterSources,
): Promise<Checked<string>> {
  const wanted = lead.severities ? ` of severity ${lead.severities.join(' or ')}` : '';
  try {
    const time = pickAlertTime(await sources.alertTimes(), lead);
    return time === undefined ? refuse(`no alert${wanted} names the device in the window`) : accept(time);
  } catch (error) {
    if (error instanceof CasebookError) return refuse(`the device’s alerts cannot be read (${error.message})`);
    throw error;
  }
}

function cellOfStep(lead: Extract<ParameterDefault, { from: 'step' }>, caseFile: CaseFile): Checked<string> {
  const title = stepTitle(caseFile, lead.step);
  const exhibit = newestAnswer(caseFile, lead.step);
  if (!exhibit) return refuse(`the step “${title}” has no answer yet`);
  const where = Object.entries(lead.where ?? {});
  for (const { values } of readRows(caseFile, exhibit)) {
    const cell = String(values[lead.column] ?? '');
    const fits = where.every(([column, wanted]) =>
      wanted.some((value) => matches(String(values[column] ?? ''), value)),
    );
    if (cell !== '' && fits) return accept(cell);
  }
  const condition = where.map(([column, wanted]) => ` with ${column} ${wanted.join(' or ')}`).join('');
  return refuse(`the step “${title}” found no row${condition}`);
}

const stepTitle = ({ playbook }: CaseFile, id: string): string =>
  playbook.groups.flatMap((group) => group.steps).find((step) => step.id === id)?.title ?? id;

/** A wanted value that ends in `*` stands for every text that begins with the rest. */
const matches = (cell: string, wanted: string): boolean =>
  wanted.endsWith('*') ? cell.startsWith(wanted.slice(0, -1)) : cell === wanted;
