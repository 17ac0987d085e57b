import type { Support } from '../support.ts';
import type { KqlTable } from '../types.ts';
import type { Completion, CompletionItem, CompletionKind } from './completion.ts';
import { builtIns, type Offer, type OfferedItem, offerAt, readText } from './kustoService.ts';
import { isReadable, placeIn } from './place.ts';
import { valuePlaceIn } from './valuePlace.ts';

/** Statements and sources that the engine reads besides the tabular operators. */
const statements = new Set(['let', 'set', 'declare', 'pattern', 'materialize']);
const joinKind = /^(inner(unique)?|(left|right)(outer|semi|anti(semi)?)|fullouter|anti)$/;

/** Our kind of an item, by Microsoft's; what is not here reaches beyond the tables of one database, and is left out. */
const kinds: Readonly<Record<string, CompletionKind>> = {
  Column: 'column',
  Table: 'table',
  LocalFunction: 'function',
  DatabaseFunction: 'function',
  Parameter: 'variable',
  Variable: 'variable',
  QueryPrefix: 'operator',
  ScalarInfix: 'comparison',
  ScalarPrefix: 'type',
  ScalarType: 'type',
  Example: 'value',
  Syntax: 'value',
  RenderChart: 'value',
  Keyword: 'keyword',
  Option: 'keyword',
  Identifier: 'keyword',
};

const rank: readonly CompletionKind[] = [
  'value',
  'aggregate',
  'plugin',
  'column',
  'table',
  'variable',
  'function',
  'type',
  'keyword',
  'operator',
  'comparison',
];

const isSupported = ({ kind, label }: OfferedItem, supported: Support): boolean => {
  if (kind === 'QueryPrefix') return supported.operators.includes(label) || statements.has(label);
  if (kind === 'ScalarInfix') return supported.comparisons.includes(label);
  if (kind === 'Keyword') return label !== 'entity_group';
  return !joinKind.test(label) || kind !== 'Syntax' || supported.joinKinds.includes(label);
};

type BuiltIn = ReturnType<typeof builtIns>['functions'][number];
const calls = (known: readonly BuiltIn[], names: readonly string[], kind: CompletionKind, examples: Examples) =>
  known
    .filter((one) => names.includes(one.name))
    .map(({ name, label, takesArguments }): CompletionItem => {
      const example = examples[name];
      return {
        label,
        kind,
        insertBefore: takesArguments ? `${name}(` : `${name}()`,
        insertAfter: takesArguments ? ')' : '',
        ...(example === undefined ? {} : { detail: example }),
      };
    });

/** An example of each function and aggregate, by its name. */
export type Examples = Readonly<Record<string, string>>;

const tableFunction = 'table';

const fittingCalls = (takes: Offer['takes'], supported: Support, examples: Examples): CompletionItem[] => {
  const { functions, aggregates, plugins } = builtIns();
  const scalars = supported.functions.filter((name) => name !== tableFunction);
  return [
    ...(takes.functions ? calls(functions, scalars, 'function', examples) : []),
    ...(takes.tableFunctions ? calls(functions, [tableFunction], 'function', examples) : []),
    ...(takes.aggregates ? calls(aggregates, supported.aggregates, 'aggregate', examples) : []),
    ...(takes.plugins ? calls(plugins, supported.plugins, 'plugin', examples) : []),
  ];
};

/** The type of a column by its name, where all stored tables that have it agree. */
const typeOfColumn = (name: string, tables: readonly KqlTable[]): string | undefined => {
  const types = new Set(
    tables.flatMap(({ columns }) => columns.filter((one) => one.name === name).map(({ type }) => type)),
  );
  return types.size === 1 ? [...types][0] : undefined;
};

/**
 * What may be written at a place of a query, of what the engine supports; nothing inside texts and comments, and in a text that is
 * too long to read. The values of a column are the caller's to add, at `values`.
 */
export const complete = (
  text: string,
  position: number,
  tables: readonly KqlTable[],
  supported: Support,
  examples: Examples = {},
): Completion => {
  const place = placeIn(text, position);
  if (!isReadable(text)) return { from: place, length: 0, items: [] };
  const read = readText(text, tables);
  const offer = offerAt(read, place);
  const values = valuePlaceIn(read, place, tables);
  const valued = values === undefined ? {} : { values };
  if (offer === undefined) return { from: place, length: 0, items: [], ...valued };
  const items = offer.items.flatMap((item): CompletionItem[] => {
    const kind = kinds[item.kind];
    if (kind === undefined || !isSupported(item, supported)) return [];
    const type = kind === 'column' ? typeOfColumn(item.label, tables) : undefined;
    const detail = type === undefined ? {} : { detail: type };
    return [{ label: item.label, kind, insertBefore: item.before, insertAfter: item.after, ...detail }];
  });
  const all = [...items, ...fittingCalls(offer.takes, supported, examples)];
  return {
    from: offer.from,
    length: offer.length,
    items: all.toSorted((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind)),
    ...valued,
  };
};
