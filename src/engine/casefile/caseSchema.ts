import Database from 'better-sqlite3';
import { z } from 'zod';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import { column } from '../../shared/contract/primitives.ts';
import { limits } from './format.ts';
import type { Migration } from './migrations/migration.ts';
import { rowTableName, rowTableSql } from './rowTable.ts';

interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly tbl_name: string;
  readonly sql: string | null;
}
const schemaQuery = 'SELECT type, name, tbl_name, sql FROM sqlite_schema';

/** The columns of an exhibit as the catalogue holds them: JSON text. Throws a ZodError on anything else. */
export const catalogueColumns = (text: string): Column[] => z.array(column).max(limits.columns).parse(JSON.parse(text));

/**
 * How a file's schema differs from what this product makes: objects that are missing, changed, or not ours, such as a foreign
 * trigger or view. Empty when the schema is ours. `applied` are the migrations up to the file's own version.
 */
export function schemaProblems(db: Database.Database, applied: readonly Migration[]): string[] {
  const expected = expectedObjects(db, applied);
  const problems: string[] = [];
  for (const found of db.prepare<[], SchemaObject>(schemaQuery).iterate()) {
    const ours = expected.get(found.name);
    expected.delete(found.name);
    if (!ours) problems.push(`the ${found.type} "${found.name}" is not one that Casebook makes`);
    else if (ours.type !== found.type || ours.tbl_name !== found.tbl_name || ours.sql !== found.sql) {
      problems.push(`the ${found.type} "${found.name}" is not as Casebook makes it`);
    }
  }
  for (const missing of expected.values()) problems.push(`the ${missing.type} "${missing.name}" is missing`);
  return problems;
}

function expectedObjects(db: Database.Database, applied: readonly Migration[]): Map<string, SchemaObject> {
  const expected = new Map<string, SchemaObject>();
  const model = new Database(':memory:');
  try {
    for (const { sql } of applied) model.exec(sql);
    for (const object of model.prepare<[], SchemaObject>(schemaQuery).iterate()) expected.set(object.name, object);
  } finally {
    model.close();
  }
  const exhibits = db
    .prepare<[], { number: number; columns: string }>("SELECT number, columns FROM exhibits WHERE outcome = 'answered'")
    .all();
  for (const { number, columns } of exhibits) {
    const table = rowTableName(number);
    const { table: sql, guards } = rowTableSql(number, catalogueColumns(columns));
    expected.set(table, { type: 'table', name: table, tbl_name: table, sql });
    for (const guard of guards) {
      const name = guard.split(' ')[2] ?? '';
      expected.set(name, { type: 'trigger', name, tbl_name: table, sql: guard });
    }
  }
  return expected;
}
