import { mayBeNan } from '../plan/compare.ts';
import { convert } from '../plan/convert.ts';
import type { OrderKey } from '../plan/plan.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { type Relation, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { define, numberedFor, type OperatorContext, type OperatorEntry, rowScope, usesWindow } from './operator.ts';

const where = (context: OperatorContext, input: Relation): Relation => {
  const conditionNode = part(context.node, 'Condition');
  const source = numberedFor(context, input, [conditionNode]);
  const condition = context.query.binder.filter(conditionNode, rowScope(context, source));
  if (!usesWindow(conditionNode))
    return { ...source, plan: { op: 'filter', input: source.plan, condition: condition.sql, uses: condition.uses } };
  const { relation, columns } = define(context, source, [{ name: '', value: condition }]);
  const id = columns[0]?.id ?? '';
  return { ...relation, plan: { op: 'filter', input: relation.plan, condition: id, uses: [id] } };
};

interface SortTerm {
  readonly value: Scalar;
  readonly descending: boolean;
  readonly nullsFirst: boolean;
}

/** NaN stands beside null, between it and the numbers, in whichever direction these go (sort-operator.md). */
const nanBesideNull = (value: Scalar, nullsFirst: boolean): SortTerm[] => {
  if (!mayBeNan(value)) return [];
  const isNan = computed('bool', `isnan(${value.sql})`, [value]);
  return [{ value: isNan, descending: nullsFirst, nullsFirst }];
};

/** The sort keys of a list; KQL sorts downwards unless told, nulls last downwards and first upwards. */
const sortKeys = (
  context: OperatorContext,
  input: Relation,
  items: readonly SyntaxNode[],
): { relation: Relation; order: OrderKey[] } => {
  const source = numberedFor(context, input, items);
  const scope = rowScope(context, source);
  const terms = items.flatMap((item) => {
    const ordered = item.kind === 'OrderedExpression';
    const ordering = ordered ? item.parts.Ordering : undefined;
    const descending = ordering === undefined || textOf(ordering, 'AscOrDescKeyword') !== 'asc';
    const nulls = ordering?.parts.NullsClause;
    const nullsFirst = nulls === undefined ? !descending : textOf(nulls, 'FirstOrLastKeyword') === 'first';
    const expression = ordered ? part(item, 'Expression') : item;
    const value = context.query.binder.scalar(
      expression.kind === 'SimpleNamedExpression' ? part(expression, 'Expression') : expression,
      scope,
    );
    if (value.type === 'dynamic')
      throw semantic(context.query, item, 'A dynamic value cannot be sorted by: convert it first');
    return nanBesideNull(value, nullsFirst).concat({ value, descending, nullsFirst });
  });
  const { relation, columns } = define(
    context,
    source,
    terms.map(({ value }) => ({ name: '', value })),
  );
  const order = terms.map((term, index) => ({
    id: columns[index]?.id ?? '',
    descending: term.descending,
    nullsFirst: term.nullsFirst,
  }));
  return { relation, order };
};

/** A sort keeps the earlier order between equal rows only when the rows are numbered, which costs nothing more. */
const sort = (context: OperatorContext, input: Relation): Relation => {
  const { relation, order } = sortKeys(context, input, itemsOf(context.node, 'Expressions'));
  const ties = relation.numbered || relation.natural ? relation.order : [];
  return { plan: relation.plan, columns: input.columns, order: [...order, ...ties] };
};

/** SQL of a number of rows, which may be a scalar subquery. */
const rowCount = (context: OperatorContext, node: SyntaxNode): string => {
  const value: Scalar | undefined = convert(
    context.query.binder.scalar(node, { query: context.query, names: context.names, columns: [] }),
    'long',
  );
  if (value === undefined || value.uses.length > 0)
    throw semantic(context.query, node, 'The number of rows must be a whole number');
  return typeof value.literal === 'bigint' ? String(value.literal) : `greatest(0, coalesce(${value.sql}, 0))`;
};

const take = (context: OperatorContext, input: Relation): Relation => ({
  ...input,
  plan: {
    op: 'limit',
    input: input.plan,
    order: input.order,
    count: rowCount(context, part(context.node, 'Expression')),
  },
});

const top = (context: OperatorContext, input: Relation): Relation => {
  const { relation, order } = sortKeys(context, input, [part(context.node, 'ByExpression')]);
  const full = [...order, ...(relation.numbered || relation.natural ? relation.order : [])];
  return {
    plan: {
      op: 'limit',
      input: relation.plan,
      order: full,
      count: rowCount(context, part(context.node, 'Expression')),
    },
    columns: input.columns,
    order: full,
  };
};

const count = (context: OperatorContext, input: Relation): Relation => {
  const id = context.query.nextId();
  const name = context.node.parts.AsIdentifier?.parts.Identifier?.text ?? 'Count';
  return {
    plan: { op: 'aggregate', input: input.plan, keys: [], aggregates: [{ id, sql: 'count(*)', uses: [] }] },
    columns: [{ name, type: 'long', id, nullable: false }],
    order: [],
  };
};

const sample = (context: OperatorContext, input: Relation): Relation => ({
  ...input,
  order: [],
  plan: { op: 'limit', input: input.plan, order: [], count: rowCount(context, part(context.node, 'Expression')) },
});

const sampleDistinct = (context: OperatorContext, input: Relation): Relation => {
  const of = part(context.node, 'OfExpression');
  const value = context.query.binder.scalar(of, rowScope(context, input));
  if (value.type === 'dynamic')
    throw unsupported(context.query, of, 'operator', 'sample-distinct of a dynamic value is not supported');
  const id = context.query.nextId();
  const plan = {
    op: 'aggregate',
    input: input.plan,
    keys: [{ id, sql: value.sql, uses: value.uses }],
    aggregates: [],
  } as const;
  return {
    plan: { op: 'limit', input: plan, order: [], count: rowCount(context, part(context.node, 'Expression')) },
    columns: [{ name: of.autoName || 'Column1', type: value.type, id, nullable: value.nullable }],
    order: [],
  };
};

export const rowOperators: readonly OperatorEntry[] = [
  { name: 'where', kind: 'FilterOperator', example: 'print a=1 | where a == 1', bind: where },
  { name: 'sort', kind: 'SortOperator', example: 'range a from 1 to 3 step 1 | sort by a desc', bind: sort },
  { name: 'take', kind: 'TakeOperator', example: 'range a from 1 to 3 step 1 | take 2', bind: take },
  { name: 'top', kind: 'TopOperator', example: 'range a from 1 to 3 step 1 | top 2 by a', bind: top },
  { name: 'count', kind: 'CountOperator', example: 'range a from 1 to 3 step 1 | count', bind: count },
  { name: 'sample', kind: 'SampleOperator', example: 'range a from 1 to 3 step 1 | sample 2', bind: sample },
  {
    name: 'sample-distinct',
    kind: 'SampleDistinctOperator',
    example: 'range a from 1 to 3 step 1 | sample-distinct 2 of a',
    bind: sampleDistinct,
  },
];
