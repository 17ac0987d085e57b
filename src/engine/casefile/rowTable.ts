import type Database from 'better-sqlite3';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import { type StoredCell, storageType } from './answer/storedCell.ts';

/** The name of the table that holds an exhibit's rows; its columns are `n` (from 1) and `c0`, `c1` … in the answer's order. */
export const rowTableName = (exhibit: number): string => `r${exhibit}`;

/** The statements that make an exhibit's row table, and those that close it for good once its rows are in. */
export function rowTableSql(exhibit: number, columns: readonly Column[]): { table: string; guards: string[] } {
  const name = rowTableName(exhibit);
  const cells = columns.map(({ type }, at) => `, c${at} ${storageType[type]}`);
  const guard = (event: 'INSERT' | 'UPDATE' | 'DELETE') =>
    `CREATE TRIGGER ${name}_no_${event.toLowerCase()} BEFORE ${event} ON ${name} BEGIN SELECT RAISE(ABORT, '${name} is final'); END`;
  return {
    table: `CREATE TABLE ${name} (n INTEGER PRIMARY KEY${cells.join('')}) STRICT`,
    guards: [guard('INSERT'), guard('UPDATE'), guard('DELETE')],
  };
}

/** Makes an exhibit's row table and fills it. Belongs in the exhibit's transaction. */
export function writeRowTable(
  db: Database.Database,
  exhibit: number,
  columns: readonly Column[],
  rows: readonly (readonly StoredCell[])[],
): void {
  const { table, guards } = rowTableSql(exhibit, columns);
  db.exec(table);
  insertRows(db, exhibit, columns.length, rows);
  for (const guard of guards) db.exec(guard);
}

/** Several rows a statement: most of an insert's time is the way into SQLite, not in it. SQLite numbers the rows from 1. */
function insertRows(db: Database.Database, exhibit: number, width: number, rows: readonly (readonly StoredCell[])[]) {
  const batch = Math.max(1, Math.min(16, Math.floor(4000 / Math.max(1, width))));
  const names = ['n', ...Array.from({ length: width }, (_, at) => `c${at}`)].join(', ');
  const one = `(NULL${', ?'.repeat(width)})`;
  const prepare = (count: number) =>
    db.prepare(`INSERT INTO ${rowTableName(exhibit)} (${names}) VALUES ${new Array(count).fill(one).join(', ')}`);
  const rest = rows.length % batch;
  if (rows.length >= batch) {
    const statement = prepare(batch);
    for (let from = 0; from < rows.length - rest; from += batch) statement.run(...rows.slice(from, from + batch));
  }
  if (rest > 0) prepare(rest).run(...rows.slice(-rest));
}
