import { z } from 'zod';
import { caseId, method, utcInstant } from './primitives.ts';

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
  'notes.add': method(z.strictObject({ caseId, text: noteText, actor: z.string().max(200).optional() }), note),
  /** Adds a revision; the earlier text is kept. */
  'notes.revise': method(
    z.strictObject({
      caseId,
      noteId: z.number().int().positive(),
      text: noteText,
      actor: z.string().max(200).optional(),
    }),
    note,
  ),
  'notes.revisions': method(z.strictObject({ caseId, noteId: z.number().int().positive() }), z.array(note)),
};
