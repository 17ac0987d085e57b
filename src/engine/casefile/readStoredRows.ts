import type Database from 'better-sqlite3';
import type { StoredCell } from './answer/storedCell.ts';
import { rowTableName } from './rowTable.ts';

/** The rows of an answered exhibit as they are stored, in the answer's order; integers as bigint. */
export function* readStoredRows(db: Database.Database, exhibit: number, width: number): Generator<StoredCell[]> {
  const cells = ['n', ...Array.from({ length: width }, (_, at) => `c${at}`)].join(', ');
  const table = rowTableName(exhibit);
  const batch = db
    .prepare<[number], StoredCell[]>(`SELECT ${cells} FROM ${table} WHERE n > ? ORDER BY n LIMIT 1000`)
    .safeIntegers()
    .raw();
  // In batches: a statement that is being read would hold up every other write of the session.
  for (let after = 0; ; ) {
    const rows = batch.all(after);
    for (const [, ...row] of rows) yield row;
    if (rows.length < 1000) return;
    after = Number(rows.at(-1)?.[0]);
  }
}
