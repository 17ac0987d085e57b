import { performance } from 'node:perf_hooks';
import type Database from 'better-sqlite3';
import type { CaseView } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { type RecordDocument, recordDocuments } from './caseDocuments.ts';
import { fold, joinFields } from './literalText.ts';

/** The documents of case 1 have the ids from 2³² up, those of case 2 from 2 · 2³²; its records come before its rows. */
const idsPerCase = 2 ** 32;
const idsOfRecords = 2 ** 31;

/** Where the documents of a case are: from ≤ id < to. */
export const documentIds = (owner: number) => ({ from: owner * idsPerCase, to: (owner + 1) * idsPerCase });

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

export const indexedCase = (db: Database.Database, path: string): IndexedCase | undefined =>
  db.prepare<[string], IndexedCase>('SELECT * FROM cases WHERE path = ?').get(path);

/** How many rows the index holds of those that the case has. */
export function indexedRows(db: Database.Database, owner: number): { rowsDone: number; rows: number } {
  const sql = 'SELECT coalesce(sum(done), 0) AS rowsDone, coalesce(sum(rows), 0) AS rows FROM exhibits WHERE owner = ?';
  return db.prepare<[number], { rowsDone: number; rows: number }>(sql).get(owner) ?? { rowsDone: 0, rows: 0 };
}

/**
 * Brings what the index holds of a case nearer to the case, in one transaction of about `sliceMs`: first its records, then the
 * rows of its exhibits in order. Only what is not there yet is added. Where the chain of custody is no continuation of the one
 * that was indexed, all of the case is indexed anew. Tells whether the index holds all; `stamp` is then kept with it.
 */
export function catchUp(db: Database.Database, path: string, file: CaseFile, stamp: string, sliceMs: number): boolean {
  const end = performance.now() + sliceMs;
  return db
    .transaction(() => {
      const view = file.view();
      let known = indexedCase(db, path);
      if (known && known.head !== view.custody.head && !isContinued(file, known)) {
        forgetCase(db, known.id);
        known = undefined;
      }
      const owner = known?.id ?? addCase(db, path);
      if (known?.head !== view.custody.head) syncRecords(db, owner, file, view);
      const complete = addRows(db, owner, file, end);
      db.prepare('UPDATE cases SET stamp = ? WHERE id = ?').run(complete ? stamp : '', owner);
      return complete;
    })
    .immediate();
}

/** Removes a case from the index. */
export function forgetCase(db: Database.Database, owner: number): void {
  const { from, to } = documentIds(owner);
  db.prepare('DELETE FROM texts WHERE rowid IN (SELECT id FROM documents WHERE id >= ? AND id < ?)').run(from, to);
  db.prepare('DELETE FROM documents WHERE id >= ? AND id < ?').run(from, to);
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

function syncRecords(db: Database.Database, owner: number, file: CaseFile, view: ReturnType<CaseFile['view']>): void {
  const { from } = documentIds(owner);
  const select = db.prepare<[number, number], StoredDocument>(
    'SELECT id, kind, ref, row, text FROM documents WHERE id >= ? AND id < ? ORDER BY id',
  );
  const stored = new Map(select.all(from, from + idsOfRecords).map((each) => [keyOf(each), each]));
  const add = documentAdder(db);
  let id = Math.max(from, ...[...stored.values()].map((each) => each.id));
  for (const record of recordDocuments(file, view)) {
    if (!stored.delete(keyOf(record))) add({ ...record, id: ++id });
  }
  for (const { id: gone } of stored.values()) {
    db.prepare('DELETE FROM texts WHERE rowid = ?').run(gone);
    db.prepare('DELETE FROM documents WHERE id = ?').run(gone);
  }
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

/** So many rows are read at once; the clock is looked at between them. */
const rowsAtOnce = 50;

function addRows(db: Database.Database, owner: number, file: CaseFile, end: number): boolean {
  const lagging = db
    .prepare<[number], { number: number; rows: number; done: number }>(
      'SELECT number, rows, done FROM exhibits WHERE owner = ? AND done < rows ORDER BY number',
    )
    .all(owner);
  if (lagging.length === 0) return true;
  const { from } = documentIds(owner);
  const newest = db.prepare<[number, number], number>('SELECT max(id) FROM documents WHERE id >= ? AND id < ?').pluck();
  let id = Math.max(from + idsOfRecords, newest.get(from + idsOfRecords, from + idsPerCase) ?? 0);
  const add = documentAdder(db);
  const advance = db.prepare('UPDATE exhibits SET done = ? WHERE owner = ? AND number = ?');
  for (const { number, rows, done } of lagging) {
    for (let offset = done; offset < rows; offset += rowsAtOnce) {
      if (performance.now() >= end) return false;
      for (const { row, cells } of file.page({ exhibit: number, offset, limit: rowsAtOnce }).rows) {
        const text = joinFields(cells.map((cell) => (cell === null ? '' : String(cell))));
        add({ id: ++id, kind: 'row', ref: String(number), row, text });
      }
      advance.run(Math.min(rows, offset + rowsAtOnce), owner, number);
    }
  }
  return true;
}

function documentAdder(db: Database.Database) {
  const document = db.prepare('INSERT INTO documents (id, kind, ref, row, text) VALUES (?, ?, ?, ?, ?)');
  const texts = db.prepare('INSERT INTO texts (rowid, text) VALUES (?, ?)');
  return (added: { id: number; kind: string; ref: string; row: number | null; text: string }) => {
    document.run(added.id, added.kind, added.ref, added.row, added.text);
    texts.run(added.id, fold(added.text));
  };
}
