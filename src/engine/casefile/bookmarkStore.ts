import type Database from 'better-sqlite3';
import { type Bookmark, bookmark } from '../../shared/contract/bookmarks.ts';
import { citedRowSha256 } from './citations.ts';
import type { Connection } from './connection.ts';
import { insertRecord, nextNumber, nextRevision, recordEvent } from './records.ts';
import { checkInForce, inForce, noSuch } from './tombstoneStore.ts';

/** Marks a row. Throws `unknownExhibit`, or `invalidInput` on a row that is not there. */
export function addBookmark(
  connection: Connection,
  { exhibit, row, comment }: { exhibit: number; row: number; comment: string },
  actor: string,
): Bookmark {
  const { db } = connection;
  return connection.write(() => {
    const rowSha256 = citedRowSha256(db, { exhibit, row });
    return putRevision(db, nextNumber(db, 'bookmark'), { exhibit, row, rowSha256, comment }, actor);
  });
}

/** Saves a bookmark's next comment; the earlier ones stay. Throws `invalidInput` when there is no such bookmark in force. */
export function reviseBookmark(connection: Connection, id: number, comment: string, actor: string): Bookmark {
  const { db } = connection;
  return connection.write(() => {
    const newest = bookmarkHistory(db, id).at(-1);
    if (!newest) throw noSuch(db, 'bookmark', id);
    checkInForce(db, 'bookmark', id);
    return putRevision(db, id, { ...newest, comment }, actor);
  });
}

/** Every revision of a bookmark, oldest first, of a deleted one too. Throws `invalidInput` when there is no such bookmark. */
export function bookmarkHistory(db: Database.Database, id: number): Bookmark[] {
  const rows = db.prepare(`${select} WHERE r.bookmark = ? ORDER BY r.revision`).all(id);
  if (rows.length === 0) throw noSuch(db, 'bookmark', id);
  return rows.map((row) => bookmark.parse(row));
}

/** The newest revision of every bookmark in force, in the order in which they were made. */
export const listBookmarks = (db: Database.Database): Bookmark[] =>
  db
    .prepare(
      `${select} WHERE r.revision = (SELECT max(revision) FROM bookmark_revisions WHERE bookmark = r.bookmark)
       AND ${inForce('bookmark', 'r.bookmark')} ORDER BY r.bookmark`,
    )
    .all()
    .map((row) => bookmark.parse(row));

const select = `SELECT r.bookmark AS bookmarkId, r.revision, r.exhibit, r.row, r.row_sha256 AS rowSha256, r.comment, r.actor,
  r.at AS revisedAt, (SELECT at FROM bookmark_revisions WHERE bookmark = r.bookmark AND revision = 1) AS createdAt
  FROM bookmark_revisions AS r`;

function putRevision(
  db: Database.Database,
  id: number,
  { exhibit, row, rowSha256, comment }: Pick<Bookmark, 'exhibit' | 'row' | 'rowSha256' | 'comment'>,
  actor: string,
) {
  const revision = nextRevision(db, 'bookmark', id);
  insertRecord(db, 'bookmark_revisions', {
    bookmark: id,
    revision,
    exhibit,
    row,
    row_sha256: rowSha256,
    comment: comment.toWellFormed(),
    actor,
    at: new Date().toISOString(),
  });
  const saved = bookmark.parse(db.prepare(`${select} WHERE r.bookmark = ? AND r.revision = ?`).get(id, revision));
  return { event: recordEvent(db, 'bookmark', [id, revision], { actor }), result: saved };
}
