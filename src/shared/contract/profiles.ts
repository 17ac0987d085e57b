import { z } from 'zod';
import { deletionReason, tombstone } from './deletions.ts';
import { exhibits } from './exhibits.ts';
import { actor, caseId, filePath, method, utcInstant } from './primitives.ts';
import { checkedStep, judgedRows, profileContent, sharedProfile } from './profileContent.ts';

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
  /**
   * The profile that expects what this case shows, from the newest answer of each step; nothing is saved. Use a case that is known
   * to be good: of the device before the incident (its window ends before), or of a clean device of the same model.
   */
  'profiles.learn': method(
    z.strictObject({ caseId }),
    z.strictObject({
      content: profileContent,
      /** Steps without an answer of the hardened query, from which nothing was learned. */
      unanswered: z.array(z.string()),
      /** Answers that may lack rows, and why: what they lack is not in the profile. */
      shortcomings: z.array(z.strictObject({ stepId: z.string(), text: z.string() })),
    }),
  ),
  /**
   * Judges the newest answer of every step by a profile: the named one, or the case's own, which is the one that was added last.
   * Throws `invalidInput` where there is none, or where its content is not of version 1.
   */
  'profiles.check': method(
    z.strictObject({ caseId, profileId: profileId.optional() }),
    z.strictObject({ profile, steps: z.array(checkedStep), unanswered: z.array(z.string()) }),
  ),
  /**
   * What a profile says of the rows of one page of an exhibit, in the page's order. Rows of another answer than a step's hardened
   * one are not covered. Throws as `profiles.check` does.
   */
  'profiles.marks': method(
    exhibits['exhibits.page'].input.extend({ profileId }),
    z.strictObject({ profile, rows: judgedRows }),
  ),
  /** What a profile expects. Throws `invalidInput` where its content is not of version 1. */
  'profiles.content': method(z.strictObject({ caseId, profileId }), profileContent),
  /** Reads a profile from a file; nothing is saved. */
  'profiles.readFile': method(z.strictObject({ path: filePath }), sharedProfile),
  /** Writes a profile to a new file; refuses a path that exists. */
  'profiles.writeFile': method(sharedProfile.extend({ path: filePath }), z.strictObject({ path: z.string() })),
  'profiles.delete': method(z.strictObject({ caseId, profileId, reason: deletionReason, actor }), tombstone),
};
