import { z } from 'zod';
import { deletionReason, tombstone } from './deletions.ts';
import { actor, caseId, method, utcInstant } from './primitives.ts';

export const note = z.strictObject({
  noteId: z.number().int().positive(),
  /** Markdown. */
  text: z.string(),
  revision: z.number().int().positive(),
  createdAt: utcInstant,
  revisedAt: utcInstant,
  actor: z.string(),
});
export type Note = z.infer<typeof note>;

const noteText = z.string().min(1).max(200_000);

export const notes = {
  'notes.add': method(z.strictObject({ caseId, text: noteText, actor }), note),
  /** Adds a revision; the earlier text is kept. */
  'notes.revise': method(
    z.strictObject({
      caseId,
      noteId: z.number().int().positive(),
      text: noteText,
      actor,
    }),
    note,
  ),
  /** Takes the note out of force; its revisions stay stored, and readable by number. */
  'notes.delete': method(
    z.strictObject({ caseId, noteId: z.number().int().positive(), reason: deletionReason, actor }),
    tombstone,
  ),
  'notes.revisions': method(z.strictObject({ caseId, noteId: z.number().int().positive() }), z.array(note)),
};
