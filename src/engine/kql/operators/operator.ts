import type { OrderKey, Plan } from '../plan/plan.ts';
import type { Scalar } from '../plan/scalar.ts';
import type { Names, QueryState, Relation, RelationColumn, Scope } from '../plan/scope.ts';
import type { SyntaxNode } from '../syntax/ast.ts';

/** An operator under way. */
export interface OperatorContext {
  readonly query: QueryState;
  readonly names: Names;
  readonly node: SyntaxNode;
}

/** A tabular operator of KQL. */
export interface OperatorEntry {
  /** The operator's word, as people write it. */
  readonly name: string;
  /** Microsoft's syntax kind. */
  readonly kind: string;
  /** A whole query that uses it; a test runs each one. */
  readonly example: string;
  bind(context: OperatorContext, input: Relation): Relation;
}

/** Where expressions over a relation's rows stand. */
export const rowScope = (context: OperatorContext, relation: Relation): Scope => ({
  query: context.query,
  names: context.names,
  columns: relation.columns,
  ...(relation.numbered ? { order: relation.order } : {}),
});

const windowFunctions = new Set([
  'prev',
  'next',
  'row_number',
  'row_cumsum',
  'row_rank_min',
  'row_rank_dense',
  'row_window_session',
]);

/** Whether an expression needs its rows numbered. */
export const usesWindow = (node: SyntaxNode): boolean =>
  (node.kind === 'FunctionCallExpression' && windowFunctions.has(node.parts.Name?.text ?? '')) ||
  Object.values(node.parts).some(usesWindow) ||
  node.items.some(usesWindow);

/** The relation with its rows numbered in their order, for window functions. */
export const numbered = (context: OperatorContext, relation: Relation): Relation => {
  if (relation.numbered) return relation;
  const id = context.query.nextId();
  const order = relation.order.map(orderTerm).join(', ');
  return {
    ...relation,
    plan: {
      op: 'project',
      input: relation.plan,
      definitions: [
        {
          id,
          sql: `row_number() OVER (${order === '' ? '' : `ORDER BY ${order}`})`,
          uses: relation.order.map((key) => key.id),
        },
      ],
    },
    order: [{ id, descending: false, nullsFirst: false }],
    numbered: true,
  };
};
const orderTerm = (key: OrderKey): string =>
  `${key.id} ${key.descending ? 'DESC' : 'ASC'} NULLS ${key.nullsFirst ? 'FIRST' : 'LAST'}`;

/** Numbers the rows when one of the expressions needs it. */
export const numberedFor = (context: OperatorContext, relation: Relation, nodes: readonly SyntaxNode[]): Relation =>
  nodes.some(usesWindow) ? numbered(context, relation) : relation;

/** Row expressions may define helper columns below themselves; `relation()` is the relation with them. */
export const definingScope = (
  context: OperatorContext,
  relation: Relation,
): { scope: Scope; relation: () => Relation } => {
  let { plan } = relation;
  const defineBelow = (value: Scalar): Scalar => {
    const id = context.query.nextId();
    plan = { op: 'project', input: plan, definitions: [{ id, sql: value.sql, uses: value.uses }] };
    return { type: value.type, sql: id, uses: [id], nullable: value.nullable };
  };
  const below = (make: (input: Plan) => Plan): void => {
    plan = make(plan);
  };
  return {
    scope: { ...rowScope(context, relation), define: defineBelow, below },
    relation: () => ({ ...relation, plan }),
  };
};

/** A column that shows a scalar, and what defines it when it is not there already. */
const columnFor = (context: OperatorContext, name: string, value: Scalar): RelationColumn => {
  const existing = value.uses.includes(value.sql);
  return {
    name,
    type: value.type,
    id: existing ? value.sql : context.query.nextId(),
    nullable: value.nullable,
    ...(value.json ? { json: value.json } : {}),
    ...(value.texts ? { texts: value.texts, textUses: value.uses } : {}),
    ...(value.among ? { among: value.among } : {}),
  };
};

export interface NamedScalar {
  readonly name: string;
  readonly value: Scalar;
}

/** Defines columns over a relation; the visible columns are chosen by the caller. */
export const define = (
  context: OperatorContext,
  relation: Relation,
  values: readonly NamedScalar[],
): { relation: Relation; columns: RelationColumn[] } => {
  const columns = values.map(({ name, value }) => columnFor(context, name, value));
  const definitions = columns.flatMap((column, index) => {
    const value = values[index]?.value;
    return value === undefined || value.uses.includes(column.id)
      ? []
      : [{ id: column.id, sql: value.sql, uses: value.uses }];
  });
  const plan =
    definitions.length === 0 ? relation.plan : ({ op: 'project', input: relation.plan, definitions } as const);
  return { relation: { ...relation, plan }, columns };
};

/** A name that is not taken: `name`, `name1`, `name2`, … */
export const freeName = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  let number = 1;
  while (taken.has(`${name}${number}`)) number += 1;
  return `${name}${number}`;
};

/** The columns with new ones put in the place of those of the same name, or at the end. */
export const withColumns = (columns: readonly RelationColumn[], added: readonly RelationColumn[]): RelationColumn[] => {
  const result = [...columns];
  for (const column of added) {
    const index = result.findIndex((one) => one.name === column.name);
    if (index >= 0) result[index] = column;
    else result.push(column);
  }
  return result;
};
