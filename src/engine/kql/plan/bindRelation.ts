import { literalArgument } from '../calls.ts';
import { operatorNamed } from '../operators/operators.ts';
import { quoteIdentifier } from '../storage.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import type { KqlTable } from '../types.ts';
import { parseDatetime } from '../values/datetime.ts';
import { unnamed } from './bindScalar.ts';
import { emit } from './emit.ts';
import type { Definition } from './plan.ts';
import type { Scalar } from './scalar.ts';
import {
  type Binder,
  type Binding,
  findName,
  innerNames,
  type Names,
  type Parameter,
  type QueryState,
  type Relation,
  type Scope,
  semantic,
  type UserFunction,
  unsupported,
} from './scope.ts';
import { serviceOnly } from './serviceOnly.ts';

const windowFilter = (query: QueryState, table: KqlTable): string | undefined => {
  if (query.window === undefined || table.calls || !table.columns.some((column) => column.name === 'TimeGenerated'))
    return undefined;
  const time = quoteIdentifier('TimeGenerated');
  return `${time} >= ${parseDatetime(query.window.from)} AND ${time} < ${parseDatetime(query.window.to)}`;
};

/** A stored table, read within the window. */
const scanTable = (query: QueryState, table: KqlTable): Relation => {
  query.tablesUsed.add(table.name);
  const columns = table.columns.map((column) => ({
    ...column,
    id: query.nextId(),
    nullable: column.type !== 'string',
  }));
  return {
    plan: {
      op: 'scan',
      relation: query.relationOf(table.name),
      columns: columns.map((column, index) => ({
        id: column.id,
        sql: quoteIdentifier(table.storedAs?.[index] ?? column.name),
        uses: [],
      })),
      filter: windowFilter(query, table),
    },
    columns,
    order: [],
  };
};

/** The relation's columns and order under new ids. */
const underNewIds = (query: QueryState, relation: Relation): { relation: Relation; renames: Definition[] } => {
  const ids = new Map(
    [...relation.columns.map((column) => column.id), ...relation.order.map((key) => key.id)].map((id) => [
      id,
      query.nextId(),
    ]),
  );
  const newId = (id: string) => ids.get(id) ?? id;
  return {
    relation: {
      ...relation,
      columns: relation.columns.map(({ name, type, id, nullable }) => ({ name, type, id: newId(id), nullable })),
      order: relation.order.map((key) => ({ ...key, id: newId(key.id) })),
    },
    renames: [...ids].map(([id, fresh]) => ({ id: fresh, sql: id, uses: [] })),
  };
};

/** The same rows with ids of their own, read from a common table expression. */
const readShared = (query: QueryState, name: string, shared: Relation): Relation => {
  const { relation, renames } = underNewIds(query, shared);
  return { ...relation, plan: { op: 'shared', name, renames } };
};

/** The same rows with ids of their own, so that a table can meet itself. */
const renamed = (query: QueryState, input: Relation): Relation => {
  const { relation, renames } = underNewIds(query, input);
  return { ...relation, plan: { op: 'renamed', input: input.plan, renames } };
};

/** Computes a table once; each reading gives it new ids. */
const share = (query: QueryState, relation: Relation): (() => Relation) => {
  const name = `shared_${query.nextId()}`;
  const ids = new Set([...relation.columns.map((column) => column.id), ...relation.order.map((key) => key.id)]);
  query.shared.push({ name, sql: () => emit(relation.plan, ids) });
  return () => readShared(query, name, relation);
};

