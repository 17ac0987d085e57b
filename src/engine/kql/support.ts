import { aggregateEntries } from './aggregates/aggregates.ts';
import { functionEntries } from './functions/functions.ts';
import { plugins } from './operators/evaluate.ts';
import { joinKinds } from './operators/joins.ts';
import { operatorEntries } from './operators/operators.ts';
import { spellings, stringOperators } from './plan/stringOperators.ts';

/** What the engine supports: sorted names in every spelling that it accepts, as KQL writes them. */
export interface Support {
  readonly operators: string[];
  /** Scalar functions, and `toscalar`, `materialize` and `table`, which are called like them. */
  readonly functions: string[];
  readonly aggregates: string[];
  /** The kinds of `join`; `lookup` takes `inner` and `leftouter`. */
  readonly joinKinds: string[];
  /** The operators of scalar expressions, those of arithmetic and logic included. */
  readonly comparisons: string[];
  /** Of `evaluate`. */
  readonly plugins: string[];
}

/** Second spellings that the parser reads as the same operator. */
export const operatorSpellings: Readonly<Record<string, string>> = {
  filter: 'where',
  order: 'sort',
  limit: 'take',
  mvexpand: 'mv-expand',
  mvapply: 'mv-apply',
};

/** Called like functions, and part of the planner: they read tables. */
const tableFunctions = ['toscalar', 'materialize', 'table'];

const plainComparisons = [
  ...['and', 'or', '+', '-', '*', '/', '%'],
  ...['==', '!=', '<>', '<', '<=', '>', '>=', '=~', '!~', ':', 'matches regex'],
  ...['in', '!in', 'in~', '!in~', 'has_any', 'has_all', 'between', '!between'],
];

const textComparisons = Object.keys(stringOperators).flatMap((name) => [name, `!${name}`, `${name}_cs`, `!${name}_cs`]);

const sorted = (names: readonly string[]): string[] => [...new Set(names)].toSorted();

/** What the engine supports, by its own tables of entries. */
export const support = (): Support => {
  const operators = operatorEntries.map((entry) => entry.name);
  const otherSpellings = Object.entries(operatorSpellings).filter(([, name]) => operators.includes(name));
  return {
    operators: sorted([...operators, ...otherSpellings.map(([spelling]) => spelling)]),
    functions: sorted([...functionEntries.flatMap((entry) => entry.names), ...tableFunctions]),
    aggregates: sorted(aggregateEntries.flatMap((entry) => entry.names)),
    joinKinds: sorted(Object.keys(joinKinds)),
    comparisons: sorted([...plainComparisons, ...textComparisons, ...Object.keys(spellings)]),
    plugins: sorted(plugins.map((plugin) => plugin.name)),
  };
};
