import type { TimeRange } from '../../../shared/contract/index.ts';
import { quoteIdentifier } from '../../kql/storage.ts';
import { formatDatetime } from '../../kql/values/datetime.ts';
import { type Database, runSql } from './database.ts';
import type { LoadedTable } from './loadTable.ts';

/** Oldest and newest TimeGenerated of a table, UTC, inclusive; null where it has none. */
export async function coverageOf(
  database: Database,
  table: LoadedTable,
  signal: AbortSignal,
): Promise<TimeRange | null> {
  if (!table.columns.some(({ name, type }) => name === 'TimeGenerated' && type === 'datetime')) return null;
  const connection = await database.connect();
  try {
    const sql = `SELECT min("TimeGenerated")::VARCHAR AS oldest, max("TimeGenerated")::VARCHAR AS newest FROM ${quoteIdentifier(table.name)}`;
    const [row] = await runSql(connection, sql, signal);
    if (typeof row?.oldest !== 'string' || typeof row.newest !== 'string') return null;
    return { from: formatDatetime(BigInt(row.oldest)), to: formatDatetime(BigInt(row.newest)) };
  } finally {
    connection.closeSync();
  }
}
