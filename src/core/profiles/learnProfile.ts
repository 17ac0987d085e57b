import { literalGlob } from './glob.ts';
import type { ProfileContent } from './profileContent.ts';
import { lessonsOf, type RowValues, type Thing } from './stepThings.ts';

/** The rows of a step's newest answer. */
export interface AnsweredStep {
  readonly stepId: string;
  readonly rows: Iterable<RowValues>;
}

/**
 * The profile that expects what a known-good case shows. A kind is covered when one of the steps that show it was
 * answered, even without rows. Lists are sorted, so that the same rows give the same profile.
 */
export function learnProfile(steps: Iterable<AnsweredStep>): ProfileContent {
  const things: Thing[] = [];
  const answered = new Set<string>();
  for (const { stepId, rows } of steps) {
    answered.add(stepId);
    for (const row of rows) things.push(...lessonsOf(stepId, row));
  }
  const covered = (...ids: string[]) => ids.some((id) => answered.has(id));
  const textsOf = (wanted: Thing['kind']) =>
    sorted(things.flatMap((thing) => ('text' in thing && thing.kind === wanted ? [thing.text] : [])));
  return {
    version: 1,
    ...(covered('users') && { users: usersOf(things) }),
    ...(covered('ports', 'listeners') && {
      listeners: distinct(
        things.flatMap((thing) => {
          if (thing.kind !== 'listener') return [];
          const { protocol, port, exposure } = thing;
          return [{ protocol, port, exposure }];
        }),
      ),
    }),
    ...(covered('outbound') && {
      destinations: distinct(
        things.flatMap((thing) => (thing.kind === 'destination' ? [{ address: thing.address, port: thing.port }] : [])),
      ),
    }),
    ...(covered('inbound', 'logins', 'sign-ins') && { origins: textsOf('origin') }),
    ...(covered('processes') && {
      executables: textsOf('executable').map(literalGlob),
      commandLines: commandLineGlobs(textsOf('commandLine')),
    }),
    ...(covered('firewall') && { firewallRules: textsOf('firewallRule') }),
  };
}

function usersOf(things: readonly Thing[]): NonNullable<ProfileContent['users']> {
  const groups = new Map<string, string[]>();
  for (const thing of things) {
    if (thing.kind === 'user') groups.set(thing.name, [...(groups.get(thing.name) ?? []), ...thing.groups]);
  }
  return sorted(groups.keys()).map((name) => ({ name, groups: sorted(groups.get(name) ?? []) }));
}

/** So many command lines that differ in their numbers alone show that the numbers are free. */
const freeFrom = 3;

/** The command lines as globs. Where several differ in their numbers alone, one glob with `*` for each number stands for all of them. */
function commandLineGlobs(lines: readonly string[]): string[] {
  const byShape = new Map<string, string[]>();
  for (const line of lines) {
    const shape = literalGlob(line).replace(/\d+/g, '*');
    byShape.set(shape, [...(byShape.get(shape) ?? []), line]);
  }
  return sorted([...byShape].flatMap(([shape, alike]) => (alike.length < freeFrom ? alike.map(literalGlob) : [shape])));
}

const sorted = (texts: Iterable<string>): string[] => [...new Set(texts)].sort();

function distinct<T>(values: readonly T[]): T[] {
  const byText = new Map(values.map((value) => [JSON.stringify(value), value]));
  return [...byText].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, value]) => value);
}
