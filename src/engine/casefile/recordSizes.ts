import type Database from 'better-sqlite3';
import { limits } from './format.ts';
import { type RecordKind, recordKinds } from './recordKinds.ts';

/** Every table whose rows a session reads whole: all but an exhibit's rows and raw answer. */
const tables: readonly string[] = [
  'case_facts',
  'subjects',
  'custody_events',
  ...Object.values<RecordKind>(recordKinds).flatMap(({ table, parts }) => [table, ...parts.map((part) => part.table)]),
];

/** The SQL expression for the bytes of the longest text in a row of one of our tables. Reads no text to tell its length. */
export function longestText(db: Database.Database, table: string): string {
  const columns = db
    .prepare<[string], string>("SELECT name FROM pragma_table_info(?) WHERE type = 'TEXT'")
    .pluck()
    .all(table);
  return `max(0, 0${columns.map((name) => `, coalesce(octet_length("${name}"), 0)`).join('')})`;
}

/** The tables of a file with a text that is longer than any that a case has, each with its length in bytes. */
export function oversizedTexts(db: Database.Database): string[] {
  return tables.flatMap((table) => {
    const longest = db
      .prepare<[], number | null>(`SELECT max(${longestText(db, table)}) FROM ${table}`)
      .pluck()
      .get();
    const isLong = typeof longest === 'number' && longest > limits.recordTextBytes;
    return isLong
      ? [`${table} has a text of ${longest} bytes; at most ${limits.recordTextBytes} are one of a case`]
      : [];
  });
}
