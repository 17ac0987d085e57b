import { columnScalar } from '../plan/columnScalar.ts';
import { alike } from '../plan/compare.ts';
import type { JoinKind } from '../plan/plan.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { type Relation, type RelationColumn, type Scope, semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { define, freeName, type OperatorContext, type OperatorEntry, rowScope } from './operator.ts';

interface Kind {
  readonly join: JoinKind;
  /** Whether one row of the left side is kept for each key. */
  readonly unique?: boolean;
  /** Whether the sides change places, for kinds that answer with the right side alone. */
  readonly swapped?: boolean;
}

/** Every kind of join, by its spelling. */
export const joinKinds: Readonly<Record<string, Kind>> = {
  innerunique: { join: 'inner', unique: true },
  inner: { join: 'inner' },
  leftouter: { join: 'left' },
  rightouter: { join: 'right' },
  fullouter: { join: 'full' },
  leftsemi: { join: 'semi' },
  rightsemi: { join: 'semi', swapped: true },
  leftanti: { join: 'anti' },
  leftantisemi: { join: 'anti' },
  anti: { join: 'anti' },
  rightanti: { join: 'anti', swapped: true },
  rightantisemi: { join: 'anti', swapped: true },
};

/** The text of a parameter such as `kind=inner`. */
export const parameterText = (node: SyntaxNode, name: string): string | undefined => {
  const parameter = itemsOf(node, 'Parameters').find((one) => textOf(one, 'Name') === name);
  const value = parameter?.parts.Expression;
  return value?.text ?? (typeof value?.literal?.value === 'string' ? value.literal.value : undefined);
};

interface KeyPair {
  readonly left: Scalar;
  readonly right: Scalar;
  readonly rightName: string | undefined;
}

/** The pairs of keys that an `on` clause compares. */
const keyPairs = (context: OperatorContext, items: readonly SyntaxNode[], left: Scope, right: Scope): KeyPair[] =>
  items.flatMap((item) => keyPair(context, item, left, right));

const keyPair = (context: OperatorContext, item: SyntaxNode, left: Scope, right: Scope): KeyPair[] => {
  const { binder } = context.query;
  if (item.kind === 'Name')
    return [{ left: binder.scalar(item, left), right: binder.scalar(item, right), rightName: item.text }];
  if (item.kind !== 'BinaryExpression')
    throw unsupported(context.query, item, 'join', 'This join condition is not supported');
  const op = textOf(item, 'Operator');
  if (op === 'and')
    return [
      ...keyPair(context, part(item, 'Left'), left, right),
      ...keyPair(context, part(item, 'Right'), left, right),
    ];
  if (op !== '==') throw unsupported(context.query, item, 'join', `A join condition with ${op} is not supported`);
  const sides: Scope = { query: context.query, names: context.names, columns: [], sides: { left, right } };
  const [first, second] = [part(item, 'Left'), part(item, 'Right')];
  const leftFirst = sideOf(first) !== '$right';
  const a = binder.scalar(leftFirst ? first : second, sides);
  const b = binder.scalar(leftFirst ? second : first, sides);
  return [{ left: a, right: b, rightName: (leftFirst ? second : first).parts.Selector?.text }];
};
const sideOf = (node: SyntaxNode): string | undefined => node.parts.Expression?.text;

/** Columns of the side that may be missing: a string is empty there, not NULL. */
export const afterOuter = (
  context: OperatorContext,
  relation: Relation,
  columns: readonly RelationColumn[],
): { relation: Relation; columns: RelationColumn[] } => {
  const strings = columns.filter((column) => column.type === 'string');
  const values = strings.map((column) => ({
    name: column.name,
    value: computed('string', `coalesce(${column.id}, '')`, [columnScalar(column)]),
  }));
  const defined = define(context, relation, values);
  const replaced = new Map(strings.map((column, index) => [column, defined.columns[index]]));
  return {
    relation: defined.relation,
    columns: columns.map((column) => replaced.get(column) ?? { ...column, nullable: true }),
  };
};