const once = <T>(make: () => T): (() => T) => {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

const parametersOf = (declaration: SyntaxNode): Parameter[] =>
  itemsOf(part(declaration, 'Parameters'), 'Parameters').map((parameter) => {
    const nameAndType = part(parameter, 'NameAndType');
    const type = part(nameAndType, 'Type');
    return {
      name: textOf(nameAndType, 'Name'),
      type: type.kind === 'SchemaTypeExpression' ? undefined : typeNames[textOf(type, 'Type').toLowerCase()],
      defaultValue: parameter.parts.DefaultValue?.parts.Value,
    };
  });

const bindingOf = (query: QueryState, expression: SyntaxNode, names: Names): Binding => {
  if (expression.kind === 'FunctionDeclaration')
    return { kind: 'function', parameters: parametersOf(expression), body: part(expression, 'Body'), names };
  if (isTabular(query, expression, names)) {
    if (expression.kind !== 'MaterializeExpression')
      return { kind: 'table', relation: () => bindRelation(query, expression, names) };
    const shared = once(() => share(query, bindRelation(query, part(expression, 'Expression'), names)));
    return { kind: 'table', relation: () => shared()() };
  }
  return { kind: 'scalar', scalar: once(() => query.binder.scalar(expression, { query, names, columns: [] })) };
};

const tabularKinds = new Set([
  'PipeExpression',
  'DataTableExpression',
  'MaterializeExpression',
  'ExternalDataExpression',
  'ToTableExpression',
  'ContextualDataTableExpression',
]);

/** Whether an expression is a table. */
const isTabular = (query: QueryState, node: SyntaxNode, names: Names): boolean => {
  if (tabularKinds.has(node.kind) || node.kind.endsWith('Operator')) return true;
  if (node.kind === 'Name') {
    const binding = findName(names, node.text ?? '');
    if (binding !== undefined) return binding.kind === 'table';
    return query.tables.has(node.text ?? '') && node.refersTo !== 'ColumnSymbol';
  }
  if (node.kind === 'PathExpression') return isPatternCall(node, names);
  if (node.kind !== 'FunctionCallExpression') return false;
  const name = textOf(node, 'Name');
  const binding = findName(names, name);
  if (binding?.kind === 'pattern') return true;
  if (binding?.kind === 'function') return isTabularBody(query, binding);
  return (
    binding === undefined && (query.functions.has(name) || ['table', 'workspace', 'database', 'cluster'].includes(name))
  );
};
const isPatternCall = (node: SyntaxNode, names: Names): boolean => {
  const of = part(node, 'Expression');
  return of.kind === 'FunctionCallExpression' && findName(names, textOf(of, 'Name'))?.kind === 'pattern';
};

/** Whether a function's body gives a table; its tabular parameters count as tables. */
const isTabularBody = (query: QueryState, called: UserFunction): boolean => {
  const expression = called.body.parts.Expression;
  if (expression === undefined) return false;
  const names = innerNames(called.names);
  for (const parameter of called.parameters)
    names.own.set(
      parameter.name,
      parameter.type === undefined
        ? { kind: 'table', relation: () => noRelation(query, expression) }
        : { kind: 'scalar', scalar: () => noScalar(query, expression) },
    );
  declare(query, itemsOf(called.body, 'Statements'), names);
  return isTabular(query, expression, names);
};
const noRelation = (query: QueryState, node: SyntaxNode): Relation => {
  throw semantic(query, node, 'This parameter has no value');
};
const noScalar = (query: QueryState, node: SyntaxNode): Scalar => {
  throw semantic(query, node, 'This parameter has no value');
};

/** Brings the names of statements in. */
export const declare = (query: QueryState, statements: readonly SyntaxNode[], names: Names): void => {
  for (const statement of statements) {
    if (statement.kind === 'LetStatement')
      names.own.set(textOf(statement, 'Name'), bindingOf(query, part(statement, 'Expression'), names));
    else if (statement.kind === 'PatternStatement')
      names.own.set(textOf(statement, 'Name'), { kind: 'pattern', declaration: part(statement, 'Pattern'), names });
    else if (statement.kind === 'SetOptionStatement') setOption(query, statement, names);
    else if (statement.kind !== 'ExpressionStatement')
      throw unsupported(query, statement, 'statement', `${statement.kind} is not supported`);
  }
};
const setOption = (query: QueryState, statement: SyntaxNode, names: Names): void => {
  const value = statement.parts.ValueClause?.parts.Expression;
  if (value !== undefined && value.kind !== 'TokenLiteralExpression')
    query.options.set(textOf(statement, 'Name'), query.binder.scalar(value, { query, names, columns: [] }));
};

const argumentFor = (parameter: Parameter, index: number, args: readonly SyntaxNode[]): SyntaxNode | undefined => {
  const named = args.find(
    (argument) => argument.kind === 'SimpleNamedExpression' && textOf(argument, 'Name') === parameter.name,
  );
  if (named !== undefined) return part(named, 'Expression');
  const byPosition = args.filter((argument) => argument.kind !== 'SimpleNamedExpression');
  return byPosition[index];
};

/** Calls a function: its body is bound with its parameters named. */
const callFunction = (called: UserFunction, node: SyntaxNode, scope: Scope, input?: Relation): Scalar | Relation => {
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
    ? bindRelation(query, expression, names)
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
    return { kind: 'table', relation: () => bindRelation(query, argument, scope.names) };
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
