import type Database from 'better-sqlite3';
import { canonicalJson, type JsonValue } from '../../core/custody/canonicalJson.ts';
import type { CustodyFact } from './custodyStore.ts';
import { type KeyValue, type RecordKind, type RecordKindName, recordKinds } from './recordKinds.ts';
import { sha256Hex } from './sha256.ts';

export type StoredRecord = Readonly<Record<string, JsonValue>>;

/**
 * A record is one stored row as an object of its columns, with what belongs to it under the names of the other tables; its
 * hash is SHA-256 over its canonical JSON. Custody events carry these hashes. All of them are read from the file, so that
 * what is hashed is what is stored.
 */
export const recordSha256 = (record: StoredRecord): string => sha256Hex(canonicalJson(record));

const all = (db: Database.Database, sql: string, key: readonly KeyValue[]): StoredRecord[] =>
  db
    .prepare<unknown[], StoredRecord>(sql)
    .safeIntegers()
    .all(...key);

/** The case facts with the subjects; undefined when the file has none. */
export function caseRecord(db: Database.Database): StoredRecord | undefined {
  const [facts] = all(db, 'SELECT * FROM case_facts', []);
  return facts && { ...facts, subjects: all(db, 'SELECT * FROM subjects ORDER BY number', []) };
}

/** The record of a kind and key, the key in the order of the kind's own; undefined when there is no such row. */
export function readRecord(
  db: Database.Database,
  kind: RecordKind,
  key: readonly KeyValue[],
): StoredRecord | undefined {
  const where = (columns: readonly string[]) => columns.map((column) => `${column} = ?`).join(' AND ');
  const own = where(kind.key.map(({ column }) => column));
  const [row] = all(db, `SELECT ${kind.columns} FROM ${kind.table} WHERE ${own}`, key);
  if (!row) return undefined;
  const record: Record<string, JsonValue> = { ...row };
  for (const part of kind.parts) {
    const rows = all(db, `SELECT * FROM ${part.table} WHERE ${where(part.key)} ORDER BY ${part.order}`, key);
    if (rows.length > 0 || part.whenEmpty === 'empty') record[part.table] = rows;
  }
  return record;
}

/** Puts a row into a table; the object's members are the table's columns. Belongs in a transaction with its custody event. */
export function insertRecord(db: Database.Database, table: string, row: Readonly<Record<string, unknown>>): void {
  const columns = Object.keys(row);
  db.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  ).run(row);
}

/** The hash of a record that was just written. */
export function writtenSha256(record: StoredRecord | undefined): string {
  if (!record) throw new Error('A record that was just written is not there.');
  return recordSha256(record);
}

/**
 * The custody event of a record that was just written: its key, its hash, that of the revision before it where there is one,
 * and `more` of what it is about.
 */
export function recordEvent(
  db: Database.Database,
  kindName: RecordKindName,
  key: readonly KeyValue[],
  { actor, action, more = {} }: { actor: string; action?: string; more?: CustodyFact['detail'] },
): CustodyFact {
  const kind: RecordKind = recordKinds[kindName];
  const before = previousKey(kind, key);
  // A recovered case can lack the revision before.
  const previous = before && readRecord(db, kind, before);
  const detail = {
    ...Object.fromEntries(kind.key.map(({ member }, at) => [member, key[at]])),
    ...more,
    recordSha256: writtenSha256(readRecord(db, kind, key)),
    ...(previous ? { previousRecordSha256: recordSha256(previous) } : {}),
  };
  return { actor, action: action ?? kind.actions[0] ?? kindName, detail };
}

/** The key of the revision before; undefined for a first revision and for what has no revisions. */
export function previousKey(kind: RecordKind, key: readonly KeyValue[]): KeyValue[] | undefined {
  const at = kind.key.findIndex(({ column }) => column === 'revision');
  const revision = key[at];
  return typeof revision === 'number' && revision > 1 ? key.with(at, revision - 1) : undefined;
}

/** The number that the next row of a kind gets, from 1. */
export const nextNumber = (db: Database.Database, kindName: RecordKindName): number => {
  const { table, key }: RecordKind = recordKinds[kindName];
  return db.prepare<[], number>(`SELECT coalesce(max(${key[0]?.column}), 0) + 1 FROM ${table}`).pluck().get() ?? 1;
};

/** The revision that a record's next one gets, from 1. */
export const nextRevision = (db: Database.Database, kindName: RecordKindName, id: KeyValue): number => {
  const { table, key }: RecordKind = recordKinds[kindName];
  const sql = `SELECT coalesce(max(revision), 0) + 1 FROM ${table} WHERE ${key[0]?.column} = ?`;
  return db.prepare<[KeyValue], number>(sql).pluck().get(id) ?? 1;
};