const joined = (
  context: OperatorContext,
  kind: Kind,
  left: Relation,
  right: Relation,
  pairs: readonly KeyPair[],
): { relation: Relation; left: RelationColumn[]; right: RelationColumn[] } => {
  const leftKeys = define(
    context,
    left,
    pairs.map((pair) => ({ name: '', value: pair.left })),
  );
  const rightKeys = define(
    context,
    right,
    pairs.map((pair) => ({ name: '', value: pair.right })),
  );
  const keyIds = leftKeys.columns.map((column) => column.id);
  const order = left.numbered || left.natural ? left.order : [];
  const leftPlan = kind.unique
    ? ({ op: 'firstOf', input: leftKeys.relation.plan, keys: keyIds, order } as const)
    : leftKeys.relation.plan;
  const rightIds = idsOf(rightKeys.relation, rightKeys.columns);
  const condition = keyIds.map((id, index) => `${id} = ${rightKeys.columns[index]?.id}`).join(' AND ');
  const plan = {
    op: 'join',
    kind: kind.join,
    left: leftPlan,
    right: rightKeys.relation.plan,
    rightIds,
    condition,
    uses: [...keyIds, ...rightKeys.columns.map((column) => column.id)],
  } as const;
  let relation: Relation = { plan, columns: [], order: [] };
  let leftColumns: RelationColumn[] = [...left.columns];
  let rightColumns: RelationColumn[] = [...right.columns];
  if (kind.join === 'left' || kind.join === 'full')
    ({ relation, columns: rightColumns } = afterOuter(context, relation, rightColumns));
  if (kind.join === 'right' || kind.join === 'full')
    ({ relation, columns: leftColumns } = afterOuter(context, relation, leftColumns));
  return { relation, left: leftColumns, right: rightColumns };
};

/** Every id that may be asked of the right side. */
const idsOf = (relation: Relation, keys: readonly RelationColumn[]): ReadonlySet<string> => {
  const ids = new Set([...keys.map((column) => column.id), ...relation.order.map((key) => key.id)]);
  for (const column of relation.columns) {
    ids.add(column.id);
    for (const id of [...(column.json?.uses ?? []), ...(column.textUses ?? [])]) ids.add(id);
  }
  return ids;
};

/** The columns of both sides, those of the right renamed where the name is taken. */
export const sideBySide = (left: readonly RelationColumn[], right: readonly RelationColumn[]): RelationColumn[] => {
  const taken = new Set(left.map((column) => column.name));
  const renamed = right.map((column) => {
    const name = freeName(column.name, taken);
    taken.add(name);
    return { ...column, name };
  });
  return [...left, ...renamed];
};

const bindJoin = (context: OperatorContext, left: Relation): Relation => {
  const right = context.query.binder.relation(part(context.node, 'Expression'), context.names);
  const kindName = parameterText(context.node, 'kind') ?? 'innerunique';
  const kind = joinKinds[kindName];
  if (kind === undefined)
    throw unsupported(context.query, context.node, 'joinKind', `join kind=${kindName} is not supported`);
  const clause = part(context.node, 'ConditionClause');
  if (clause.kind !== 'JoinOnClause')
    throw unsupported(context.query, clause, 'join', 'join with where is not supported');
  const pairs = keyPairs(
    context,
    itemsOf(clause, 'Expressions'),
    rowScope(context, left),
    rowScope(context, right),
  ).map((pair) => comparable(context, pair));
  if (kind.swapped) {
    const turned = pairs.map((pair) => ({ left: pair.right, right: pair.left, rightName: undefined }));
    const result = joined(context, kind, right, left, turned);
    return { ...result.relation, columns: result.left };
  }
  const result = joined(context, kind, left, right, pairs);
  const oneSided = kind.join === 'semi' || kind.join === 'anti';
  return { ...result.relation, columns: oneSided ? result.left : sideBySide(result.left, result.right) };
};

const comparable = (context: OperatorContext, pair: KeyPair): KeyPair => {
  const same = alike(pair.left, pair.right);
  if (same === undefined)
    throw semantic(context.query, context.node, `A join of ${pair.left.type} with ${pair.right.type} is not possible`);
  return { ...pair, left: same[0], right: same[1] };
};

const bindLookup = (context: OperatorContext, left: Relation): Relation => {
  const right = context.query.binder.relation(part(context.node, 'Expression'), context.names);
  const kindName = parameterText(context.node, 'kind') ?? 'leftouter';
  if (kindName !== 'leftouter' && kindName !== 'inner')
    throw unsupported(context.query, context.node, 'joinKind', `lookup kind=${kindName} is not supported`);
  const clause = part(context.node, 'LookupClause');
  const pairs = keyPairs(
    context,
    itemsOf(clause, 'Expressions'),
    rowScope(context, left),
    rowScope(context, right),
  ).map((pair) => comparable(context, pair));
  const result = joined(context, { join: kindName === 'inner' ? 'inner' : 'left' }, left, right, pairs);
  const keys = new Set(pairs.map((pair) => pair.rightName));
  return {
    ...result.relation,
    columns: sideBySide(
      result.left,
      result.right.filter((column) => !keys.has(column.name)),
    ),
  };
};

export const joinOperators: readonly OperatorEntry[] = [
  { name: 'join', kind: 'JoinOperator', example: 'print a=1 | join kind=inner (print a=1, b=2) on a', bind: bindJoin },
  { name: 'lookup', kind: 'LookupOperator', example: 'print a=1 | lookup (print a=1, b=2) on a', bind: bindLookup },
];
