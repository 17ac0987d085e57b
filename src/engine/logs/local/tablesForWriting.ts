import { quoteIdentifier } from '../../kql/storage.ts';
import type { KnownTable } from '../logSource.ts';
import { type Database, runSql } from './database.ts';
import type { FolderScan } from './folderScan.ts';
import { knownColumns } from './knownTables.ts';
import type { TableShelf } from './tableShelf.ts';

/** Files of a table that are together larger are not read for the sake of somebody's typing. */
const smallTable = 32 * 1024 * 1024;
/** A column with more values than these is not one to choose from. */
const mostValues = 50;
const longestValue = 200;
/** Rows that are looked at before all are: a column with many values shows it here. */
const firstRows = 20_000;
/** Milliseconds for the values of one column. */
const timeLimit = 2_000;

/** What a source tells the one who writes a query: its tables, and the values of columns that hold few. */
export function tablesForWriting(database: Database, scan: FolderScan, shelf: TableShelf) {
  const stopped = new AbortController();
  const asked = new Set<string>();
  const values = new Map<string, Promise<readonly string[] | undefined>>();

  const readSmall = (name: string) => {
    const size = (scan.tables.get(name) ?? []).reduce((sum, file) => sum + file.size, 0);
    if (asked.has(name) || size > smallTable) return;
    asked.add(name);
    // A query that needs the table tells why it cannot be read.
    shelf.read(name, stopped.signal).catch(() => asked.delete(name));
  };

  const distinct = async (table: string, column: string): Promise<readonly string[] | undefined> => {
    const connection = await database.connect();
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(timeLimit)]);
    const [relation, name] = [quoteIdentifier(table), quoteIdentifier(column)];
    const groups = (from: string) =>
      `SELECT ${name} AS v FROM ${from} WHERE ${name} <> '' GROUP BY v ORDER BY count(*) DESC, v LIMIT ${mostValues + 1}`;
    const isFew = (rows: readonly Record<string, unknown>[]) =>
      rows.length <= mostValues && rows.every(({ v }) => typeof v === 'string' && v.length <= longestValue);
    try {
      const first = await runSql(connection, groups(`(SELECT ${name} FROM ${relation} LIMIT ${firstRows})`), signal);
      if (!isFew(first)) return undefined;
      const all = await runSql(connection, groups(relation), signal);
      return isFew(all) ? all.map(({ v }) => String(v)) : undefined;
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      connection.closeSync();
    }
  };

  return {
    tables(): KnownTable[] {
      return [...scan.tables.keys()].map((name) => {
        const read = shelf.known(name);
        if (read) return { name, columns: read.columns, isRead: true };
        readSmall(name);
        const schema = [...(knownColumns(name) ?? [])].map(([column, type]) => ({ name: column, type }));
        return { name, columns: schema, isRead: false };
      });
    },
    async fewValues(table: string, column: string): Promise<readonly string[] | undefined> {
      const found = shelf.known(table)?.columns.find(({ name }) => name === column);
      if (found?.type !== 'string') return undefined;
      const key = JSON.stringify([table, column]);
      const known = values.get(key) ?? distinct(table, column);
      values.set(key, known);
      known.catch(() => values.delete(key));
      return known;
    },
    /** Gives up what is under way. */
    stop(): void {
      stopped.abort();
    },
  };
}
