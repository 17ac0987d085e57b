import { z } from 'zod';
import { type KqlType, kqlTypes } from '../../../core/kqlText/kqlTypes.ts';
import type { KnownTable } from '../logSource.ts';

const answer = z.looseObject({
  Tables: z.array(z.looseObject({ Rows: z.array(z.array(z.unknown())) })).min(1),
});
const table = z.looseObject({
  Name: z.string(),
  OrderedColumns: z.array(z.looseObject({ Name: z.string(), CslType: z.string() })).max(10_000),
});
const database = z.looseObject({
  Tables: z.record(z.string(), table).default({}),
  MaterializedViews: z.record(z.string(), table).default({}),
});
const schema = z.looseObject({ Databases: z.record(z.string(), database) });

/** The command that tells the schema, and the query names of a database's tables. */
export const schemaCommand = '.show database schema as json';

const columnType = (type: string): KqlType => kqlTypes.find((known) => known === type) ?? 'dynamic';

/** The tables and materialized views of the database, by name, from the reply to `schemaCommand`. Throws where it is none. */
export function tablesOfSchema(reply: unknown): KnownTable[] {
  const [cell] = answer.parse(reply).Tables[0]?.Rows[0] ?? [];
  const json: unknown = typeof cell === 'string' ? JSON.parse(cell) : cell;
  const { Databases } = schema.parse(json);
  return Object.values(Databases)
    .flatMap(({ Tables, MaterializedViews }) => [...Object.values(Tables), ...Object.values(MaterializedViews)])
    .map(({ Name, OrderedColumns }) => ({
      name: Name,
      columns: OrderedColumns.map((column) => ({ name: column.Name, type: columnType(column.CslType) })),
      isRead: true,
    }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
