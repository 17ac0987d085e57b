import { performance } from 'node:perf_hooks';
import type Database from 'better-sqlite3';
import type { CaseView } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { type RecordDocument, recordDocuments } from './caseDocuments.ts';
import { foldedBeside, joinFields, rowBorder } from './literalText.ts';
import { statement } from './statement.ts';

/** The documents of case 1 have the ids from 2³² up, those of case 2 from 2 · 2³²; its records come before its rows. */
const idsPerCase = 2 ** 32;
const idsOfRecords = 2 ** 31;

/** Ids of documents: from ≤ id < to. */
interface IdRange {
  readonly from: number;
  readonly to: number;
}

const recordIds = (owner: number): IdRange => ({ from: owner * idsPerCase, to: owner * idsPerCase + idsOfRecords });
const rowIds = (owner: number): IdRange => ({ from: recordIds(owner).to, to: (owner + 1) * idsPerCase });

const newestOf = statement<[number, number], { id: number | null }>(
  'SELECT max(id) AS id FROM documents WHERE id >= ? AND id < ?',
);
const newestId = (db: Database.Database, { from, to }: IdRange): number => newestOf(db).get(from, to)?.id ?? from;

/** Where the documents of a case are: its records, then its blocks of rows. */
export const documentRanges = (db: Database.Database, owner: number): IdRange[] =>
  [recordIds(owner), rowIds(owner)].map((range) => ({ from: range.from, to: newestId(db, range) + 1 }));

/** A case as the index knows it. */
export interface IndexedCase {
  readonly id: number;
  readonly path: string;
  readonly title: string;
  /** The file's stamp when it was read last; empty where the index lags. */
  readonly stamp: string;
  /** The newest custody event of what the index holds. */
  readonly head: string;
  readonly sequence: number;
}

const caseAt = statement<[string], IndexedCase>('SELECT * FROM cases WHERE path = ?');
export const indexedCase = (db: Database.Database, path: string): IndexedCase | undefined => caseAt(db).get(path);

interface RowCounts {
  readonly rowsDone: number;
  readonly rows: number;
}

const rowCounts = statement<[number], RowCounts>(
  'SELECT coalesce(sum(done), 0) AS rowsDone, coalesce(sum(rows), 0) AS rows FROM exhibits WHERE owner = ?',
);
/** How many rows the index holds of those that the case has. */
export const indexedRows = (db: Database.Database, owner: number): RowCounts =>
  rowCounts(db).get(owner) ?? { rowsDone: 0, rows: 0 };

/**
 * Brings what the index holds of a case nearer to the case, in one transaction of about `sliceMs`: first its records, then the
 * rows of its exhibits in order. Only what is not there yet is added. Where the chain of custody is no continuation of the one
 * that was indexed, all of the case is indexed anew. Tells whether the index holds all; `stamp` is then kept with it.
 */
export function catchUp(db: Database.Database, path: string, file: CaseFile, stamp: string, sliceMs: number): boolean {
  const end = performance.now() + sliceMs;
  return db
    .transaction(() => {
      const { head } = file.custodyHead();
      let known = indexedCase(db, path);
      if (known && known.head !== head && !isContinued(file, known)) {
        forgetCase(db, known.id);
        known = undefined;
      }
      const owner = known?.id ?? addCase(db, path);
      if (known?.head !== head) syncRecords(db, owner, file);
      const complete = addRows(db, owner, file, end);
      const kept = complete ? stamp : '';
      if (known?.stamp !== kept) db.prepare('UPDATE cases SET stamp = ? WHERE id = ?').run(kept, owner);
      return complete;
    })
    .immediate();
}

/** Removes a case from the index. */
export function forgetCase(db: Database.Database, owner: number): void {
  db.prepare('DELETE FROM documents WHERE id >= ? AND id < ?').run(recordIds(owner).from, rowIds(owner).to);
  db.prepare('DELETE FROM exhibits WHERE owner = ?').run(owner);
  db.prepare('DELETE FROM cases WHERE id = ?').run(owner);
}

