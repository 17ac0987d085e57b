import { quoteIdentifier } from '../storage.ts';
import type { KqlTable } from '../types.ts';
import { parseDatetime } from '../values/datetime.ts';
import { emit } from './emit.ts';
import type { Definition } from './plan.ts';
import type { QueryState, Relation } from './scope.ts';

const windowFilter = (query: QueryState, table: KqlTable): string | undefined => {
  if (query.window === undefined || table.calls || !table.columns.some((column) => column.name === 'TimeGenerated'))
    return undefined;
  const time = quoteIdentifier('TimeGenerated');
  return `${time} >= ${parseDatetime(query.window.from)} AND ${time} < ${parseDatetime(query.window.to)}`;
};

/** A stored table, read within the window. */
export const scanTable = (query: QueryState, table: KqlTable): Relation => {
  query.tablesUsed.add(table.name);
  const columns = table.columns.map((column) => ({
    ...column,
    id: query.nextId(),
    nullable: column.type !== 'string',
  }));
  return {
    plan: {
      op: 'scan',
      relation: query.relationOf(table.name),
      columns: columns.map((column, index) => ({
        id: column.id,
        sql: quoteIdentifier(table.storedAs?.[index] ?? column.name),
        uses: [],
      })),
      filter: windowFilter(query, table),
    },
    columns,
    order: [],
  };
};

/** The relation's columns and order under new ids. */
const underNewIds = (query: QueryState, relation: Relation): { relation: Relation; renames: Definition[] } => {
  const ids = new Map(
    [...relation.columns.map((column) => column.id), ...relation.order.map((key) => key.id)].map((id) => [
      id,
      query.nextId(),
    ]),
  );
  const newId = (id: string) => ids.get(id) ?? id;
  return {
    relation: {
      ...relation,
      columns: relation.columns.map(({ name, type, id, nullable }) => ({ name, type, id: newId(id), nullable })),
      order: relation.order.map((key) => ({ ...key, id: newId(key.id) })),
    },
    renames: [...ids].map(([id, fresh]) => ({ id: fresh, sql: id, uses: [] })),
  };
};

/** The same rows with ids of their own, read from a common table expression. */
const readShared = (query: QueryState, name: string, shared: Relation): Relation => {
  const { relation, renames } = underNewIds(query, shared);
  return { ...relation, plan: { op: 'shared', name, renames } };
};

/** The same rows with ids of their own, so that a table can meet itself. */
export const renamed = (query: QueryState, input: Relation): Relation => {
  const { relation, renames } = underNewIds(query, input);
  return { ...relation, plan: { op: 'renamed', input: input.plan, renames } };
};

/** Computes a table once; each reading gives it new ids. */
export const share = (query: QueryState, relation: Relation): (() => Relation) => {
  const name = `shared_${query.nextId()}`;
  const ids = new Set([...relation.columns.map((column) => column.id), ...relation.order.map((key) => key.id)]);
  query.shared.push({ name, sql: () => emit(relation.plan, ids) });
  return () => readShared(query, name, relation);
};
