import { type BoundParameter, bindParameters } from '../../core/kqlText/bindParameters.ts';
import { parseTimespan } from '../../core/kqlText/literals.ts';
import type { Companion, ParameterDefault, Playbook, PlaybookStep } from '../../shared/contract/index.ts';

/** A value of each type, to try whether a query takes its parameters. */
const trial: Record<BoundParameter['type'], string> = {
  string: 'x',
  datetime: '2019-04-18T12:00:00Z',
  timespan: '1h',
};

/** What the schema cannot say: ids used twice, steps without a query, headers that are missing, defaults that lead nowhere. */
export function playbookProblems(playbook: Playbook): string[] {
  const steps = playbook.groups.flatMap((group) => group.steps);
  const tasks = [...playbook.preparation.tasks, ...playbook.closing.tasks];
  return [
    ...duplicates('group', playbook.groups),
    ...duplicates('step', steps),
    ...duplicates(
      'question',
      steps.flatMap((step) => step.questions),
    ),
    ...duplicates('task', tasks),
    ...steps.flatMap((step, place) => stepProblems(step, steps.slice(0, place))),
  ];
}

function duplicates(what: string, named: readonly { readonly id: string }[]): string[] {
  const ids = named.map(({ id }) => id);
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))].map(
    (id) => `two ${what}s have the id "${id}"`,
  );
}

function stepProblems(step: PlaybookStep, earlier: readonly PlaybookStep[]): string[] {
  const own = [step.guide, step.hardened].filter((query) => query !== undefined);
  if (own.length === 0) return [`step ${step.id}: there is no query`];
  const companions = step.companions ?? [];
  const queries = [...own, ...companions.map(({ query }) => query)];
  return [
    ...companionProblems(step, companions),
    ...queries.flatMap((query) => {
      const bound = bindParameters(
        query.kql,
        query.parameters.map(({ name, type }) => ({ name, type, value: trial[type] })),
      );
      const leads = query.parameters.flatMap(({ defaults }) => defaults.flatMap((lead) => leadProblem(lead, earlier)));
      return [...(bound.ok ? [] : [bound.reason]), ...leads].map((problem) => `step ${step.id}: ${problem}`);
    }),
  ];
}

/** Two with one id, one of a query that the step has not, and pairs of columns where there is nothing to pair. */
function companionProblems(step: PlaybookStep, companions: readonly Companion[]): string[] {
  return [
    ...duplicates('companion', companions),
    ...companions.flatMap(({ items }) => duplicates('companion item', items)),
    ...companions.flatMap(({ id, of }) =>
      step[of] ? [] : [`the companion ${id} is of the ${of} query, which is not there`],
    ),
    ...(step.sameRows && !(step.guide && step.hardened) ? ['sameRows pairs two queries, and there is one'] : []),
  ].map((problem) => `step ${step.id}: ${problem}`);
}

function leadProblem(lead: ParameterDefault, earlier: readonly PlaybookStep[]): string[] {
  if (lead.from === 'step' && !earlier.some((step) => step.id === lead.step)) {
    return [`a default takes its value from "${lead.step}", which is no earlier step`];
  }
  const offset = lead.from === 'alert' && lead.offset !== undefined ? parseTimespan(lead.offset) : undefined;
  return offset && !offset.ok ? [offset.reason] : [];
}
