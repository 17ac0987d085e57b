import { z } from 'zod';
import { confidences, severities, techniquePattern } from '../../core/findings/findingTerms.ts';
import { deletionReason, tombstone } from './deletions.ts';
import { actor, caseId, citedRow, method, rowRef, utcInstant } from './primitives.ts';

const severity = z.enum(severities);
const confidence = z.enum(confidences);
const technique = z.string().regex(techniquePattern, 'expected an ATT&CK technique such as T1110.003');

/** What the investigator concludes, with what speaks for it and what else could explain it. */
export const finding = z.strictObject({
  findingId: z.number().int().positive(),
  revision: z.number().int().positive(),
  title: z.string(),
  severity,
  techniques: z.array(technique),
  /** Markdown: what the conclusion rests on. */
  reason: z.string(),
  /** Markdown: the other explanations that were considered, and why they were set aside. */
  alternatives: z.string(),
  confidence,
  citations: z.array(citedRow),
  createdAt: utcInstant,
  revisedAt: utcInstant,
  actor: z.string(),
});
export type Finding = z.infer<typeof finding>;

const content = {
  title: z.string().min(1).max(300),
  severity,
  techniques: z.array(technique).max(50),
  reason: z.string().max(100_000),
  alternatives: z.string().max(100_000),
  confidence,
  citations: z.array(rowRef).max(500),
};
const findingId = z.number().int().positive();

export const findings = {
  /** The findings in force, in the order in which they were made. */
  'findings.list': method(z.strictObject({ caseId }), z.array(finding)),
  'findings.add': method(z.strictObject({ caseId, ...content, actor }), finding),
  /** Adds a revision; the earlier ones stay. */
  'findings.revise': method(z.strictObject({ caseId, findingId, ...content, actor }), finding),
  /** Adds a revision that cites these rows too, and changes nothing else. */
  'findings.cite': method(z.strictObject({ caseId, findingId, citations: content.citations.min(1), actor }), finding),
  /** Every revision, oldest first, of a deleted finding too. */
  'findings.history': method(z.strictObject({ caseId, findingId }), z.array(finding)),
  'findings.delete': method(z.strictObject({ caseId, findingId, reason: deletionReason, actor }), tombstone),
};
