import { columnScalar } from '../plan/columnScalar.ts';
import { type OrderKey, orderSql, type Plan } from '../plan/plan.ts';
import { type Relation, type RelationColumn, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { boundItem } from './columns.ts';
import { define, freeName, type OperatorContext, type OperatorEntry, rowScope } from './operator.ts';
import { Aggregation } from './summarize.ts';

const allowed = new Set(['sum', 'count', 'max', 'min', 'dcount', 'avg', 'percentile', 'percentilew']);

interface Level {
  readonly plan: Plan;
  /** The ids of the level's own key and of those above it, from the top down. */
  readonly keys: readonly string[];
  readonly columns: readonly RelationColumn[];
}

/** What a clause counts its groups by: the aggregate, the name of its column, and whether small values come first. */
const ranking = (
  context: OperatorContext,
  clause: SyntaxNode,
  keyName: string,
): { call: SyntaxNode; name: string; descending: boolean } => {
  const by = part(clause, 'ByExpression');
  const ordered = by.kind === 'OrderedExpression';
  const expression = ordered ? part(by, 'Expression') : by;
  const named = expression.kind === 'SimpleNamedExpression';
  const call = named ? part(expression, 'Expression') : expression;
  if (call.kind !== 'FunctionCallExpression' || !allowed.has(textOf(call, 'Name')))
    throw unsupported(context.query, expression, 'top-nested', 'top-nested by this expression is not supported');
  const word = ordered && by.parts.Ordering ? textOf(by.parts.Ordering, 'AscOrDescKeyword') : 'desc';
  return {
    call,
    name: named ? textOf(expression, 'Name') : `aggregated_${keyName}`,
    descending: word !== 'asc',
  };
};

const rowsOf = (context: OperatorContext, clause: SyntaxNode): bigint | undefined => {
  const node = clause.parts.Expression;
  if (node === undefined) return undefined;
  const scope = { query: context.query, names: context.names, columns: [] };
  const count = context.query.binder.constant(node, scope, 'The number of values');
  if (typeof count !== 'bigint') throw semantic(context.query, node, 'The number of values must be a whole number');
  return count;
};

/** The groups of one clause: the best of each group of the clause above. */
const levelOf = (
  context: OperatorContext,
  input: Relation,
  clauses: readonly SyntaxNode[],
  keys: readonly RelationColumn[],
): Level => {
  const { query } = context;
  const clause = clauses[keys.length - 1] ?? context.node;
  const key = keys.at(-1);
  if (clause.parts.WithOthersClause !== undefined)
    throw unsupported(query, clause.parts.WithOthersClause, 'top-nested', 'top-nested with others is not supported');
  const count = rowsOf(context, clause);
  const ranked = ranking(context, clause, key?.name ?? '');
  const aggregation = new Aggregation(context, input, keys.map(columnScalar));
  const value = aggregation.call(ranked.call)?.[0]?.value;
  if (value === undefined) throw semantic(query, clause, 'top-nested needs an aggregate');
  const groups = keys.map((one) => ({ id: query.nextId(), sql: one.id, uses: [one.id] }));
  const ids = groups.map((group) => group.id);
  const grouped: Relation = {
    plan: { op: 'aggregate', input: input.plan, keys: groups, aggregates: aggregation.definitions },
    columns: [],
    order: [],
  };
  const made = define(context, grouped, [{ name: ranked.name, value }]);
  const own: RelationColumn[] = [
    ...(key === undefined ? [] : [{ name: key.name, type: key.type, nullable: key.nullable, id: ids.at(-1) ?? '' }]),
    ...made.columns,
  ];
  if (count === undefined) return { plan: made.relation.plan, keys: ids, columns: own };
  const order: OrderKey = {
    id: made.columns[0]?.id ?? '',
    descending: ranked.descending,
    nullsFirst: !ranked.descending,
  };
  const above = ids.slice(0, -1);
  const within = above.length === 0 ? '' : `PARTITION BY ${above.join(', ')} `;
  const place = query.nextId();
  const placed: Plan = {
    op: 'project',
    input: made.relation.plan,
    definitions: [
      { id: place, sql: `row_number() OVER (${within}ORDER BY ${orderSql([order])})`, uses: [...above, order.id] },
    ],
  };
  return {
    plan: { op: 'filter', input: placed, condition: `${place} <= ${count}`, uses: [place] },
    keys: ids,
    columns: own,
  };
};

/** `top-nested`: the best values, within each of them the best values of the next clause, and so on. */
const topNested = (context: OperatorContext, input: Relation): Relation => {
  const clauses = itemsOf(context.node, 'Clauses');
  const scope = rowScope(context, input);
  const keys = clauses.map((clause, index) => {
    const [item] = boundItem(context, scope, part(clause, 'OfExpression'));
    if (item === undefined || item.value.type === 'dynamic')
      throw semantic(context.query, clause, 'top-nested cannot group by this: convert a dynamic value first');
    return { name: item.name || `Column${index + 1}`, value: item.value };
  });
  const keyed = define(context, input, keys);
  const source = { ...keyed.relation, columns: input.columns };
  const levels = keyed.columns.map((_, index) => levelOf(context, source, clauses, keyed.columns.slice(0, index + 1)));
  const [first, ...rest] = levels;
  if (first === undefined) throw semantic(context.query, context.node, 'top-nested needs a clause');
  const joined = rest.reduce((above: Level, level): Level => {
    const shared = level.keys.slice(0, -1);
    const condition = shared.map((id, index) => `${above.keys[index]} IS NOT DISTINCT FROM ${id}`).join(' AND ');
    const rightIds = new Set([...level.keys, ...level.columns.map((column) => column.id)]);
    const uses = [...shared, ...above.keys];
    return {
      plan: { op: 'join', kind: 'inner', left: above.plan, right: level.plan, rightIds, condition, uses },
      keys: level.keys,
      columns: [...above.columns, ...level.columns],
    };
  }, first);
  const taken = new Set<string>();
  const columns = joined.columns.map((column) => {
    const name = freeName(column.name, taken);
    taken.add(name);
    return { ...column, name };
  });
  return { plan: joined.plan, columns, order: [] };
};

export const topNestedOperators: readonly OperatorEntry[] = [
  {
    name: 'top-nested',
    kind: 'TopNestedOperator',
    example: 'range a from 1 to 9 step 1 | top-nested 2 of a % 3 by sum(a), top-nested 1 of b=a by max(a)',
    bind: topNested,
  },
];
