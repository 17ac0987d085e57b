import type Database from 'better-sqlite3';
import type { CitedRow } from '../../shared/contract/index.ts';
import { citedRow } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import { rowCanonicalizer } from './answer/canonicalRow.ts';
import type { StoredCell } from './answer/storedCell.ts';
import { readExhibit } from './exhibitStore.ts';
import type { KeyValue } from './recordKinds.ts';
import { insertRecord } from './records.ts';
import { rowTableName } from './rowTable.ts';
import { sha256Hex } from './sha256.ts';

interface RowRef {
  readonly exhibit: number;
  readonly row: number;
}
type CitationTable = 'citations' | 'finding_citations';
const keys = { citations: 'question_id = ?', finding_citations: 'finding = ?' } as const;

/** The rows with their hashes. Throws `unknownExhibit`, or `invalidInput` on a row that is not there. */
export const citedRows = (db: Database.Database, rows: readonly RowRef[]): CitedRow[] =>
  rows.map(({ exhibit, row }) => ({ exhibit, row, rowSha256: citedRowSha256(db, { exhibit, row }) }));

/** Puts what a revision cites into its table, in order from position 1. */
export function insertCitations(
  db: Database.Database,
  table: CitationTable,
  key: Readonly<Record<string, KeyValue>>,
  cited: readonly CitedRow[],
): void {
  cited.forEach(({ exhibit, row, rowSha256 }, index) => {
    insertRecord(db, table, { ...key, position: index + 1, exhibit, row, row_sha256: rowSha256 });
  });
}

/** What a revision cites, in order. */
export const readCitations = (
  db: Database.Database,
  table: CitationTable,
  key: readonly [id: KeyValue, revision: number],
): CitedRow[] =>
  db
    .prepare<KeyValue[]>(
      `SELECT exhibit, row, row_sha256 AS rowSha256 FROM ${table} WHERE ${keys[table]} AND revision = ? ORDER BY position`,
    )
    .all(...key)
    .map((row) => citedRow.parse(row));

/** The hash of a row's canonical JSON; throws when the exhibit or the row is not there. */
export function citedRowSha256(db: Database.Database, { exhibit, row }: RowRef): string {
  const { columns, rowCount } = readExhibit(db, exhibit);
  const cells = columns.map((_, at) => `c${at}`);
  const sql = `SELECT ${cells.join(', ') || 'NULL'} FROM ${rowTableName(exhibit)} WHERE n = ?`;
  const stored = row <= rowCount ? db.prepare<[number], StoredCell[]>(sql).safeIntegers().raw().get(row) : undefined;
  if (!stored) {
    const has = rowCount === 0 ? 'no rows' : `rows 1 to ${rowCount}`;
    const message = `Exhibit ${exhibit} has no row ${row}: it has ${has}.`;
    throw new CasebookError('invalidInput', message, { exhibit, row, rowCount });
  }
  const canonical = rowCanonicalizer(columns.map(({ type }) => type));
  return sha256Hex(canonical(stored.slice(0, columns.length)));
}
