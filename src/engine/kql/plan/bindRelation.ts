import { literalArgument } from '../calls.ts';
import { operatorNamed } from '../operators/operators.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { callFunction } from './callFunction.ts';
import { declare, isTabular } from './declare.ts';
import { scanTable, share } from './readTable.ts';
import {
  type Binder,
  type Binding,
  findName,
  innerNames,
  type Names,
  type QueryState,
  type Relation,
  semantic,
  unsupported,
} from './scope.ts';
import { serviceOnly } from './serviceOnly.ts';

const bindTableName = (query: QueryState, node: SyntaxNode, names: Names): Relation => {
  const name = node.text ?? '';
  const binding = findName(names, name);
  if (binding?.kind === 'table') return binding.relation();
  if (binding?.kind === 'function') return bindCall(query, node, names);
  const table = query.tables.get(name);
  if (table === undefined) throw semantic(query, node, `There is no table ${name}`);
  return scanTable(query, table);
};

const bindCall = (query: QueryState, node: SyntaxNode, names: Names): Relation => {
  const name = node.kind === 'Name' ? (node.text ?? '') : textOf(node, 'Name');
  const binding = findName(names, name);
  if (binding?.kind === 'function') {
    const result = query.binder.call(binding, node, { query, names, columns: [] });
    if ('plan' in result) return result;
    throw semantic(query, node, `${name}() gives a value, not a table`);
  }
  if (binding?.kind === 'pattern') return bindPattern(query, node, undefined, binding);
  const called = query.called.get(literalArgument(node)?.key ?? '');
  if (called !== undefined) return scanTable(query, called);
  const argument =
    node.parts.ArgumentList === undefined ? undefined : itemsOf(part(node, 'ArgumentList'), 'Expressions')[0];
  if (name === 'table' && argument !== undefined) {
    const text = query.binder.constant(argument, { query, names, columns: [] }, 'The name of a table');
    const table = query.tables.get(String(text));
    if (table === undefined) throw semantic(query, node, `There is no table ${String(text)}`);
    return scanTable(query, table);
  }
  throw unsupported(query, node, 'function', serviceOnly(name) ?? `${name}() as a table is not supported`);
};

/** `declare pattern`: the body whose literal arguments match. */
const bindPattern = (
  query: QueryState,
  node: SyntaxNode,
  path: string | undefined,
  binding: Extract<Binding, { kind: 'pattern' }>,
): Relation => {
  const args = itemsOf(part(node, 'ArgumentList'), 'Expressions').map((argument) => argument.literal?.value);
  const match = itemsOf(binding.declaration, 'Patterns').find((candidate) => {
    const values = itemsOf(part(candidate, 'ParameterValues'), 'Expressions').map((value) => value.literal?.value);
    const candidatePath = candidate.parts.PathValue?.parts.Value?.literal?.value;
    return (
      values.length === args.length && values.every((value, index) => value === args[index]) && candidatePath === path
    );
  });
  if (match === undefined) throw semantic(query, node, 'No pattern matches these arguments');
  const body = part(match, 'Body');
  const names = innerNames(binding.names);
  declare(query, itemsOf(body, 'Statements'), names);
  return bindRelation(query, part(body, 'Expression'), names);
};

/** Binds a tabular expression. */
const bindRelation = (query: QueryState, node: SyntaxNode, names: Names, piped?: Relation): Relation => {
  switch (node.kind) {
    case 'Name':
      return bindTableName(query, node, names);
    case 'PipeExpression': {
      const input = bindRelation(query, part(node, 'Expression'), names, piped);
      return bindOperator(query, part(node, 'Operator'), names, input);
    }
    case 'FunctionCallExpression':
      return bindCall(query, node, names);
    case 'MaterializeExpression':
      return share(query, bindRelation(query, part(node, 'Expression'), names))();
    case 'PathExpression': {
      const of = part(node, 'Expression');
      const binding = findName(names, textOf(of, 'Name'));
      if (binding?.kind === 'pattern') return bindPattern(query, of, part(node, 'Selector').text, binding);
      throw unsupported(query, node, 'table', elsewhere(node) ?? 'This table expression is not supported');
    }
    default:
      return bindOperator(query, node, names, piped);
  }
};

/** Why a table of another cluster, database or workspace is refused. */
const elsewhere = (node: SyntaxNode): string | undefined => {
  const of = part(node, 'Expression');
  return of.kind === 'FunctionCallExpression' ? serviceOnly(textOf(of, 'Name')) : elsewhereIn(of);
};
const elsewhereIn = (node: SyntaxNode): string | undefined =>
  node.kind === 'PathExpression' ? elsewhere(node) : undefined;

const bindOperator = (query: QueryState, node: SyntaxNode, names: Names, input: Relation | undefined): Relation => {
  const operator = operatorNamed(node.kind);
  if (operator === undefined)
    throw unsupported(
      query,
      node,
      'operator',
      node.kind === 'ExternalDataExpression'
        ? (serviceOnly('externaldata') ?? '')
        : `The operator ${node.kind.replace(/(Operator|Expression)$/, '')} is not supported`,
    );
  return operator.bind({ query, names, node }, input ?? noInput(query));
};
const noInput = (query: QueryState): Relation => ({
  plan: { op: 'values', columns: [{ id: query.nextId(), type: 'bool' }], rows: [['true']] },
  columns: [],
  order: [],
});

/** The binders of a query; `scalar`, `asType` and `constant` come from the expression side. */
export const relationBinder = (state: () => QueryState): Pick<Binder, 'relation' | 'isTabular' | 'call'> => ({
  relation: (node, names, input) => bindRelation(state(), node, names, input),
  isTabular: (node, names) => isTabular(state(), node, names),
  call: callFunction,
});
