import { arithmetic } from '../plan/arithmetic.ts';
import { convert, toDynamic } from '../plan/convert.ts';
import { emit } from '../plan/emit.ts';
import { computed, constant, type Scalar } from '../plan/scalar.ts';
import { probe, type Relation, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import type { KqlType } from '../types.ts';
import { boundItems } from './columns.ts';
import { type OperatorContext, type OperatorEntry, rowScope } from './operator.ts';
import { Aggregation } from './summarize.ts';

const bound = (context: OperatorContext, clause: SyntaxNode | undefined): Scalar | undefined =>
  clause === undefined
    ? undefined
    : context.query.binder.scalar(part(clause, 'Expression'), {
        query: context.query,
        names: context.names,
        columns: [],
      });

/** The bounds and the step of the axis, as exact numbers that are known before the query runs. */
const axisOf = (
  context: OperatorContext,
  input: Relation,
  on: Scalar,
): { start: bigint; end: bigint; step: bigint } => {
  const range = part(context.node, 'RangeClause');
  if (range.kind !== 'MakeSeriesFromToStepClause')
    throw unsupported(
      context.query,
      range,
      'make-series',
      'make-series in range(), which counts its end in and which the documentation does not recommend, is not supported. Write from, to and step',
    );
  const from = bound(context, range.parts.MakeSeriesFromClause);
  const to = bound(context, range.parts.MakeSeriesToClause);
  const by = bound(context, range.parts.MakeSeriesStepClause);
  const stepType: KqlType = on.type === 'datetime' ? 'timespan' : on.type;
  const made = [from && convert(from, on.type), to && convert(to, on.type), by && convert(by, stepType)];
  const [start, end, step] = made;
  if (step === undefined) throw semantic(context.query, range, 'make-series needs a step');
  const rows = emit(input.plan, new Set(on.uses));
  const bin = `min(${on.sql}) - min(${on.sql}) % (${step.sql})`;
  const last = `max(${on.sql}) + 1`;
  const sql = `SELECT CAST(${start?.sql ?? bin} AS BIGINT), CAST(${end?.sql ?? last} AS BIGINT), CAST(${step.sql} AS BIGINT) FROM (${rows})`;
  const [first, until, size] =
    probe(
      context.query,
      start !== undefined && end !== undefined
        ? `SELECT CAST(${start.sql} AS BIGINT), CAST(${end.sql} AS BIGINT), CAST(${step.sql} AS BIGINT)`
        : sql,
    )[0] ?? [];
  if (typeof first !== 'bigint' || typeof until !== 'bigint' || typeof size !== 'bigint')
    throw unsupported(
      context.query,
      range,
      'make-series',
      'make-series over an empty or unknown range is not supported',
    );
  if (size <= 0n || (until - first) / size > 1_048_576n)
    throw semantic(context.query, range, 'make-series has a step that is not positive, or too many steps');
  return { start: first, end: until, step: size };
};

/** `make-series`: for each group an array of one value for each step; steps without rows have the default. */
const makeSeries = (context: OperatorContext, input: Relation): Relation => {
  const { node, query } = context;
  const scope = rowScope(context, input);
  const onNode = part(part(node, 'OnClause'), 'Expression');
  const on = query.binder.scalar(onNode, scope);
  if (on.type !== 'datetime' && on.type !== 'long' && on.type !== 'timespan')
    throw unsupported(query, onNode, 'make-series', `make-series on ${on.type} is not supported`);
  const axis = axisOf(context, input, on);
  const count = axis.end > axis.start ? (axis.end - axis.start + axis.step - 1n) / axis.step : 0n;
  const keys =
    node.parts.ByClause === undefined ? [] : boundItems(context, scope, itemsOf(part(node, 'ByClause'), 'Expressions'));
  const keyIds = keys.map(({ value }) => ({ id: query.nextId(), sql: value.sql, uses: value.uses }));
  const slot = { id: query.nextId(), sql: `(${on.sql} - ${axis.start}) // ${axis.step}`, uses: on.uses };
  const inRange = {
    op: 'filter',
    input: input.plan,
    condition: `${on.sql} >= ${axis.start} AND ${on.sql} < ${axis.end}`,
    uses: on.uses,
  } as const;
  const aggregation = new Aggregation(
    context,
    { ...input, plan: inRange },
    keys.map(({ value }) => value),
  );
  const items = itemsOf(node, 'Aggregates').map((item) => seriesItem(context, aggregation, item));
  const slots = {
    op: 'aggregate',
    input: inRange,
    keys: [...keyIds, slot],
    aggregates: aggregation.definitions,
  } as const;
  const values = items.map((item) => ({ ...item, id: query.nextId() }));
  const projected = {
    op: 'project',
    input: slots,
    definitions: values.map(({ id, value }) => ({ id, sql: toDynamic(value).sql, uses: value.uses })),
  } as const;
  // Between two slots that have rows the default stands as often as slots lie between, so that a long series costs what it has.
  const nextSlot = query.nextId();
  const others = keyIds.length > 0 ? `PARTITION BY ${keyIds.map((key) => key.id).join(', ')} ` : '';
  const followed = {
    op: 'project',
    input: projected,
    definitions: [
      {
        id: nextSlot,
        sql: `lead(${slot.id}, 1, ${count}) OVER (${others}ORDER BY ${slot.id})`,
        uses: [...keyIds.map((key) => key.id), slot.id],
      },
    ],
  } as const;
  const series = values.map(({ id, otherwise }) => ({
    id: query.nextId(),
    sql:
      count === 0n
        ? "'[]'"
        : `coalesce('[' || repeat(${otherwise} || ',', min(${slot.id})) || ` +
          `string_agg(coalesce(${id}, 'null') || repeat(',' || ${otherwise}, ${nextSlot} - ${slot.id} - 1), ',' ORDER BY ${slot.id}) || ']', ` +
          `'[' || repeat(${otherwise} || ',', ${count - 1n}) || ${otherwise} || ']')`,
    uses: [slot.id, nextSlot, id],
  }));
  const groups = keyIds.map((key) => ({ id: query.nextId(), sql: key.id, uses: [key.id] }));
  const plan = { op: 'aggregate', input: followed, keys: groups, aggregates: series } as const;
  const axisId = query.nextId();
  const axisSql = `(SELECT '[' || string_agg(${toDynamic({ type: on.type, sql: 'p', uses: [], nullable: false }).sql}, ',' ORDER BY p) || ']' FROM (SELECT ${axis.start} + ${axis.step} * unnest(range(${count})) AS p))`;
  const axisName = onNode.kind === 'SimpleNamedExpression' ? textOf(onNode, 'Name') : onNode.autoName || 'Column1';
  return {
    plan: { op: 'project', input: plan, definitions: [{ id: axisId, sql: axisSql, uses: [] }] },
    columns: [
      ...keys.map(({ name, value }, index) => ({
        name,
        type: value.type,
        id: groups[index]?.id ?? '',
        nullable: value.nullable,
      })),
      ...values.map(({ name }, index) => ({
        name,
        type: 'dynamic' as const,
        id: series[index]?.id ?? '',
        nullable: false,
      })),
      { name: axisName, type: 'dynamic', id: axisId, nullable: false },
    ],
    order: [],
  };
};

const seriesItem = (
  context: OperatorContext,
  aggregation: Aggregation,
  item: SyntaxNode,
): { name: string; value: Scalar; otherwise: string } => {
  const expression = part(item, 'Expression');
  const named = expression.kind === 'SimpleNamedExpression';
  const call = named ? part(expression, 'Expression') : expression;
  const value = aggregation.call(call)?.[0]?.value ?? context.query.binder.scalar(call, aggregation.scope([]));
  const defaultNode = item.parts.DefaultExpression?.parts.Expression;
  const given =
    defaultNode === undefined
      ? constant(value.type, 0n)
      : context.query.binder.scalar(defaultNode, { query: context.query, names: context.names, columns: [] });
  const otherwise =
    defaultNode === undefined && value.type !== 'long' && value.type !== 'int' && value.type !== 'real'
      ? constant('dynamic', null)
      : (arithmetic('+', given, constant('long', 0n)) ?? given);
  const typed =
    defaultNode === undefined && value.type === 'real' ? "'0.0'" : `coalesce(${toDynamic(otherwise).sql}, 'null')`;
  return {
    name: named ? textOf(expression, 'Name') : (call.autoName ?? ''),
    value: computed(value.type, value.sql, [value]),
    otherwise: typed,
  };
};

export const seriesOperators: readonly OperatorEntry[] = [
  {
    name: 'make-series',
    kind: 'MakeSeriesOperator',
    example: 'range x from 1 to 9 step 2 | make-series count() default=0 on x from 0 to 10 step 2',
    bind: makeSeries,
  },
];
