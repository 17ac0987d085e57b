import type Database from 'better-sqlite3';
import type { JsonValue } from '../../core/custody/canonicalJson.ts';
import { limits } from './format.ts';
import { type KeyValue, type RecordKind, recordKinds } from './recordKinds.ts';
import { longestText } from './recordSizes.ts';
import { rowTableName } from './rowTable.ts';
import { mendHead } from './salvageFile.ts';
import { openReadable, ourTables, readable, tableSql } from './salvageOpen.ts';
import { sqliteCode } from './sqliteErrors.ts';

export type Row = Record<string, JsonValue>;

/** A damaged copy of a case file, read as far as it can be. */
export interface Salvage {
  /** The rows of one of our tables that can be read, and why not all can. None where it is not there, or not as we make it. */
  rows(table: string): { readonly rows: Row[]; readonly problem: string | undefined };
  /** One row by its key; undefined where it is not there or cannot be read. */
  row(table: string, columns: readonly string[], key: readonly KeyValue[]): Row | undefined;
  /** One value with bytes; undefined where it cannot be read. */
  bytes(table: string, column: string, keyColumn: string, key: number): Buffer | undefined;
  /** The rows of an exhibit's table, as arrays with the row number first. */
  exhibitRows(exhibit: number, columns: number): unknown[][];
  close(): void;
}

const rowTableStatement = /^CREATE TABLE r\d+ \(n INTEGER PRIMARY KEY(, c\d+ (INTEGER|TEXT|ANY))*\) STRICT$/;

/** Opens a copy that may be damaged anywhere, mending its first page if it must; undefined when nothing can be read. */
export function openSalvage(copy: string): Salvage | undefined {
  mendHead(copy);
  const db = openReadable(copy);
  if (!db) return undefined;
  const ours = ourTables(db);
  const orderOf = (table: string): string => {
    const key = Object.values<RecordKind>(recordKinds).find((kind) => kind.table === table)?.key;
    return key ? key.map(({ column }) => column).join(', ') : '1';
  };
  /** What holds for every row that a session can have written. */
  const usual = (table: string) =>
    `${longestText(db, table)} <= ${table === 'playbook_snapshot' ? limits.playbookBytes : limits.recordTextBytes}`;
  return {
    rows(table) {
      if (!ours.has(table)) return { rows: [], problem: undefined };
      const columns = table === 'attachments' ? recordKinds.attachment.columns : '*';
      return allReadable(db, `SELECT ${columns} FROM ${table} WHERE ${usual(table)} ORDER BY `, orderOf(table));
    },
    row(table, columns, key) {
      if (!ours.has(table)) return undefined;
      const selected = table === 'attachments' ? recordKinds.attachment.columns : '*';
      const where = [usual(table), ...columns.map((column) => `${column} = ?`)].join(' AND ');
      return readable(() =>
        db
          .prepare<KeyValue[], Row>(`SELECT ${selected} FROM ${table} WHERE ${where}`)
          .safeIntegers()
          .get(...key),
      );
    },
    bytes(table, column, keyColumn, key) {
      if (!ours.has(table)) return undefined;
      return readable(() =>
        db.prepare<[number], Buffer>(`SELECT ${column} FROM ${table} WHERE ${keyColumn} = ?`).pluck().get(key),
      );
    },
    exhibitRows(exhibit, columns) {
      const name = rowTableName(exhibit);
      const cells = ['n', ...Array.from({ length: columns }, (_, at) => `c${at}`)];
      if (!rowTableStatement.test(tableSql(db, name) ?? '')) return [];
      const found = allReadable(db, `SELECT ${cells.join(', ')} FROM ${name} ORDER BY `, 'n');
      return found.rows.map((row) => cells.map((cell) => row[cell] ?? null));
    },
    close: () => db.close(),
  };
}

/** What can be read from the one end of a table, and from the other where something stands in the way. */
function allReadable(db: Database.Database, sql: string, order: string): { rows: Row[]; problem: string | undefined } {
  const forward = readUntilBroken(db, sql + order);
  if (forward.problem === undefined) return forward;
  const backwardOrder = order
    .split(', ')
    .map((column) => `${column} DESC`)
    .join(', ');
  const text = (row: Row) =>
    JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  const known = new Set(forward.rows.map(text));
  const more = readUntilBroken(db, sql + backwardOrder).rows.filter((row) => !known.has(text(row)));
  return { rows: [...forward.rows, ...more.reverse()], problem: forward.problem };
}

function readUntilBroken(db: Database.Database, sql: string): { rows: Row[]; problem: string | undefined } {
  const rows: Row[] = [];
  try {
    for (const row of db.prepare<[], Row>(sql).safeIntegers().iterate()) rows.push(row);
    return { rows, problem: undefined };
  } catch (error) {
    if (sqliteCode(error) === undefined || !(error instanceof Error)) throw error;
    return { rows, problem: error.message };
  }
}
