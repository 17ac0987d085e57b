import { countsQuery, rowsQuery } from '../../core/companions/companionQueries.ts';
import { bindParameters } from '../../core/kqlText/bindParameters.ts';
import type { Companion, ExhibitSummary, PlaybookStep } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { type Investigation, keep } from './keep.ts';
import { resolveParameters } from './resolveParameters.ts';

/**
 * Counts what a step's query leaves out, one exhibit for each of its companions, beside the query's own exhibit; leaves out those
 * that are among `counted` already.
 */
export async function runCompanions(
  investigation: Investigation,
  step: PlaybookStep,
  exhibit: ExhibitSummary,
  counted: readonly ExhibitSummary[],
): Promise<ExhibitSummary[]> {
  const kept: ExhibitSummary[] = [];
  for (const companion of step.companions ?? []) {
    if (companion.of !== exhibit.variant) continue;
    const isCounted = ({ role }: ExhibitSummary) =>
      role?.role === 'companion' && role.ofExhibit === exhibit.number && role.name === companion.id;
    if (counted.some(isCounted)) continue;
    kept.push(await keepCompanion(investigation, step, companion, exhibit.number, undefined));
  }
  return kept;
}

/** Keeps the rows behind one count of a companion. Throws `unknownStep` for a step, a companion or an item that is not there. */
export async function runCompanionRows(
  investigation: Investigation,
  { stepId, companion: companionId, item }: { stepId: string; companion: string; item: string },
): Promise<ExhibitSummary> {
  const { caseFile } = investigation;
  const step = caseFile.playbook.groups.flatMap(({ steps }) => steps).find(({ id }) => id === stepId);
  const companion = step?.companions?.find(({ id }) => id === companionId);
  const known = companion?.items.find(({ id }) => id === item);
  if (!step || !companion || !known) {
    const message = `The case’s playbook has no companion count “${item}” of “${companionId}” at the step "${stepId}".`;
    throw new CasebookError('unknownStep', message, { stepId, companion: companionId, item });
  }
  const beside = caseFile
    .view()
    .exhibits.findLast((each) => each.stepId === stepId && each.variant === companion.of && each.role === null);
  return keepCompanion(investigation, step, companion, beside?.number ?? null, known);
}

async function keepCompanion(
  investigation: Investigation,
  step: PlaybookStep,
  companion: Companion,
  ofExhibit: number | null,
  item: Companion['items'][number] | undefined,
): Promise<ExhibitSummary> {
  const { kql, parameters } = companion.query;
  const sources = { caseFile: investigation.caseFile, alertTimes: () => Promise.resolve([]) };
  const values = await resolveParameters(parameters, {}, sources);
  if (!values.ok) throw new CasebookError('missingParameter', values.reason, { stepId: step.id });
  const bound = bindParameters(
    item ? rowsQuery(kql, item.id) : countsQuery(kql),
    parameters.map(({ name, type }) => ({ name, type, value: values.value[name] ?? '' })),
  );
  if (!bound.ok) throw new CasebookError('invalidInput', `${step.title}: ${bound.reason}.`, { stepId: step.id });
  return keep(investigation, {
    stepId: step.id,
    variant: companion.of,
    title: item ? `${step.title}: ${item.title}` : `${step.title}: ${companion.title}`,
    kql: bound.value,
    parameters: values.value,
    role: { role: 'companion', ofExhibit, name: item ? `${companion.id}/${item.id}` : companion.id },
  });
}
