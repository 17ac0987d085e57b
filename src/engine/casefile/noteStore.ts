import type Database from 'better-sqlite3';
import { type Note, note } from '../../shared/contract/notes.ts';
import type { Connection } from './connection.ts';
import { insertRecord, nextNumber, nextRevision, recordEvent } from './records.ts';
import { checkInForce, inForce, noSuch } from './tombstoneStore.ts';

/** Saves a new note. */
export function addNote(connection: Connection, text: string, actor: string): Note {
  const { db } = connection;
  return connection.write(() => putRevision(db, nextNumber(db, 'note'), text, actor));
}

/** Saves a note's next text; the earlier ones stay. Throws `invalidInput` when there is no such note in force. */
export function reviseNote(connection: Connection, id: number, text: string, actor: string): Note {
  const { db } = connection;
  return connection.write(() => {
    noteRevisions(db, id);
    checkInForce(db, 'note', id);
    return putRevision(db, id, text, actor);
  });
}

/** Every revision of a note, oldest first, of a deleted one too. Throws `invalidInput` when there is no such note. */
export function noteRevisions(db: Database.Database, id: number): Note[] {
  const revisions = db.prepare(`${select} WHERE r.note = ? ORDER BY r.revision`).all(id);
  if (revisions.length === 0) throw noSuch(db, 'note', id);
  return revisions.map((row) => note.parse(row));
}

/** The newest revision of every note in force, in the order in which the notes were made. */
export const listNotes = (db: Database.Database): Note[] =>
  db
    .prepare(
      `${select} WHERE r.revision = (SELECT max(revision) FROM note_revisions WHERE note = r.note)
       AND ${inForce('note', 'r.note')} ORDER BY r.note`,
    )
    .all()
    .map((row) => note.parse(row));

const select = `SELECT r.note AS noteId, r.text, r.revision, r.actor, r.at AS revisedAt,
  (SELECT at FROM note_revisions WHERE note = r.note AND revision = 1) AS createdAt FROM note_revisions AS r`;

function putRevision(db: Database.Database, id: number, text: string, actor: string) {
  const revision = nextRevision(db, 'note', id);
  insertRecord(db, 'note_revisions', {
    note: id,
    revision,
    text: text.toWellFormed(),
    actor,
    at: new Date().toISOString(),
  });
  const saved = note.parse(db.prepare(`${select} WHERE r.note = ? AND r.revision = ?`).get(id, revision));
  return { event: recordEvent(db, 'note', [id, revision], { actor }), result: saved };
}
