import { arithmetic } from '../plan/arithmetic.ts';
import { convert } from '../plan/convert.ts';
import { constant, type Scalar } from '../plan/scalar.ts';
import { probe, type Relation, type Scope, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import type { KqlType } from '../types.ts';
import { boundItem } from './columns.ts';
import { define, type OperatorContext, type OperatorEntry } from './operator.ts';

const noColumns = (context: OperatorContext): Scope => ({ query: context.query, names: context.names, columns: [] });

const print = (context: OperatorContext, input: Relation): Relation => {
  const scope = noColumns(context);
  const values = itemsOf(context.node, 'Expressions').flatMap((item, index) =>
    boundItem(context, scope, item).map(({ name, value }) => ({ name: name || `print_${index}`, value })),
  );
  const { relation, columns } = define(context, input, values);
  return { ...relation, columns };
};

/** A cell of a `datatable`, in its column's type; null when it does not fit. */
const cellOf = (value: Scalar, type: KqlType): Scalar => {
  const converted = convert(value, type);
  return converted ?? constant(type, null);
};

/** More than this many constants are no longer worth a comparison each. */
const mostTexts = 64;
const every = (values: readonly Scalar[], width: number, from: number): Scalar[] =>
  values.filter((_, index) => index % width === from);
/** The texts of a column, when they are few. */
const fewTexts = (type: KqlType, cells: readonly Scalar[]): { among?: string[] } => {
  const texts = new Set(cells.flatMap(({ literal }) => (typeof literal === 'string' ? [literal] : [])));
  return type === 'string' && texts.size > 0 && texts.size <= mostTexts ? { among: [...texts] } : {};
};

const datatable = (context: OperatorContext): Relation => {
  const scope = noColumns(context);
  const schema = itemsOf(part(context.node, 'Schema'), 'Columns').map((column) => {
    const type = typeNames[textOf(part(column, 'Type'), 'Type').toLowerCase()];
    if (type === undefined) throw unsupported(context.query, column, 'type', 'This type is not supported');
    return { name: textOf(column, 'Name'), type, id: context.query.nextId(), nullable: type !== 'string' };
  });
  const values = itemsOf(context.node, 'Values').map((value) => context.query.binder.scalar(value, scope));
  if (schema.length > 0 && values.length % schema.length !== 0)
    throw semantic(context.query, context.node, `datatable has ${values.length} values for ${schema.length} columns`);
  const ordinal = context.query.nextId();
  const columns = schema.map((column, index) => ({
    ...column,
    ...fewTexts(column.type, every(values, schema.length, index)),
  }));
  const rows: string[][] = [];
  for (let start = 0; start < values.length; start += schema.length)
    rows.push([
      ...schema.map((column, index) => cellOf(values[start + index] ?? constant(column.type, null), column.type).sql),
      String(rows.length),
    ]);
  return {
    plan: { op: 'values', columns: [...schema, { id: ordinal, type: 'long' }], rows },
    columns,
    order: [{ id: ordinal, descending: false, nullsFirst: false }],
    numbered: true,
    natural: true,
  };
};

const rangeTypes = new Set<KqlType>(['int', 'long', 'real', 'datetime', 'timespan']);

/** How many rows a range has, from its text or else from DuckDB. */
const stepCount = (context: OperatorContext, start: Scalar, end: Scalar, by: Scalar): bigint => {
  const [a, b, step] = [start.literal, end.literal, by.literal];
  if (typeof a === 'bigint' && typeof b === 'bigint' && typeof step === 'bigint')
    return step === 0n || (step > 0n ? b < a : b > a) ? 0n : (b - a) / step + 1n;
  const division = by.type === 'real' ? '/' : '//';
  const steps = `CAST(floor((${end.sql} - ${start.sql}) ${division} ${by.sql}) AS BIGINT) + 1`;
  const backwards = `(${by.sql} > 0 AND ${end.sql} < ${start.sql}) OR (${by.sql} < 0 AND ${end.sql} > ${start.sql}) OR ${by.sql} = 0`;
  const [row] = probe(
    context.query,
    `SELECT CAST(CASE WHEN ${backwards} THEN 0 ELSE coalesce(${steps}, 0) END AS BIGINT)`,
  );
  return typeof row?.[0] === 'bigint' ? row[0] : 0n;
};

/** `range x from a to b step s`: the count of steps is computed by DuckDB, exactly for whole types. */
const range = (context: OperatorContext): Relation => {
  const scope = noColumns(context);
  const [from, to, step] = ['From', 'To', 'Step'].map((name) =>
    context.query.binder.scalar(part(context.node, name), scope),
  );
  if (from === undefined || to === undefined || step === undefined)
    throw semantic(context.query, context.node, 'range needs from, to and step');
  const number = context.query.nextId();
  const id = context.query.nextId();
  const type: KqlType = [from, to, step].some((one) => one.type === 'real')
    ? 'real'
    : from.type === 'int'
      ? 'long'
      : from.type;
  if (!rangeTypes.has(type))
    throw unsupported(context.query, context.node, 'range', `range over ${type} is not supported`);
  const stepType = type === 'datetime' ? 'timespan' : type;
  const start = convert(from, type);
  const end = convert(to, type);
  const by = convert(step, stepType);
  if (start === undefined || end === undefined || by === undefined)
    throw semantic(context.query, context.node, 'range has bounds of different types');
  const count = stepCount(context, start, end, by);
  const at: Scalar = { type: 'long', sql: number, uses: [number], nullable: false };
  const offset = arithmetic('*', by, at);
  const value = offset && arithmetic('+', start, offset);
  if (value === undefined)
    throw unsupported(context.query, context.node, 'range', `range over ${type} is not supported`);
  return {
    plan: {
      op: 'project',
      input: { op: 'sequence', id: number, count },
      definitions: [{ id, sql: value.sql, uses: [number] }],
    },
    columns: [{ name: textOf(context.node, 'Name'), type, id, nullable: true }],
    order: [{ id: number, descending: false, nullsFirst: false }],
    numbered: true,
    natural: true,
  };
};

export const sourceOperators: readonly OperatorEntry[] = [
  { name: 'print', kind: 'PrintOperator', example: 'print 1', bind: print },
  { name: 'datatable', kind: 'DataTableExpression', example: 'datatable(a:long)[1, 2]', bind: datatable },
  { name: 'range', kind: 'RangeOperator', example: 'range a from 1 to 3 step 1', bind: range },
];
