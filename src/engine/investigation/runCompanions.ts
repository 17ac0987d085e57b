import { countsQuery, rowsQuery } from '../../core/companions/companionQueries.ts';
import { isWholeRun } from '../../core/verdicts/windowPart.ts';
import type { Companion, ExhibitSummary, PlaybookStep } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { bindQuery } from './bindQuery.ts';
import { ask, type Investigation } from './keep.ts';

/** The counts of what a query leaves out, asked and still to be kept, each by the exhibit that it stands beside. */
export type AskedCompanions = readonly ((beside: number) => Promise<ExhibitSummary>)[];

/** Asks what a step's query leaves out, a service at once; not again the companions that are `counted`, by their names. */
export async function askCompanions(
  investigation: Investigation,
  step: PlaybookStep,
  variant: 'guide' | 'hardened',
  counted: readonly string[] = [],
): Promise<AskedCompanions> {
  const wanted = (step.companions ?? []).filter(({ of, id }) => of === variant && !counted.includes(id));
  return Promise.all(wanted.map((companion) => askCompanion(investigation, step, companion, undefined)));
}

/** Keeps the counts one after the other, right after the query's own exhibit. */
export async function keepCompanions(asked: AskedCompanions, beside: number): Promise<ExhibitSummary[]> {
  const kept: ExhibitSummary[] = [];
  for (const keepOne of asked) kept.push(await keepOne(beside));
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
    .exhibits.findLast((each) => each.stepId === stepId && each.variant === companion.of && isWholeRun(each));
  const keepRows = await askCompanion(investigation, step, companion, known);
  return keepRows(beside?.number ?? null);
}

async function askCompanion(
  investigation: Investigation,
  step: PlaybookStep,
  companion: Companion,
  item: Companion['items'][number] | undefined,
): Promise<(ofExhibit: number | null) => Promise<ExhibitSummary>> {
  const { kql, parameters } = companion.query;
  const sources = { caseFile: investigation.caseFile, alertTimes: () => Promise.resolve([]) };
  const query = { kql: item ? rowsQuery(kql, item.id) : countsQuery(kql), parameters };
  const bound = await bindQuery(step, query, {}, sources);
  const keepAnswer = ask(investigation, {
    stepId: step.id,
    variant: companion.of,
    title: item ? `${step.title}: ${item.title}` : `${step.title}: ${companion.title}`,
    ...bound,
  });
  const name = item ? `${companion.id}/${item.id}` : companion.id;
  return (ofExhibit) => keepAnswer({ role: 'companion', ofExhibit, name });
}
