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

/** How a file's schema differs from what this product makes. */
export interface SchemaProblems {
  /** Objects that are missing, changed, or not ours, such as a foreign trigger or view. Empty when the schema is ours. */
  readonly problems: string[];
  /** Whether a table, a view or an index is among them: then reading the file could run what is in it, and nothing was read. */
  readonly unreadable: boolean;
}

/**
 * Compares a file's schema with what this product makes, without reading from a table before it is known to be ours: a view
 * without end, a generated column or a check that takes for ever would run on our thread. `applied` are the migrations up to
 * the file's own version.
 */
export function schemaProblems(db: Database.Database, applied: readonly Migration[]): SchemaProblems {
  const fixed = expectedObjects(applied);
  const found = db.prepare<[], SchemaObject>(schemaQuery).all();
  const isRows = ({ tbl_name }: SchemaObject) => rowTable.test(tbl_name);
  const first = differences(
    found.filter((object) => !isRows(object) || object.type === 'view'),
    fixed,
  );
  if (first.unreadable) return first;
  const rows = differences(
    found.filter((object) => isRows(object) && object.type !== 'view'),
    expectedRowObjects(db),
  );
  return { problems: [...first.problems, ...rows.problems], unreadable: rows.unreadable };
}

const rowTable = /^r\d+$/;

function differences(found: readonly SchemaObject[], expected: Map<string, SchemaObject>): SchemaProblems {
  const problems: string[] = [];
  let unreadable = false;
  for (const object of found) {
    const ours = expected.get(object.name);
    expected.delete(object.name);
    const same = ours?.type === object.type && ours.tbl_name === object.tbl_name && ours.sql === object.sql;
    if (same) continue;
    problems.push(
      `the ${object.type} "${object.name}" is not ${ours ? 'as Casebook makes it' : 'one that Casebook makes'}`,
    );
    unreadable ||= object.type !== 'trigger';
  }
  for (const missing of expected.values()) problems.push(`the ${missing.type} "${missing.name}" is missing`);
  return { problems, unreadable };
}

function expectedObjects(applied: readonly Migration[]): Map<string, SchemaObject> {
  const expected = new Map<string, SchemaObject>();
  const model = new Database(':memory:');
  try {
    for (const { sql } of applied) model.exec(sql);
    for (const object of model.prepare<[], SchemaObject>(schemaQuery).iterate()) expected.set(object.name, object);
  } finally {
    model.close();
  }
  return expected;
}

function expectedRowObjects(db: Database.Database): Map<string, SchemaObject> {
  const expected = new Map<string, SchemaObject>();
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
