import type Database from 'better-sqlite3';
import { canonicalJson, type JsonValue } from '../../core/custody/canonicalJson.ts';
import { sha256Hex } from './sha256.ts';

type Row = Readonly<Record<string, JsonValue>>;

/**
 * A record is one stored row as an object of its columns, with what belongs to it under the names of the other tables; its
 * hash is SHA-256 over its canonical JSON. Custody events carry these hashes. All of them are read from the file, so that
 * what is hashed is what is stored. Undefined when there is no such row.
 */
export const recordSha256 = (record: Row): string => sha256Hex(canonicalJson(record));

const one = (db: Database.Database, sql: string, ...key: (string | number)[]): Row | undefined =>
  db
    .prepare<unknown[], Row>(sql)
    .safeIntegers()
    .get(...key);
const all = (db: Database.Database, sql: string, ...key: (string | number)[]): Row[] =>
  db
    .prepare<unknown[], Row>(sql)
    .safeIntegers()
    .all(...key);

/** The case facts with the subjects. */
export function caseRecord(db: Database.Database): Row | undefined {
  const facts = one(db, 'SELECT * FROM case_facts');
  return facts && { ...facts, subjects: all(db, 'SELECT * FROM subjects ORDER BY number') };
}

/** All that is known of an exhibit but its raw answer and its rows, of which it holds the hashes. */
export const exhibitRecord = (db: Database.Database, exhibit: number): Row | undefined =>
  one(db, 'SELECT * FROM exhibits WHERE number = ?', exhibit);

/** An answer's revision with its citations. */
export function answerRecord(db: Database.Database, questionId: string, revision: number): Row | undefined {
  const key = [questionId, revision] as const;
  const answer = one(db, 'SELECT * FROM answer_revisions WHERE question_id = ? AND revision = ?', ...key);
  const citations = 'SELECT * FROM citations WHERE question_id = ? AND revision = ? ORDER BY position';
  return answer && { ...answer, citations: all(db, citations, ...key) };
}

export const taskRecord = (db: Database.Database, taskId: string, revision: number): Row | undefined =>
  one(db, 'SELECT * FROM task_revisions WHERE task_id = ? AND revision = ?', taskId, revision);

export const noteRecord = (db: Database.Database, note: number, revision: number): Row | undefined =>
  one(db, 'SELECT * FROM note_revisions WHERE note = ? AND revision = ?', note, revision);

/** Puts a row into a table; the object's members are the table's columns. Belongs in a transaction with its custody event. */
export function insertRecord(db: Database.Database, table: string, row: Readonly<Record<string, unknown>>): void {
  const columns = Object.keys(row);
  db.prepare(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`,
  ).run(row);
}

/** The hash of a record that was just written. */
export function writtenSha256(record: Row | undefined): string {
  if (!record) throw new Error('A record that was just written is not there.');
  return recordSha256(record);
}
