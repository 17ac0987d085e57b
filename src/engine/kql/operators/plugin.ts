import { convert } from '../plan/convert.ts';
import { type Relation, type RelationColumn, semantic } from '../plan/scope.ts';
import type { Literal, SyntaxNode } from '../syntax/ast.ts';
import { itemsOf, part, textOf } from '../syntax/ast.ts';
import type { KqlType } from '../types.ts';
import type { OperatorContext } from './operator.ts';

/** A plugin of `evaluate`. */
export interface PluginEntry {
  readonly name: string;
  /** A whole query that uses it; a test runs each one. */
  readonly example: string;
  bind(context: OperatorContext, input: Relation, call: SyntaxNode): Relation;
}

/** The arguments of a plugin, by position and by name. */
export const argumentsOf = (call: SyntaxNode): { positional: SyntaxNode[]; named: Map<string, SyntaxNode> } => {
  const items = itemsOf(part(call, 'ArgumentList'), 'Expressions');
  const named = new Map(
    items.flatMap((item) =>
      item.kind === 'SimpleNamedExpression' ? [[textOf(item, 'Name'), part(item, 'Expression')] as const] : [],
    ),
  );
  return { positional: items.filter((item) => item.kind !== 'SimpleNamedExpression'), named };
};

/** The column that an argument names. */
export const columnArgument = (
  context: OperatorContext,
  input: Relation,
  node: SyntaxNode | undefined,
): RelationColumn => {
  const column = input.columns.find((one) => one.name === node?.text);
  if (node === undefined || column === undefined)
    throw semantic(context.query, node ?? context.node, 'This argument must name a column of the table');
  return column;
};

/** A constant argument of a type. */
export const constantArgument = (
  context: OperatorContext,
  node: SyntaxNode | undefined,
  type: KqlType,
  what: string,
): NonNullable<Literal['value']> => {
  const scope = { query: context.query, names: context.names, columns: [] };
  const bound = node && context.query.binder.scalar(node, scope);
  const value =
    bound && (bound.type === type || convert(bound, type) !== undefined)
      ? node && context.query.binder.constant(node, scope, what)
      : null;
  if (value === null || value === undefined)
    throw semantic(context.query, node ?? context.node, `${what} must be a constant ${type}`);
  return value;
};
