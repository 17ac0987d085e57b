import { columnScalar } from '../plan/columnScalar.ts';
import type { Relation } from '../plan/scope.ts';
import { unsupported } from '../plan/scope.ts';
import { part } from '../syntax/ast.ts';
import { define, type OperatorContext, type OperatorEntry, rowScope } from './operator.ts';

/** `partition by`: the subquery runs over the rows of each key. */
const partition = (context: OperatorContext, input: Relation): Relation => {
  const { node, query } = context;
  const operand = part(node, 'Operand');
  if (operand.kind !== 'PartitionSubquery')
    throw unsupported(query, operand, 'partition', 'partition with a query in braces is not supported');
  const by = query.binder.scalar(part(node, 'ByExpression'), rowScope(context, input));
  const keyed = define(context, input, [{ name: '', value: by }]);
  const keyId = keyed.columns[0]?.id ?? '';
  const outer = query.nextId();
  const copies = new Map(
    [...input.columns.map((column) => column.id), ...input.order.map((key) => key.id), keyId].map((id) => [
      id,
      query.nextId(),
    ]),
  );
  const fresh = (id: string) => copies.get(id) ?? id;
  const rows = {
    op: 'renamed',
    input: keyed.relation.plan,
    renames: [...copies].map(([id, copy]) => ({ id: copy, sql: id, uses: [] })),
  } as const;
  const own: Relation = {
    ...input,
    plan: {
      op: 'filter',
      input: rows,
      condition: `${fresh(keyId)} IS NOT DISTINCT FROM ${outer}`,
      uses: [fresh(keyId)],
    },
    columns: input.columns.map(({ name, type, id, nullable }) => ({ name, type, id: fresh(id), nullable })),
    order: input.order.map((key) => ({ ...key, id: fresh(key.id) })),
  };
  const result = query.binder.relation(part(operand, 'Subquery'), context.names, own);
  const keys = {
    op: 'aggregate',
    input: keyed.relation.plan,
    keys: [{ id: outer, sql: keyId, uses: [keyId] }],
    aggregates: [],
  } as const;
  const rightIds = new Set(result.columns.flatMap((column) => columnScalar(column).uses));
  return {
    plan: { op: 'lateral', left: keys, right: result.plan, rightIds, uses: [outer] },
    columns: result.columns.map(({ name, type, id, nullable }) => ({ name, type, id, nullable })),
    order: [],
  };
};

export const partitionOperators: readonly OperatorEntry[] = [
  {
    name: 'partition',
    kind: 'PartitionOperator',
    example: 'datatable(k:string, x:long)["a", 1, "a", 2, "b", 3] | partition by k (top 1 by x)',
    bind: partition,
  },
];
