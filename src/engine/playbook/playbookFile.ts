import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type Playbook, playbookSchema } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { playbookProblems } from './playbookProblems.ts';

const group = playbookSchema.shape.groups.element;
const step = group.shape.steps.element;
const parameter = step.shape.hardened.unwrap().shape.parameters.element;

/** A query as `playbook.yaml` names it: its text is a file of its own, its parameters are defined once for all steps. */
const queryReference = z.strictObject({
  file: z.string().regex(/^[a-z0-9][a-z0-9.-]*\.kql$/, 'expected the name of a .kql file in the same folder'),
  parameters: z.array(z.string()),
  compare: step.shape.hardened.unwrap().shape.compare,
  raw: step.shape.hardened.unwrap().shape.raw,
});
const companion = step.shape.companions.unwrap().element;

/** The shape of `playbook.yaml`. */
const playbookFile = playbookSchema.extend({
  parameters: z.record(parameter.shape.name, parameter.omit({ name: true })),
  groups: z.array(
    group.extend({
      steps: z.array(
        step.extend({
          guide: queryReference.optional(),
          hardened: queryReference.optional(),
          companions: z.array(companion.omit({ query: true }).extend({ query: queryReference })).optional(),
        }),
      ),
    }),
  ),
});
type PlaybookFile = z.infer<typeof playbookFile>;

/**
 * Reads `playbook.yaml` and the query files beside it. Throws `playbookInvalid`, naming every place that is wrong; query texts
 * are taken byte for byte.
 */
export function readPlaybook(folder: string): Playbook {
  const path = join(folder, 'playbook.yaml');
  const invalid = (problems: readonly string[]): CasebookError =>
    new CasebookError('playbookInvalid', `${path}: ${problems.join('; ')}.`, { path, problems });
  const document = parseDocument(readFileSync(path, 'utf8'));
  if (document.errors.length > 0) throw invalid(document.errors.map((error) => error.message.split('\n')[0] ?? ''));
  const parsed = playbookFile.safeParse(document.toJS());
  if (!parsed.success) {
    throw invalid(parsed.error.issues.map((issue) => `${issue.path.map(String).join('.')}: ${issue.message}`));
  }
  const playbook = playbookSchema.safeParse(resolveQueries(parsed.data, folder, invalid));
  if (!playbook.success)
    throw invalid(playbook.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const problems = playbookProblems(playbook.data);
  if (problems.length > 0) throw invalid(problems);
  return playbook.data;
}

/** Puts each query's text and parameter definitions in place of its reference. */
function resolveQueries(
  { parameters, ...file }: PlaybookFile,
  folder: string,
  invalid: (problems: readonly string[]) => CasebookError,
): Playbook {
  const resolve = (reference: z.infer<typeof queryReference>) => ({
    kql: readQuery(folder, reference.file, invalid),
    parameters: reference.parameters.map((name) => {
      const definition = parameters[name];
      if (!definition) throw invalid([`${reference.file}: the parameter "${name}" is not defined under "parameters"`]);
      return { name, ...definition };
    }),
    ...(reference.compare && { compare: reference.compare }),
    ...(reference.raw && { raw: reference.raw }),
  });
  return {
    ...file,
    groups: file.groups.map(({ steps, ...rest }) => ({
      ...rest,
      steps: steps.map(({ guide, hardened, companions, ...facts }) => ({
        ...facts,
        ...(guide && { guide: resolve(guide) }),
        ...(hardened && { hardened: resolve(hardened) }),
        ...(companions && { companions: companions.map((each) => ({ ...each, query: resolve(each.query) })) }),
      })),
    })),
  };
}

function readQuery(folder: string, file: string, invalid: (problems: readonly string[]) => CasebookError): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(readFileSync(join(folder, file)));
  } catch (error) {
    throw invalid([`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`]);
  }
}
