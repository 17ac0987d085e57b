import type Database from 'better-sqlite3';
import { type Attachment, attachment } from '../../shared/contract/attachments.ts';
import { CasebookError } from '../../shared/result.ts';
import type { NewAttachment } from './caseFile.ts';
import type { Connection } from './connection.ts';
import { limits } from './format.ts';
import { insertRecord, nextNumber, recordEvent } from './records.ts';
import { sha256Hex } from './sha256.ts';
import { inForce, noSuch } from './tombstoneStore.ts';

/** Keeps a file's bytes. Throws `invalidInput` when there are more than an attachment may have. */
export function addAttachment(connection: Connection, given: NewAttachment, actor: string): Attachment {
  const { db } = connection;
  const { content } = given;
  if (content.byteLength > limits.attachmentBytes) {
    const message = `${given.name} has ${content.byteLength} bytes; an attachment has at most ${limits.attachmentBytes}.`;
    throw new CasebookError('invalidInput', message, { bytes: content.byteLength });
  }
  return connection.write(() => {
    const number = nextNumber(db, 'attachment');
    const sha256 = sha256Hex(content);
    insertRecord(db, 'attachments', {
      number,
      name: given.name.toWellFormed(),
      media_type: given.mediaType,
      bytes: content.byteLength,
      sha256,
      content,
      comment: given.comment.toWellFormed(),
      actor,
      at: new Date().toISOString(),
    });
    const saved = attachment.parse(db.prepare(`${select} WHERE number = ?`).get(number));
    return {
      event: recordEvent(db, 'attachment', [number], { actor, more: { contentSha256: sha256 } }),
      result: saved,
    };
  }, content.byteLength);
}

/** The attachments in force, in the order in which they were added. */
export const listAttachments = (db: Database.Database): Attachment[] =>
  db
    .prepare(`${select} WHERE ${inForce('attachment', 'number')} ORDER BY number`)
    .all()
    .map((row) => attachment.parse(row));

/** An attachment's bytes, of a deleted one too. Throws `invalidInput`, or `caseDamaged` when they are not those that were kept. */
export function readAttachment(db: Database.Database, number: number): Uint8Array {
  const sql = 'SELECT content, sha256 FROM attachments WHERE number = ? AND octet_length(content) <= ?';
  const row = db
    .prepare<[number, number], { content: Buffer; sha256: string }>(sql)
    .get(number, limits.attachmentBytes);
  if (!row) throw noSuch(db, 'attachment', number);
  if (sha256Hex(row.content) === row.sha256) return row.content;
  throw new CasebookError('caseDamaged', `attachment ${number}: its bytes do not match their SHA-256.`, { number });
}

const select =
  'SELECT number, name, media_type AS mediaType, bytes AS byteLength, sha256, comment, actor, at FROM attachments';
