import type Database from 'better-sqlite3';
import { type DeletedKind, type Tombstone, tombstone } from '../../shared/contract/deletions.ts';
import { CasebookError } from '../../shared/result.ts';
import type { Connection } from './connection.ts';
import { type RecordKind, recordKinds } from './recordKinds.ts';
import { insertRecord, readRecord, recordEvent, writtenSha256 } from './records.ts';

/**
 * Takes something out of force by a row that says so; what it hides stays stored. Throws `invalidInput` when there is no such
 * thing or when it was deleted before.
 */
export function deleteItem(
  connection: Connection,
  kind: DeletedKind,
  id: number,
  reason: string,
  actor: string,
): Tombstone {
  const { db } = connection;
  return connection.write(() => {
    const hidden = hiddenRecordSha256(db, kind, id);
    checkInForce(db, kind, id);
    const row = { kind, id, reason: reason.toWellFormed(), actor, at: new Date().toISOString() };
    insertRecord(db, 'tombstones', row);
    const event = recordEvent(db, 'tombstone', [kind, id], { actor, more: { hiddenRecordSha256: hidden } });
    return { event, result: tombstone.parse(row) };
  });
}

/** Throws `invalidInput` when this was deleted. */
export function checkInForce(db: Database.Database, kind: DeletedKind, id: number): void {
  const at = db
    .prepare<[string, number], string>('SELECT at FROM tombstones WHERE kind = ? AND id = ?')
    .pluck()
    .get(kind, id);
  if (at === undefined) return;
  const message = `The ${kind} ${id} was deleted at ${at}: it can be read, and no longer changed.`;
  throw new CasebookError('invalidInput', message, { kind, id });
}

/** Every deletion, oldest first. */
export const listTombstones = (db: Database.Database): Tombstone[] =>
  db
    .prepare('SELECT * FROM tombstones ORDER BY at, kind, id')
    .all()
    .map((row) => tombstone.parse(row));

/** The SQL condition that keeps what was not deleted, on the column that holds its number. */
export const inForce = (kind: DeletedKind, column: string): string =>
  `${column} NOT IN (SELECT id FROM tombstones WHERE kind = '${kind}')`;

/** The refusal of a number that nothing has, naming those that there are. */
export function noSuch(db: Database.Database, kind: DeletedKind, id: number): CasebookError {
  const { table, key }: RecordKind = recordKinds[kind];
  const column = key[0]?.column ?? '';
  const ids = db.prepare<[], number>(`SELECT DISTINCT ${column} FROM ${table} ORDER BY ${column}`).pluck().all();
  const has = ids.length === 0 ? `no ${kind}s` : `${kind}s ${ids.join(', ')}`;
  return new CasebookError('invalidInput', `There is no ${kind} ${id}: the case has ${has}.`, { [`${kind}Id`]: id });
}

/** The hash of the record that a deletion hides: the newest revision, or the only one. Throws `invalidInput` where there is none. */
export function hiddenRecordSha256(db: Database.Database, kindName: DeletedKind, id: number): string {
  const kind: RecordKind = recordKinds[kindName];
  const column = kind.key[0]?.column ?? '';
  const revised = kind.key.length > 1;
  const sql = `SELECT ${revised ? 'max(revision)' : '1'} FROM ${kind.table} WHERE ${column} = ?`;
  const revision = db.prepare<[number], number | null>(sql).pluck().get(id);
  if (revision === null || revision === undefined) throw noSuch(db, kindName, id);
  return writtenSha256(readRecord(db, kind, revised ? [id, revision] : [id]));
}
