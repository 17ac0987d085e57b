import { z } from 'zod';
import { shortestPassphrase } from '../passphrase.ts';
import { actor, caseId, filePath, method, sha256 } from './primitives.ts';

const exhibitNumbers = z.array(z.number().int().positive()).max(100_000);
const contents = z.enum(['whole', 'part']);

/** What goes into a part; the case facts, the playbook and the whole custody chain always do. */
const part = z.strictObject({
  exhibits: exhibitNumbers,
  notes: z.boolean(),
  /** Answers and tasks. */
  answers: z.boolean(),
  /** Findings, bookmarks and profiles. */
  findings: z.boolean(),
  attachments: z.boolean(),
  /** Without them a part can be checked by hand, but not be opened as a case. */
  rawAnswers: z.boolean(),
});

const exported = z.strictObject({
  path: z.string(),
  byteLength: z.number().int(),
  sha256,
  contents,
  sealed: z.boolean(),
  /** The newest hash of the chain that went with it. */
  custodyHead: sha256,
  /** How many files are in it. */
  files: z.number().int(),
  /** Records of the case that are not in it. */
  leftOut: z.array(z.strictObject({ record: z.string(), reason: z.string() })),
  warnings: z.array(z.string()),
});
/** A portable case that was written. */
export type ExportedCase = z.infer<typeof exported>;

const imported = z.strictObject({
  path: z.string(),
  caseId,
  title: z.string(),
  contents,
  sealed: z.boolean(),
  /** Of the file that was taken in. */
  sha256,
  /** The newest hash of the sender's chain. */
  senderHead: sha256,
  createdBy: z.string(),
  createdAt: z.string(),
  leftOut: z.number().int(),
});
/** A portable case that was taken in as a case file. */
export type ImportedCase = z.infer<typeof imported>;

export const exchange = {
  /** Writes a case, or a part of it, to one new file, sealed where there is a passphrase. */
  'exchange.export': method(
    z.strictObject({
      caseId,
      path: filePath,
      part: part.optional(),
      passphrase: z.string().min(shortestPassphrase).max(1000).optional(),
      /** For whom it is; the custody event is then `share`. */
      recipient: z.string().max(200).optional(),
      actor,
    }),
    exported,
  ),
  /** Takes a portable case in as a new case file. */
  'exchange.import': method(
    z.strictObject({ path: filePath, out: filePath, passphrase: z.string().min(1).max(1000).optional(), actor }),
    imported,
  ),
  /** Writes the rows of exhibits as CSV and JSON lines into a new folder. */
  'exchange.exportTables': method(
    z.strictObject({ caseId, folder: filePath, exhibits: exhibitNumbers.optional() }),
    z.strictObject({
      folder: z.string(),
      files: z.array(z.strictObject({ name: z.string(), bytes: z.number().int(), sha256 })),
    }),
  ),
};
