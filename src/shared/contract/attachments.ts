import { z } from 'zod';
import { deletionReason, tombstone } from './deletions.ts';
import { actor, caseId, filePath, method, sha256, utcInstant } from './primitives.ts';

/** A file kept in the case, byte for byte. */
export const attachment = z.strictObject({
  number: z.number().int().positive(),
  /** A file name without a folder. */
  name: z.string(),
  mediaType: z.string(),
  byteLength: z.number().int().nonnegative(),
  sha256,
  comment: z.string(),
  actor: z.string(),
  at: utcInstant,
});
export type Attachment = z.infer<typeof attachment>;

const mediaType = z
  .string()
  .max(200)
  .regex(/^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/i, 'expected a media type such as image/png');
const number = z.number().int().positive();

export const attachments = {
  /** The attachments in force, in the order in which they were added. */
  'attachments.list': method(z.strictObject({ caseId }), z.array(attachment)),
  /** Keeps a copy of the file at `path`, at most 50 million bytes, under the name that it has there. */
  'attachments.add': method(
    z.strictObject({ caseId, path: filePath, mediaType: mediaType.optional(), comment: z.string().max(20_000), actor }),
    attachment,
  ),
  /** Writes the bytes to a new file; refuses a path that exists. */
  'attachments.save': method(
    z.strictObject({ caseId, number, path: filePath }),
    z.strictObject({ path: z.string(), byteLength: z.number().int(), sha256 }),
  ),
  'attachments.delete': method(z.strictObject({ caseId, number, reason: deletionReason, actor }), tombstone),
};
