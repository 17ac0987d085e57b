import type Database from 'better-sqlite3';
import { type Note, note } from '../../shared/contract/notes.ts';
import { CasebookError } from '../../shared/result.ts';
import type { Connection } from './connection.ts';
import { insertRecord, noteRecord, writtenSha256 } from './records.ts';

/** Saves a new note. */
export function addNote(connection: Connection, text: string, actor: string): Note {
  const { db } = connection;
  return connection.write(() => {
    const id = db.prepare<[], number>('SELECT coalesce(max(note), 0) + 1 FROM note_revisions').pluck().get() ?? 1;
    return putRevision(db, id, 1, text, actor);
  });
}

/** Saves a note's next text; the earlier ones stay. Throws `invalidInput` when there is no such note. */
export function reviseNote(connection: Connection, id: number, text: string, actor: string): Note {
  const { db } = connection;
  return connection.write(() => putRevision(db, id, noteRevisions(db, id).length + 1, text, actor));
}

/** Every revision of a note, oldest first. Throws `invalidInput` when there is no such note. */
export function noteRevisions(db: Database.Database, id: number): Note[] {
  const revisions = db.prepare(`${select} WHERE r.note = ? ORDER BY r.revision`).all(id);
  if (revisions.length === 0) {
    const ids = db.prepare<[], number>('SELECT DISTINCT note FROM note_revisions').pluck().all();
    const has = ids.length === 0 ? 'no notes' : `notes ${ids.join(', ')}`;
    throw new CasebookError('invalidInput', `There is no note ${id}: the case has ${has}.`, { noteId: id });
  }
  return revisions.map((row) => note.parse(row));
}

/** The newest revision of every note, in the order in which the notes were made. */
export const listNotes = (db: Database.Database): Note[] =>
  db
    .prepare(
      `${select} WHERE r.revision = (SELECT max(revision) FROM note_revisions WHERE note = r.note) ORDER BY r.note`,
    )
    .all()
    .map((row) => note.parse(row));

const select = `SELECT r.note AS noteId, r.text, r.revision, r.actor, r.at AS revisedAt,
  (SELECT at FROM note_revisions WHERE note = r.note AND revision = 1) AS createdAt FROM note_revisions AS r`;

function putRevision(db: Database.Database, id: number, revision: number, text: string, actor: string) {
  insertRecord(db, 'note_revisions', {
    note: id,
    revision,
    text: text.toWellFormed(),
    actor,
    at: new Date().toISOString(),
  });
  const [saved] = noteRevisions(db, id).slice(-1);
  if (!saved) throw new Error(`Note ${id} was written and is not there.`);
  const detail = { note: id, revision, recordSha256: writtenSha256(noteRecord(db, id, revision)) };
  return { event: { actor, action: 'note', detail }, result: saved };
}
