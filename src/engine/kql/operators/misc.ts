import { constant } from '../plan/scalar.ts';
import { findName, type Relation, semantic, unsupported } from '../plan/scope.ts';
import { part, textOf } from '../syntax/ast.ts';
import type { KqlType } from '../types.ts';
import type { OperatorContext, OperatorEntry } from './operator.ts';

/** The names of .NET types that `getschema` shows. */
const dotNetTypes: Readonly<Record<KqlType, string>> = {
  bool: 'System.SByte',
  int: 'System.Int32',
  long: 'System.Int64',
  real: 'System.Double',
  decimal: 'System.Data.SqlTypes.SqlDecimal',
  string: 'System.String',
  datetime: 'System.DateTime',
  timespan: 'System.TimeSpan',
  guid: 'System.Guid',
  dynamic: 'System.Object',
};

const getschema = (context: OperatorContext, input: Relation): Relation => {
  const names = [
    ['ColumnName', 'string'],
    ['ColumnOrdinal', 'long'],
    ['DataType', 'string'],
    ['ColumnType', 'string'],
  ] as const;
  const columns = names.map(([name, type]) => ({ name, type, id: context.query.nextId(), nullable: false }));
  const rows = input.columns.map((column, index) =>
    [
      constant('string', column.name),
      constant('long', BigInt(index)),
      constant('string', dotNetTypes[column.type]),
      constant('string', column.type),
    ].map((cell) => cell.sql),
  );
  const [, ordinal] = columns;
  return {
    plan: { op: 'values', columns, rows },
    columns,
    order: ordinal === undefined ? [] : [{ id: ordinal.id, descending: false, nullsFirst: false }],
  };
};

/** `as` names the table for what follows. */
const as = (context: OperatorContext, input: Relation): Relation => {
  const name = textOf(context.node, 'Name');
  context.names.own.set(name, { kind: 'table', relation: () => input });
  return { ...input, called: { name, plan: input.plan, columns: input.columns } };
};

const invoke = (context: OperatorContext, input: Relation): Relation => {
  const called = part(context.node, 'Function');
  const name = textOf(called, 'Name');
  const binding = findName(context.names, name);
  if (binding?.kind !== 'function')
    throw unsupported(context.query, called, 'function', `invoke ${name}() is not supported`);
  const result = context.query.binder.call(
    binding,
    called,
    { query: context.query, names: context.names, columns: [] },
    input,
  );
  if ('plan' in result) return result;
  throw semantic(context.query, called, `${name}() gives a value, not a table`);
};

export const miscOperators: readonly OperatorEntry[] = [
  { name: 'as', kind: 'AsOperator', example: 'print a=1 | as T', bind: as },
  { name: 'getschema', kind: 'GetSchemaOperator', example: 'print a=1 | getschema', bind: getschema },
  {
    name: 'invoke',
    kind: 'InvokeOperator',
    example: 'let f = (T:(a:long)) { T | extend b=a }; print a=1 | invoke f()',
    bind: invoke,
  },
  {
    name: 'render',
    kind: 'RenderOperator',
    example: 'print a=1 | render table',
    bind: (context, input) => ({ ...input, render: context.node.parts.ChartType?.text ?? 'table' }),
  },
];
