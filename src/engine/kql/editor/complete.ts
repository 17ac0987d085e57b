import type { Support } from '../support.ts';
import type { KqlTable } from '../types.ts';
import type { Completion, CompletionItem, CompletionKind } from './completion.ts';
import { builtIns, type Offer, type OfferedItem, offerAt, readText } from './kustoService.ts';
import { isReadable, placeIn } from './place.ts';

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
const calls = (known: readonly BuiltIn[], names: readonly string[], kind: CompletionKind): CompletionItem[] =>
  known
    .filter((one) => names.includes(one.name))
    .map(({ name, label, takesArguments }) => ({
      label,
      kind,
      insertBefore: takesArguments ? `${name}(` : `${name}()`,
      insertAfter: takesArguments ? ')' : '',
    }));

const tableFunction = 'table';

const fittingCalls = (takes: Offer['takes'], supported: Support): CompletionItem[] => {
  const { functions, aggregates, plugins } = builtIns();
  const scalars = supported.functions.filter((name) => name !== tableFunction);
  return [
    ...(takes.functions ? calls(functions, scalars, 'function') : []),
    ...(takes.tableFunctions ? calls(functions, [tableFunction], 'function') : []),
    ...(takes.aggregates ? calls(aggregates, supported.aggregates, 'aggregate') : []),
    ...(takes.plugins ? calls(plugins, supported.plugins, 'plugin') : []),
  ];
};

/**
 * What may be written at a place of a query, of what the engine supports; nothing inside texts and comments, and in a text that is
 * too long to read.
 */
export const complete = (
  text: string,
  position: number,
  tables: readonly KqlTable[],
  supported: Support,
): Completion => {
  const place = placeIn(text, position);
  const offer = isReadable(text) ? offerAt(readText(text, tables), place) : undefined;
  if (offer === undefined) return { from: place, length: 0, items: [] };
  const items = offer.items.flatMap((item): CompletionItem[] => {
    const kind = kinds[item.kind];
    if (kind === undefined || !isSupported(item, supported)) return [];
    return [{ label: item.label, kind, insertBefore: item.before, insertAfter: item.after }];
  });
  const all = [...items, ...fittingCalls(offer.takes, supported)];
  return {
    from: offer.from,
    length: offer.length,
    items: all.toSorted((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind)),
  };
};
