import { bindParameters } from '../../core/kqlText/bindParameters.ts';
import type { PlaybookParameter, PlaybookStep } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { Asked } from './captureAnswer.ts';
import { type ParameterSources, resolveParameters } from './resolveParameters.ts';

/**
 * A query of a step with its parameters bound, to the values given by name before the playbook's own. Throws `missingParameter`
 * where a value cannot be had, and `invalidInput` for one that does not fit.
 */
export async function bindQuery(
  step: Pick<PlaybookStep, 'id' | 'title'>,
  { kql, parameters }: { readonly kql: string; readonly parameters: readonly PlaybookParameter[] },
  given: Readonly<Record<string, string>>,
  sources: ParameterSources,
): Promise<Pick<Asked, 'kql' | 'parameters'>> {
  const values = await resolveParameters(parameters, given, sources);
  if (!values.ok) throw new CasebookError('missingParameter', values.reason, { stepId: step.id });
  const bound = bindParameters(
    kql,
    parameters.map(({ name, type }) => ({ name, type, value: values.value[name] ?? '' })),
  );
  if (!bound.ok) throw new CasebookError('invalidInput', `${step.title}: ${bound.reason}.`, { stepId: step.id });
  return { kql: bound.value, parameters: values.value };
}
