import { convert } from '../plan/convert.ts';
import { type Scalar, stepInto } from '../plan/scalar.ts';
import { type Scope, unsupported } from '../plan/scope.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import type { KqlType } from '../types.ts';
import type { NamedScalar, OperatorContext } from './operator.ts';

const sorting = new Set(['array_sort_asc', 'array_sort_desc']);

/** A function whose columns stand in the bag that another function gives. */
interface Spread {
  readonly bag: string;
  readonly columns: readonly (readonly [key: string, type: KqlType])[];
  /** Whether fewer names than columns are documented to leave the others out. */
  readonly fewerNames: boolean;
}
const spreads: Readonly<Record<string, Spread>> = {
  series_stats: {
    bag: 'series_stats_dynamic',
    columns: [
      ['min', 'real'],
      ['min_idx', 'long'],
      ['max', 'real'],
      ['max_idx', 'long'],
      ['avg', 'real'],
      ['stdev', 'real'],
      ['variance', 'real'],
    ],
    fewerNames: true,
  },
  series_fit_line: {
    bag: 'series_fit_line_dynamic',
    columns: [
      ['rsquare', 'real'],
      ['slope', 'real'],
      ['variance', 'real'],
      ['rvariance', 'real'],
      ['interception', 'real'],
      ['line_fit', 'dynamic'],
    ],
    fewerNames: false,
  },
};

/** The arrays that a function sorts together; undefined when it sorts one. */
const sortedColumns = (
  context: OperatorContext,
  scope: Scope,
  called: SyntaxNode,
  names: readonly string[] | undefined,
): NamedScalar[] | undefined => {
  const arrays = itemsOf(part(called, 'ArgumentList'), 'Expressions').filter(
    (node) => context.query.binder.scalar(node, scope).type === 'dynamic',
  );
  if (arrays.length < 2) return undefined;
  const all = context.query.binder.scalar(called, scope);
  return arrays.slice(0, names?.length ?? arrays.length).map((node, index) => ({
    name: names?.[index] ?? (node.autoName ? `${node.autoName}_sorted` : ''),
    value: stepInto(all, quoteText(`[${index}]`), []),
  }));
};

const spreadColumns = (
  context: OperatorContext,
  scope: Scope,
  called: SyntaxNode,
  spread: Spread,
  names: readonly string[] | undefined,
): NamedScalar[] => {
  const { query } = context;
  if (names !== undefined && names.length < spread.columns.length && !spread.fewerNames)
    throw unsupported(
      query,
      called,
      'names',
      `Name all ${spread.columns.length} columns: fewer are not supported here`,
    );
  const asBag = { ...called, parts: { ...called.parts, Name: { ...part(called, 'Name'), text: spread.bag } } };
  const made = query.binder.scalar(asBag, scope);
  const bag = scope.define?.(made) ?? made;
  const shown = spread.columns.slice(0, names?.length ?? spread.columns.length);
  return shown.map(([key, type], index) => {
    const cell = stepInto(bag, quoteText(`."${key}"`), []);
    const value: Scalar | undefined = convert(cell, type);
    if (value === undefined) throw unsupported(query, called, 'columns', `${key} as ${type} is not supported`);
    return { name: names?.[index] ?? called.severalNames?.[index] ?? '', value };
  });
};

/** The columns of an item of a column list that is one call giving several; undefined when it is no such call. */
export const severalColumns = (context: OperatorContext, scope: Scope, item: SyntaxNode): NamedScalar[] | undefined => {
  const isNamed = item.kind === 'CompoundNamedExpression';
  const called = isNamed ? part(item, 'Expression') : item;
  if (called.kind !== 'FunctionCallExpression') return undefined;
  const names = isNamed ? itemsOf(part(item, 'Names'), 'Names').map((name) => name.text ?? '') : undefined;
  const name = textOf(called, 'Name');
  if (sorting.has(name)) return sortedColumns(context, scope, called, names);
  const spread = Object.hasOwn(spreads, name) ? spreads[name] : undefined;
  return spread && spreadColumns(context, scope, called, spread, names);
};
