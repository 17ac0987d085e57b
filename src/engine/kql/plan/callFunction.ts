import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { unnamed } from './bindScalar.ts';
import { declare, isTabular, noScalar, once } from './declare.ts';
import { renamed } from './readTable.ts';
import type { Scalar } from './scalar.ts';
import {
  type Binding,
  innerNames,
  type Parameter,
  type Relation,
  type Scope,
  semantic,
  type UserFunction,
} from './scope.ts';

const argumentFor = (parameter: Parameter, index: number, args: readonly SyntaxNode[]): SyntaxNode | undefined => {
  const named = args.find(
    (argument) => argument.kind === 'SimpleNamedExpression' && textOf(argument, 'Name') === parameter.name,
  );
  if (named !== undefined) return part(named, 'Expression');
  const byPosition = args.filter((argument) => argument.kind !== 'SimpleNamedExpression');
  return byPosition[index];
};

/** Calls a function: its body is bound with its parameters named. */
export const callFunction = (
  called: UserFunction,
  node: SyntaxNode,
  scope: Scope,
  input?: Relation,
): Scalar | Relation => {
  const { query } = scope;
  const names = innerNames(called.names);
  const args = node.parts.ArgumentList === undefined ? [] : itemsOf(node.parts.ArgumentList, 'Expressions');
  let position = 0;
  for (const [index, parameter] of called.parameters.entries()) {
    if (index === 0 && input !== undefined) {
      names.own.set(parameter.name, { kind: 'table', relation: () => renamed(query, input) });
      continue;
    }
    const isNamed = args.some(
      (argument) => argument.kind === 'SimpleNamedExpression' && textOf(argument, 'Name') === parameter.name,
    );
    const argument = argumentFor(parameter, position, args);
    if (!isNamed) position += 1;
    names.own.set(parameter.name, argumentBinding(parameter, argument, scope, node));
  }
  declare(query, itemsOf(called.body, 'Statements'), names);
  const expression = part(called.body, 'Expression');
  return isTabular(query, expression, names)
    ? query.binder.relation(expression, names)
    : query.binder.scalar(expression, { query, names, columns: [] });
};
const argumentBinding = (
  parameter: Parameter,
  argument: SyntaxNode | undefined,
  scope: Scope,
  node: SyntaxNode,
): Binding => {
  const { query } = scope;
  if (parameter.type === undefined) {
    if (argument === undefined) throw semantic(query, node, `The argument ${parameter.name} is missing`);
    return { kind: 'table', relation: () => query.binder.relation(argument, scope.names) };
  }
  const { type } = parameter;
  const value = argument ?? parameter.defaultValue;
  if (value === undefined) throw semantic(query, node, `The argument ${parameter.name} is missing`);
  const bound = once(() => {
    const scalar = query.binder.scalar(
      unnamed(value),
      argument === undefined ? { query, names: scope.names, columns: [] } : scope,
    );
    return query.binder.asType(scalar, type) ?? noScalar(query, node);
  });
  return { kind: 'scalar', scalar: bound };
};