const isContinued = (file: CaseFile, known: IndexedCase): boolean =>
  file.custody().some(({ sequence, hash }) => sequence === known.sequence && hash === known.head);

function addCase(db: Database.Database, path: string): number {
  const added = db.prepare("INSERT INTO cases (path, title, stamp, head, sequence) VALUES (?, '', '', '', 0)");
  return Number(added.run(path).lastInsertRowid);
}

interface StoredDocument extends RecordDocument {
  readonly id: number;
}

const recordsIn = statement<[number, number], StoredDocument>(
  'SELECT id, kind, ref, row, text FROM documents WHERE id >= ? AND id < ? ORDER BY id',
);

function syncRecords(db: Database.Database, owner: number, file: CaseFile): void {
  const view = file.view();
  const { from, to } = recordIds(owner);
  const stored = new Map(
    recordsIn(db)
      .all(from, to)
      .map((each) => [keyOf(each), each]),
  );
  let id = newestId(db, { from, to });
  for (const record of recordDocuments(file, view)) {
    if (!stored.delete(keyOf(record))) addDocument(db, { ...record, id: ++id });
  }
  for (const { id: gone } of stored.values()) db.prepare('DELETE FROM documents WHERE id = ?').run(gone);
  for (const exhibit of view.exhibits) addExhibit(db, owner, exhibit);
  const { title, custody } = view;
  db.prepare('UPDATE cases SET title = ?, head = ?, sequence = ? WHERE id = ?').run(
    title,
    custody.head,
    custody.count,
    owner,
  );
}

const keyOf = ({ kind, ref, row, text }: RecordDocument): string => JSON.stringify([kind, ref, row, text]);

function addExhibit(db: Database.Database, owner: number, exhibit: CaseView['exhibits'][number]): void {
  const names = JSON.stringify(exhibit.columns.map(({ name }) => name));
  const rows = exhibit.outcome === 'answered' ? exhibit.rowCount : 0;
  db.prepare('INSERT INTO exhibits VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT DO NOTHING').run(
    owner,
    exhibit.number,
    exhibit.title,
    names,
    rows,
  );
}

/** So many rows are read at once and kept as one document; the clock is looked at between them. */
const rowsPerBlock = 50;

const laggingOf = statement<[number], { number: number; rows: number; done: number }>(
  'SELECT number, rows, done FROM exhibits WHERE owner = ? AND done < rows ORDER BY number',
);
const advance = statement<[number, number, number]>('UPDATE exhibits SET done = ? WHERE owner = ? AND number = ?');

function addRows(db: Database.Database, owner: number, file: CaseFile, end: number): boolean {
  const lagging = laggingOf(db).all(owner);
  if (lagging.length === 0) return true;
  let id = newestId(db, rowIds(owner));
  for (const { number, rows, done } of lagging) {
    for (let offset = done; offset < rows; offset += rowsPerBlock) {
      if (performance.now() >= end) return false;
      const text = blockOf(file, number, offset);
      addDocument(db, { id: ++id, kind: 'row', ref: String(number), row: offset + 1, text });
      advance(db).run(Math.min(rows, offset + rowsPerBlock), owner, number);
    }
  }
  return true;
}

/** The texts of the rows behind `offset`. A row that the case lacks is an empty one, so that those behind it keep their numbers. */
function blockOf(file: CaseFile, exhibit: number, offset: number): string {
  const texts: string[] = [];
  for (const { row, cells } of file.page({ exhibit, offset, limit: rowsPerBlock }).rows) {
    texts[row - offset - 1] = joinFields(cells.map((cell) => (cell === null ? '' : String(cell))));
  }
  return texts.join(rowBorder);
}

const document = statement<[number, string, string, number | null, string, string | null]>(
  'INSERT INTO documents (id, kind, ref, row, text, folded) VALUES (?, ?, ?, ?, ?, ?)',
);

function addDocument(
  db: Database.Database,
  { id, kind, ref, row, text }: { id: number; kind: string; ref: string; row: number | null; text: string },
): void {
  document(db).run(id, kind, ref, row, text, foldedBeside(text));
}
