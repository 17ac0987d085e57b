import { z } from 'zod';
import { filePath, method, sha256 } from './primitives.ts';

const recoveryShape = z.strictObject({
  /** The recovered case file. */
  path: z.string(),
  /** Where the damaged file is, when the recovered one took its place. */
  setAside: z.string().nullable(),
  originSha256: sha256,
  /** How many exhibits, revisions, attachments and deletions were taken over. */
  recovered: z.number().int(),
  /** What was not, each naming the thing: `exhibit 3: …`. */
  lost: z.array(z.string()),
  /** What was taken over and is not as its custody event tells. */
  changed: z.array(z.string()),
});
export type Recovery = z.infer<typeof recoveryShape>;

export const recovery = {
  /**
   * Takes whatever can be read of a damaged case file into a new one. Without `out` the damaged file is renamed, and the new
   * one takes its place.
   */
  'cases.recover': method(z.strictObject({ path: filePath, out: filePath.optional() }), recoveryShape),
};
