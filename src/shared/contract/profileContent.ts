import { z } from 'zod';

const text = z.string().min(1).max(100_000);

/** What a profile expects, version 1; see `ProfileContent` of core for what its lists mean. */
export const profileContent = z.strictObject({
  version: z.literal(1),
  users: z.array(z.strictObject({ name: text, groups: z.array(text) })).optional(),
  listeners: z.array(z.strictObject({ protocol: text, port: z.string(), exposure: z.string() })).optional(),
  destinations: z.array(z.strictObject({ address: text, port: z.string().optional() })).optional(),
  origins: z.array(text).optional(),
  executables: z.array(text).optional(),
  commandLines: z.array(text).optional(),
  firewallRules: z.array(text).optional(),
});

/** A profile as a file, to share it: JSON. */
export const profileFile = z.strictObject({
  format: z.literal('casebook-profile'),
  name: z.string().min(1).max(200),
  deviceModel: z.string().max(200),
  content: profileContent,
});
export type ProfileFile = z.infer<typeof profileFile>;

/** A profile as it passes between a case and a file. */
export const sharedProfile = profileFile.omit({ format: true });

const count = z.number().int().min(0);

/** What a profile says of a row; see `ProfileMark` of core. */
const profileMark = z.enum(['expected', 'unexpected', 'new', 'notCovered']);

/** Rows of an exhibit, numbered from 1, with what a profile says of each and why. */
export const judgedRows = z.array(
  z.strictObject({ row: z.number().int().positive(), mark: profileMark, reasons: z.array(z.string()) }),
);

/** What a profile says of the newest answer of a step. */
export const checkedStep = z.strictObject({
  stepId: z.string(),
  exhibit: z.number().int().positive(),
  title: z.string(),
  counts: z.strictObject({ expected: count, unexpected: count, new: count, notCovered: count }),
  /** The unexpected and new rows, numbered from 1, at most 5,000; the counts are of all. */
  rows: z.array(
    z.strictObject({
      row: z.number().int().positive(),
      mark: z.enum(['unexpected', 'new']),
      reasons: z.array(z.string()),
    }),
  ),
  /** Why the answer may lack rows, which are then not judged; empty where it is complete. */
  shortcomings: z.array(z.string()),
});
