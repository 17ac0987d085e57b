import { defineJsFunction } from '../jsFunctions.ts';
import { columnScalar } from '../plan/columnScalar.ts';
import { convert } from '../plan/convert.ts';
import { type Scalar, sourceOf } from '../plan/scalar.ts';
import { type Relation, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import type { KqlType } from '../types.ts';
import { isBag, type Json } from '../values/json.ts';
import { parameterText } from './joins.ts';
import { define, type OperatorContext, type OperatorEntry, rowScope, withColumns } from './operator.ts';

const bagPairs = (value: Json): Json =>
  isBag(value) ? Object.entries(value).map(([key, one]) => ({ [key]: one })) : [value];
const bagArrays = (value: Json): Json =>
  isBag(value) ? Object.entries(value).map(([key, one]) => [key, one]) : [value];

/** SQL of the list of elements of a dynamic value; null gives one null, an empty array or bag none. */
export const elementsOf = (value: Scalar, asArrays: boolean): string => {
  if (value.texts !== undefined) return value.texts;
  const pairs = defineJsFunction(asArrays ? 'bag_arrays' : 'bag_pairs', {
    parameters: ['dynamic'],
    result: 'dynamic',
    run: (asArrays ? bagArrays : bagPairs) as (...values: never[]) => Json,
    nulls: false,
  });
  const { sql } = value;
  return (
    `CASE coalesce(json_type(${sql}), 'NULL') WHEN 'NULL' THEN [CAST(NULL AS VARCHAR)] ` +
    `WHEN 'ARRAY' THEN CAST(json_extract(${sql}, '$[*]') AS VARCHAR[]) ` +
    `WHEN 'OBJECT' THEN CAST(json_extract(${pairs}(${sql}), '$[*]') AS VARCHAR[]) ELSE [${sql}] END`
  );
};

interface Expanded {
  readonly name: string;
  readonly value: Scalar;
  readonly type: KqlType | undefined;
}

/** An item of `mv-expand` or `mv-apply`. */
export const expandedItem = (context: OperatorContext, input: Relation, item: SyntaxNode): Expanded => {
  const expression = part(item, 'Expression');
  const named = expression.kind === 'SimpleNamedExpression';
  const inner = named ? part(expression, 'Expression') : expression;
  const value = context.query.binder.scalar(inner, rowScope(context, input));
  if (value.type !== 'dynamic')
    throw semantic(context.query, item, `Only a dynamic value can be expanded, not a ${value.type}`);
  const typeNode = item.parts.ToTypeOf?.parts.TypeOf;
  const typeName = typeNode === undefined ? undefined : itemsOf(typeNode, 'Types')[0];
  const type = typeName === undefined ? undefined : typeNames[textOf(typeName, 'Type').toLowerCase()];
  if (typeName !== undefined && type === undefined)
    throw unsupported(context.query, item, 'type', 'This type is not supported');
  return { name: named ? textOf(expression, 'Name') : (inner.autoName ?? ''), value, type };
};

/** An element as a value of the wanted type. */
export const elementScalar = (id: string, isText: boolean, type: KqlType | undefined): Scalar => {
  const raw: Scalar = isText
    ? {
        type: 'dynamic',
        sql: `CAST(to_json(${id}) AS VARCHAR)`,
        uses: [id],
        nullable: true,
        text: `coalesce(${id}, '')`,
      }
    : { type: 'dynamic', sql: `nullif(${id}, 'null')`, uses: [id], nullable: true };
  if (type === undefined || type === 'dynamic') return raw;
  const made = convert(raw, type) ?? raw;
  if (!castOnly.has(type)) return made;
  if (isText) return { ...made, sql: `CASE WHEN false THEN ${made.sql} END`, nullable: true };
  const unclear = `WHEN json_type(${raw.sql}) = 'DOUBLE' THEN error('to typeof(${type}) of a number with a fraction is not clear: expand to typeof(real), then convert') `;
  const whole = type === 'int' || type === 'long';
  return {
    ...made,
    sql: `CASE ${whole ? unclear : ''}WHEN json_type(${raw.sql}) <> 'VARCHAR' THEN ${made.sql} END`,
    nullable: true,
  };
};
/** `to typeof` casts without reading texts: a text is no number and no bool. Whether 3.5 conforms to a long is not documented. */
const castOnly = new Set<KqlType>(['bool', 'int', 'long', 'real', 'decimal']);

/** Rows expanded over their arrays; `index` names a column for the element's number. */
const expand = (
  context: OperatorContext,
  input: Relation,
  items: readonly SyntaxNode[],
  index: string | undefined,
  asArrays: boolean,
): Relation => {
  const expanded = items.map((item) => expandedItem(context, input, item));
  const prepared = define(
    context,
    input,
    expanded.map(({ value }) => ({ name: '', value })),
  );
  const lists = expanded.map(({ value }, at) => {
    const column = prepared.columns[at];
    const source =
      column === undefined || value.texts !== undefined
        ? value
        : { ...columnScalar(column), json: sourceOf(columnScalar(column)) };
    const list = { id: context.query.nextId(), sql: elementsOf(source, asArrays), uses: source.uses };
    return { id: context.query.nextId(), list, isText: value.texts !== undefined };
  });
  const listed = { op: 'project', input: prepared.relation.plan, definitions: lists.map(({ list }) => list) } as const;
  const listIds = lists.map(({ list }) => list.id);
  const ordinal = {
    id: context.query.nextId(),
    sql: `range(greatest(${listIds.map((id) => `len(${id})`).join(', ')}))`,
    uses: listIds,
  };
  const elements = lists.map(({ id, list }) => ({ id, sql: list.id, uses: [list.id] }));
  const unnested: Relation = {
    plan: { op: 'unnest', input: listed, definitions: [...elements, ordinal] },
    columns: input.columns,
    order: [],
  };
  const values = expanded.map(({ name, type }, at) => ({
    name,
    value: elementScalar(lists[at]?.id ?? '', lists[at]?.isText ?? false, type),
  }));
  const number: Scalar = { type: 'long', sql: ordinal.id, uses: [ordinal.id], nullable: false };
  const { relation, columns } = define(context, unnested, [
    ...values,
    ...(index === undefined ? [] : [{ name: index, value: number }]),
  ]);
  const order =
    input.order.length > 0 || input.natural
      ? [...input.order, { id: ordinal.id, descending: false, nullsFirst: false }]
      : [];
  return {
    plan: relation.plan,
    columns: withColumns(input.columns, columns),
    order,
    ...(input.natural ? { natural: true } : {}),
  };
};

const mvExpand = (context: OperatorContext, input: Relation): Relation => {
  const { node } = context;
  const kind = parameterText(node, 'kind') ?? parameterText(node, 'bagexpansion') ?? 'bag';
  if (kind !== 'bag' && kind !== 'array')
    throw unsupported(context.query, node, 'parameter', `mv-expand kind=${kind} is not supported`);
  const result = expand(
    context,
    input,
    itemsOf(node, 'Expressions'),
    parameterText(node, 'with_itemindex'),
    kind === 'array',
  );
  const limit = node.parts.RowLimitClause;
  if (limit === undefined) return result;
  return limited(context, input, result, part(limit, 'RowLimit'));
};

/** `limit n` keeps n rows of each original row, which the element's number tells. */
const limited = (context: OperatorContext, input: Relation, result: Relation, limit: SyntaxNode): Relation => {
  const most = context.query.binder.constant(
    limit,
    { query: context.query, names: context.names, columns: [] },
    'The limit',
  );
  const unnest = findUnnest(result);
  if (unnest === undefined) throw unsupported(context.query, limit, 'limit', 'limit is not supported here');
  const condition = `${unnest} < ${BigInt(String(most))}`;
  return {
    ...result,
    order: input.order.length > 0 ? result.order : [],
    plan: { op: 'filter', input: result.plan, condition, uses: [unnest] },
  };
};
const findUnnest = (relation: Relation): string | undefined => {
  let { plan } = relation;
  while (plan.op === 'project') plan = plan.input;
  return plan.op === 'unnest' ? plan.definitions.at(-1)?.id : undefined;
};

export const expandOperators: readonly OperatorEntry[] = [
  {
    name: 'mv-expand',
    kind: 'MvExpandOperator',
    example: 'print a=dynamic([1, 2]) | mv-expand a to typeof(long)',
    bind: mvExpand,
  },
];
