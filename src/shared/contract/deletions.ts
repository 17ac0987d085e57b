import { z } from 'zod';
import { utcInstant } from './primitives.ts';

const deletedKind = z.enum(['note', 'finding', 'bookmark', 'attachment', 'profile']);
export type DeletedKind = z.infer<typeof deletedKind>;

/** A deletion: what it names is no longer in force, and stays stored and verifiable. */
export const tombstone = z.strictObject({
  kind: deletedKind,
  id: z.number().int().positive(),
  reason: z.string(),
  actor: z.string(),
  at: utcInstant,
});
export type Tombstone = z.infer<typeof tombstone>;

export const deletionReason = z.string().min(1).max(20_000);
