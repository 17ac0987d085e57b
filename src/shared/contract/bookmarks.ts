import { z } from 'zod';
import { deletionReason, tombstone } from './deletions.ts';
import { actor, caseId, citedRow, method, rowRef, utcInstant } from './primitives.ts';

/** A row that the investigator marked to come back to. */
export const bookmark = citedRow.extend({
  bookmarkId: z.number().int().positive(),
  revision: z.number().int().positive(),
  comment: z.string(),
  createdAt: utcInstant,
  revisedAt: utcInstant,
  actor: z.string(),
});
export type Bookmark = z.infer<typeof bookmark>;

const comment = z.string().max(20_000);
const bookmarkId = z.number().int().positive();

export const bookmarks = {
  /** The bookmarks in force, in the order in which they were made. */
  'bookmarks.list': method(z.strictObject({ caseId }), z.array(bookmark)),
  'bookmarks.add': method(z.strictObject({ caseId, ...rowRef.shape, comment, actor }), bookmark),
  /** Adds a revision with another comment; the row stays. */
  'bookmarks.revise': method(z.strictObject({ caseId, bookmarkId, comment, actor }), bookmark),
  /** Every revision, oldest first, of a deleted bookmark too. */
  'bookmarks.history': method(z.strictObject({ caseId, bookmarkId }), z.array(bookmark)),
  'bookmarks.delete': method(z.strictObject({ caseId, bookmarkId, reason: deletionReason, actor }), tombstone),
};
