import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import { share } from './readTable.ts';
import type { Scalar } from './scalar.ts';
import {
  type Binding,
  findName,
  innerNames,
  type Names,
  type Parameter,
  type QueryState,
  type Relation,
  semantic,
  type UserFunction,
  unsupported,
} from './scope.ts';

export const once = <T>(make: () => T): (() => T) => {
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

const functionOf = (declaration: SyntaxNode, names: Names): UserFunction => {
  const parameters = parametersOf(declaration);
  const isView = declaration.parts.ViewKeyword !== undefined && parameters.length === 0;
  return { kind: 'function', isView, parameters, body: part(declaration, 'Body'), names };
};

const bindingOf = (query: QueryState, expression: SyntaxNode, names: Names): Binding => {
  if (expression.kind === 'FunctionDeclaration') return functionOf(expression, names);
  if (isTabular(query, expression, names)) {
    if (expression.kind !== 'MaterializeExpression')
      return { kind: 'table', relation: () => query.binder.relation(expression, names) };
    const shared = once(() => share(query, query.binder.relation(part(expression, 'Expression'), names)));
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
export const isTabular = (query: QueryState, node: SyntaxNode, names: Names): boolean => {
  if (tabularKinds.has(node.kind) || node.kind.endsWith('Operator')) return true;
  if (node.kind === 'Name') {
    const binding = findName(names, node.text ?? '');
    if (binding?.kind === 'function') return node.refersTo !== 'ColumnSymbol' && isTabularBody(query, binding);
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
export const noScalar = (query: QueryState, node: SyntaxNode): Scalar => {
  throw semantic(query, node, 'This parameter has no value');
};

/** The names as they are at this statement: neither its own nor a later one, which a wildcard in it would find. */
const asOf = (names: Names): Names => ({ own: new Map(names.own), outer: names.outer });

/** Brings the names of statements in. */
export const declare = (query: QueryState, statements: readonly SyntaxNode[], names: Names): void => {
  for (const statement of statements) {
    if (statement.kind === 'LetStatement')
      names.own.set(textOf(statement, 'Name'), bindingOf(query, part(statement, 'Expression'), asOf(names)));
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
