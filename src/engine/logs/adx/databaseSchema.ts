import { z } from 'zod';
import { type KqlType, kqlTypes } from '../../../core/kqlText/kqlTypes.ts';
import { deviceTables } from '../azure/describeWorkspace.ts';
import { schemaTables } from '../azure/schemaTables.ts';
import type { KnownTable } from '../logSource.ts';

const answer = z.looseObject({
  Tables: z.array(z.looseObject({ Rows: z.array(z.array(z.unknown())) })).min(1),
});
const table = z.looseObject({
  Name: z.string(),
  OrderedColumns: z.array(z.looseObject({ Name: z.string(), CslType: z.string() })).max(10_000),
});
const storedFunction = z.looseObject({ Name: z.string(), InputParameters: z.array(z.unknown()).default([]) });
const database = z.looseObject({
  Tables: z.record(z.string(), table).default({}),
  MaterializedViews: z.record(z.string(), table).default({}),
  Functions: z.record(z.string(), storedFunction).default({}),
});
const schema = z.looseObject({ Databases: z.record(z.string(), database) });

/** The command that tells the schema, and the query names of a database's tables. */
export const schemaCommand = '.show database schema as json';

const columnType = (type: string): KqlType => kqlTypes.find((known) => known === type) ?? 'dynamic';

/**
 * What a query reads as a table in the database, those of IoT devices first, then by name, from the reply to `schemaCommand`: its
 * tables and materialized views, and stored functions that stand for a table of IoT devices, by the documented schema. Throws where
 * the reply is none.
 */
export function tablesOfSchema(reply: unknown): KnownTable[] {
  const [cell] = answer.parse(reply).Tables[0]?.Rows[0] ?? [];
  const json: unknown = typeof cell === 'string' ? JSON.parse(cell) : cell;
  const databases = Object.values(schema.parse(json).Databases);
  const stored = databases
    .flatMap(({ Tables, MaterializedViews }) => [...Object.values(Tables), ...Object.values(MaterializedViews)])
    .map(({ Name, OrderedColumns }) => ({
      name: Name,
      columns: OrderedColumns.map((column) => ({ name: column.Name, type: columnType(column.CslType) })),
      isRead: true,
    }));
  const functions = new Set(
    databases.flatMap(({ Functions }) =>
      Object.values(Functions).flatMap(({ Name, InputParameters }) => (InputParameters.length === 0 ? [Name] : [])),
    ),
  );
  const standIns = schemaTables(stored).filter(({ name }) => functions.has(name));
  return [...stored, ...standIns].toSorted(devicesFirst);
}

const devicesFirst = (a: KnownTable, b: KnownTable): number =>
  Number(deviceTables.includes(b.name)) - Number(deviceTables.includes(a.name)) || (a.name < b.name ? -1 : 1);
