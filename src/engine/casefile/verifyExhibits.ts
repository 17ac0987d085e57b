import { createHash } from 'node:crypto';
import type Database from 'better-sqlite3';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import { rowCanonicalizer } from './answer/canonicalRow.ts';
import { noRowsSha256, readAnswer } from './answer/readAnswer.ts';
import type { StoredCell } from './answer/storedCell.ts';
import { catalogueColumns } from './caseSchema.ts';
import { citedRowSha256 } from './citations.ts';
import { readExhibit, unpackAnswer } from './exhibitStore.ts';
import { rowTableName } from './rowTable.ts';
import { sha256Hex } from './sha256.ts';
import type { VerificationProgress } from './verificationProgress.ts';

interface ExhibitRow {
  readonly number: number;
  readonly outcome: string;
  readonly kql: string;
  readonly kql_sha256: string;
  readonly columns: string;
  readonly row_count: number;
  readonly rows_sha256: string;
  readonly answer_bytes: number;
  readonly answer_sha256: string;
}

/** Recomputes the hashes of every exhibit from its stored bytes and rows, reads its rows anew from its raw answer, and checks every row that is cited. */
export function verifyExhibits(db: Database.Database, progress: VerificationProgress): void {
  const { attempt, problems } = progress;
  let exhibits: ExhibitRow[] = [];
  attempt('exhibits', () => {
    exhibits = db.prepare<[], ExhibitRow>('SELECT * FROM exhibits ORDER BY number').all();
  });
  for (const exhibit of exhibits) {
    const name = `exhibit ${exhibit.number}`;
    attempt(name, () => {
      readExhibit(db, exhibit.number);
      if (sha256Hex(exhibit.kql) !== exhibit.kql_sha256) problems.push(`${name}: KQL does not match its SHA-256`);
    });
    attempt(name, () => verifyRows(db, exhibit, progress));
    attempt(name, () => verifyRawAnswer(db, exhibit, progress));
  }
  verifyCitations(db, progress);
}

function verifyRows(db: Database.Database, exhibit: ExhibitRow, { problems, checked }: VerificationProgress): void {
  const name = `exhibit ${exhibit.number}`;
  if (exhibit.outcome !== 'answered') {
    if (exhibit.row_count !== 0 || exhibit.rows_sha256 !== noRowsSha256)
      problems.push(`${name}: failed, and names rows`);
    return;
  }
  const { count, ordered, sha256 } = storedRows(db, exhibit.number, catalogueColumns(exhibit.columns));
  checked.rows += count;
  if (count !== exhibit.row_count || !ordered) {
    problems.push(
      `${name}: has ${count} rows${ordered ? '' : ', not numbered from 1'}; ${exhibit.row_count} were saved`,
    );
  }
  if (sha256 !== exhibit.rows_sha256) problems.push(`${name}: stored rows do not match their SHA-256`);
}

function storedRows(db: Database.Database, exhibit: number, columns: readonly Column[]) {
  const canonical = rowCanonicalizer(columns.map(({ type }) => type));
  const cells = ['n', ...columns.map((_, at) => `c${at}`)].join(', ');
  const hash = createHash('sha256');
  let count = 0;
  let ordered = true;
  const rows = db.prepare<[], StoredCell[]>(`SELECT ${cells} FROM ${rowTableName(exhibit)} ORDER BY n`);
  for (const [n, ...row] of rows.safeIntegers().raw().iterate()) {
    count += 1;
    ordered &&= n === BigInt(count);
    hash.update(`${canonical(row)}\n`);
  }
  return { count, ordered, sha256: hash.digest('hex') };
}

/** The raw bytes give the hash that was kept, and reading them again gives the rows that were stored. */
function verifyRawAnswer(db: Database.Database, exhibit: ExhibitRow, { problems }: VerificationProgress): void {
  const name = `exhibit ${exhibit.number}`;
  const sql = 'SELECT content, encoding FROM raw_answers WHERE exhibit = ?';
  const row = db.prepare<[number], { content: Buffer; encoding: string }>(sql).get(exhibit.number);
  if (!row) {
    problems.push(`${name}: raw answer is missing`);
    return;
  }
  const body = unpackAnswer({ ...row, bytes: exhibit.answer_bytes }, exhibit.number);
  if (sha256Hex(body) !== exhibit.answer_sha256) problems.push(`${name}: raw answer does not match its SHA-256`);
  if (exhibit.outcome !== 'answered') return;
  if (readAnswer(body).rowsSha256 !== exhibit.rows_sha256)
    problems.push(`${name}: rows are not those of its raw answer`);
}

interface CitationRow {
  readonly name: string;
  readonly exhibit: number;
  readonly row: number;
  readonly row_sha256: string;
}

/** Every row that something rests on, and what rests on it. */
const citationQueries = [
  "SELECT 'answer to ' || question_id || ', revision ' || revision AS name, exhibit, row, row_sha256 FROM citations",
  "SELECT 'finding ' || finding || ', revision ' || revision AS name, exhibit, row, row_sha256 FROM finding_citations",
  "SELECT 'bookmark ' || bookmark || ', revision ' || revision AS name, exhibit, row, row_sha256 FROM bookmark_revisions",
];

function verifyCitations(db: Database.Database, { attempt, problems }: VerificationProgress): void {
  for (const sql of citationQueries) {
    attempt('citations', () => {
      for (const cited of db.prepare<[], CitationRow>(sql).all()) {
        const name = `${cited.name}: exhibit ${cited.exhibit}, row ${cited.row}`;
        attempt(name, () => {
          if (citedRowSha256(db, cited) !== cited.row_sha256) problems.push(`${name}: is not the row that was cited`);
        });
      }
    });
  }
}
