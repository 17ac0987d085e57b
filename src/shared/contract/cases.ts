import { z } from 'zod';
import type { Checked } from '../../core/kqlText/checked.ts';
import { checkDeviceId, checkHubName } from '../../core/kqlText/identifiers.ts';
import { answer, taskState } from './answers.ts';
import { tombstone } from './deletions.ts';
import { exhibitSummary } from './exhibits.ts';
import { note } from './notes.ts';
import { playbook } from './playbooks.ts';
import { caseId, filePath, method, sourceRef, timeRange, utcInstant } from './primitives.ts';

const checked = (rule: (text: string) => Checked<string>) =>
  z
    .string()
    .max(1000)
    .transform((text, context) => {
      const outcome = rule(text);
      if (outcome.ok) return outcome.value;
      context.addIssue(outcome.reason);
      return z.NEVER;
    });
const deviceId = checked(checkDeviceId);
/** The hub's name; a pasted host name is cut down to it. */
const hubName = checked(checkHubName);

const custodyEvent = z.strictObject({
  sequence: z.number().int(),
  at: utcInstant,
  actor: z.string(),
  /** create, migrate, open, run, answer, task, note, finding, cite, bookmark, profile, attachment, delete, report, verify … */
  action: z.string(),
  /** What the event is about, as canonical JSON text. */
  detail: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

const caseView = z.strictObject({
  /** The case's own id; an id of its own for one that was opened only to be read. */
  caseId,
  path: z.string(),
  readOnly: z.boolean(),
  /** Why it can only be read, such as who has it open since when; null when it can be written. */
  readOnlyReason: z.string().nullable(),
  formatVersion: z.number().int(),
  title: z.string(),
  examiner: z.string(),
  createdAt: utcInstant,
  subject: z.strictObject({ deviceId: z.string(), hubName: z.string() }),
  source: sourceRef,
  /** Whether the source can still be reached; a saved case works without it. */
  sourceAvailable: z.boolean(),
  window: timeRange,
  playbook,
  exhibits: z.array(exhibitSummary),
  answers: z.array(answer),
  tasks: z.array(taskState),
  notes: z.array(note),
  custody: z.strictObject({ count: z.number().int(), head: z.string() }),
});
export type CaseView = z.infer<typeof caseView>;

const verification = z.strictObject({
  ok: z.boolean(),
  checked: z.strictObject({
    exhibits: z.number().int(),
    rows: z.number().int(),
    answers: z.number().int(),
    notes: z.number().int(),
    findings: z.number().int(),
    bookmarks: z.number().int(),
    profiles: z.number().int(),
    attachments: z.number().int(),
    custodyEvents: z.number().int(),
  }),
  /** What does not match, each naming the thing: `exhibit 3: …`, `custody event 12: …`. */
  problems: z.array(z.string()),
  custodyHead: z.string(),
});
export type Verification = z.infer<typeof verification>;

export const cases = {
  /** Makes a new case file; refuses a path that exists. The window defaults to all that the source covers. */
  'cases.create': method(
    z.strictObject({
      path: filePath,
      title: z.string().min(1).max(200).optional(),
      examiner: z.string().max(200).optional(),
      source: sourceRef,
      deviceId,
      hubName,
      window: timeRange.optional(),
      playbookId: z.string().optional(),
    }),
    caseView,
  ),
  /**
   * Opens a case file, or hands back the one already open. With `readOnly` it is opened a time more, only to be read and under an
   * id of its own, which stands in nobody's way; close that one when it has been read.
   */
  'cases.open': method(z.strictObject({ path: filePath, readOnly: z.literal(true).optional() }), caseView),
  'cases.get': method(z.strictObject({ caseId }), caseView),
  'cases.close': method(z.strictObject({ caseId }), z.strictObject({})),
  'cases.custody': method(z.strictObject({ caseId }), z.array(custodyEvent)),
  /** What was deleted, oldest first; all of it is still stored. */
  'cases.deletions': method(z.strictObject({ caseId }), z.array(tombstone)),
  /** Recomputes every hash and the custody chain from the file alone. Where the case is open for writing, custody records it. */
  'cases.verify': method(z.strictObject({ path: filePath }), verification),
};
