import { z } from 'zod';
import { deletionReason, tombstone } from './deletions.ts';
import { actor, caseId, method, utcInstant } from './primitives.ts';

/** The expected state of a device or of its model, to compare what was found with. */
export const profile = z.strictObject({
  profileId: z.number().int().positive(),
  revision: z.number().int().positive(),
  name: z.string(),
  deviceModel: z.string(),
  /** What is expected, as a JSON object. */
  content: z.record(z.string(), z.json()),
  createdAt: utcInstant,
  revisedAt: utcInstant,
  actor: z.string(),
});
export type Profile = z.infer<typeof profile>;

const content = {
  name: z.string().min(1).max(200),
  deviceModel: z.string().max(200),
  content: profile.shape.content,
};
const profileId = z.number().int().positive();

export const profiles = {
  /** The profiles in force, in the order in which they were made. */
  'profiles.list': method(z.strictObject({ caseId }), z.array(profile)),
  'profiles.add': method(z.strictObject({ caseId, ...content, actor }), profile),
  /** Adds a revision; the earlier ones stay. */
  'profiles.revise': method(z.strictObject({ caseId, profileId, ...content, actor }), profile),
  /** Every revision, oldest first, of a deleted profile too. */
  'profiles.history': method(z.strictObject({ caseId, profileId }), z.array(profile)),
  'profiles.delete': method(z.strictObject({ caseId, profileId, reason: deletionReason, actor }), tombstone),
};
