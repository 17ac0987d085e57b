import Database from 'better-sqlite3';
import type { Migration } from './migrations/migration.ts';

const tablesQuery = "SELECT name, sql FROM sqlite_schema WHERE type = 'table'";

/**
 * Lets a file of an older format be read as one of the newest: the tables that it does not have are there for this connection
 * alone, in memory and empty. The file is not touched.
 */
export function emptyNewerTables(db: Database.Database, version: number, list: readonly Migration[]): void {
  for (const { sql } of newerTables(version, list)) db.exec(sql.replace(/^CREATE TABLE/, 'CREATE TEMP TABLE'));
}

/** Takes those tables away again, so that the file's own can be made. Belongs in the transaction that makes them. */
export function dropEmptyNewerTables(db: Database.Database, version: number, list: readonly Migration[]): void {
  for (const { name } of newerTables(version, list).reverse()) db.exec(`DROP TABLE temp.${name}`);
}

function newerTables(version: number, list: readonly Migration[]): { name: string; sql: string }[] {
  if (list.every((migration) => migration.version <= version)) return [];
  const model = new Database(':memory:');
  try {
    const tables = () => model.prepare<[], { name: string; sql: string }>(tablesQuery).all();
    for (const { sql } of list.filter((migration) => migration.version <= version)) model.exec(sql);
    const known = new Set(tables().map(({ name }) => name));
    for (const { sql } of list.filter((migration) => migration.version > version)) model.exec(sql);
    return tables().filter(({ name }) => !known.has(name));
  } finally {
    model.close();
  }
}
