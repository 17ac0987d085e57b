import { columnScalar } from '../plan/columnScalar.ts';
import type { Definition } from '../plan/plan.ts';
import { type Scalar, sourceOf } from '../plan/scalar.ts';
import type { Relation, RelationColumn } from '../plan/scope.ts';
import { itemsOf, part } from '../syntax/ast.ts';
import { elementScalar, elementsOf, expandedItem } from './expand.ts';
import { parameterText } from './joins.ts';
import { define, type OperatorContext, type OperatorEntry, withColumns } from './operator.ts';

/** The rows of a table as the rows that a subquery sees, under new ids. */
const outerCopies = (
  context: OperatorContext,
  columns: readonly RelationColumn[],
): { columns: RelationColumn[]; definitions: Definition[] } => {
  const copies = columns.map(({ name, type, id, nullable }) => ({
    column: { name, type, id: context.query.nextId(), nullable },
    id,
  }));
  return {
    columns: copies.map(({ column }) => column),
    definitions: copies.map(({ column, id }) => ({ id: column.id, sql: id, uses: [id] })),
  };
};

/** `mv-apply`: the subquery runs over the elements of each row; its new columns stand after those of the row. */
const mvApply = (context: OperatorContext, input: Relation): Relation => {
  const { node, query } = context;
  const items = itemsOf(node, 'Expressions').map((item) => expandedItem(context, input, item));
  const prepared = define(
    context,
    input,
    items.map(({ value }) => ({ name: '', value })),
  );
  const lists = items.map(({ value }, at) => {
    const column = prepared.columns[at];
    const source: Scalar =
      column === undefined || value.texts !== undefined
        ? value
        : { ...columnScalar(column), json: sourceOf(columnScalar(column)) };
    return { id: query.nextId(), sql: elementsOf(source, false), uses: source.uses, isText: value.texts !== undefined };
  });
  const ordinal = {
    id: query.nextId(),
    sql: `range(greatest(${lists.map((list) => `len(${list.sql})`).join(', ')}))`,
    uses: lists.flatMap((list) => list.uses),
  };
  const copies = outerCopies(context, input.columns);
  const order = [{ id: ordinal.id, descending: false, nullsFirst: false }];
  const rows: Relation = {
    plan: { op: 'outer', definitions: copies.definitions, unnested: [...lists, ordinal] },
    columns: copies.columns,
    order,
    numbered: true,
    natural: true,
  };
  const index = parameterText(node, 'with_itemindex');
  const elements = items.map(({ name, type }, at) => ({
    name,
    value: elementScalar(lists[at]?.id ?? '', lists[at]?.isText ?? false, type),
  }));
  const number: Scalar = { type: 'long', sql: ordinal.id, uses: [ordinal.id], nullable: false };
  const defined = define(context, rows, [
    ...elements,
    ...(index === undefined ? [] : [{ name: index, value: number }]),
  ]);
  const seen: Relation = { ...defined.relation, columns: withColumns(copies.columns, defined.columns) };
  const limit = node.parts.RowLimitClause;
  const limited: Relation =
    limit === undefined
      ? seen
      : {
          ...seen,
          plan: {
            op: 'limit',
            input: seen.plan,
            order,
            count: String(
              query.binder.constant(part(limit, 'RowLimit'), { query, names: context.names, columns: [] }, 'The limit'),
            ),
          },
        };
  const result = query.binder.relation(part(part(node, 'Subquery'), 'Expression'), context.names, limited);
  return lateral(
    prepared.relation,
    input,
    result,
    items.map(({ name }) => name),
    copies.columns,
    [...copies.definitions, ...lists, ordinal],
  );
};

/** The row's columns, and those of the subquery that are not copies of them. */
const lateral = (
  left: Relation,
  input: Relation,
  right: Relation,
  replaced: readonly string[],
  copies: readonly RelationColumn[],
  reading: readonly Definition[],
): Relation => {
  const copyIds = new Set(copies.map((column) => column.id));
  const added = right.columns
    .filter((column) => !copyIds.has(column.id))
    .map(({ name, type, id, nullable }) => ({ name, type, id, nullable }));
  const kept = input.columns.filter(
    (column) => !replaced.includes(column.name) || added.some((one) => one.name === column.name),
  );
  const rightIds = new Set(right.columns.map((column) => column.id));
  const uses = [...new Set(reading.flatMap((definition) => definition.uses))];
  return {
    plan: { op: 'lateral', left: left.plan, right: right.plan, rightIds, uses },
    columns: withColumns(kept, added),
    order: [],
  };
};

export const applyOperators: readonly OperatorEntry[] = [
  {
    name: 'mv-apply',
    kind: 'MvApplyOperator',
    example: 'print a=dynamic([1, 2]) | mv-apply a to typeof(long) on (summarize s=sum(a))',
    bind: mvApply,
  },
];
