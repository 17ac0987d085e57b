import { severities } from '../../core/findings/findingTerms.ts';
import type { Finding } from '../../shared/contract/index.ts';
import { citedRow, citedRows } from './citedRows.ts';
import { momentText } from './instants.ts';
import { parseMarkdown } from './markdown.ts';
import type { FindingBlock, RecordSections } from './recordModel.ts';
import type { DeletedThing, ReportInput } from './reportInput.ts';
import { counted, countText, severityChip } from './words.ts';

type Records = Pick<ReportInput, 'view' | 'findings' | 'bookmarks' | 'attachments' | 'deletions' | 'readRows'>;

/** What the investigator wrote and kept beside the answers, as it is in force, and what was deleted. */
export function recordSections(input: Records): RecordSections {
  const { view, readRows } = input;
  const findings = bySeverity(input.findings);
  return {
    findings: { lead: findingsLead(findings), list: findings.map((finding) => findingBlock(finding, input)) },
    notes: view.notes.map((note) => ({
      label: `Note ${note.noteId}`,
      byline: byline(note),
      blocks: parseMarkdown(note.text),
    })),
    bookmarks: input.bookmarks.map((bookmark) => ({
      label: `Bookmark ${bookmark.bookmarkId}`,
      comment: bookmark.comment,
      byline: byline(bookmark),
      row: citedRow(bookmark, view.exhibits, readRows),
    })),
    attachments: input.attachments.map(({ number, name, mediaType, byteLength, sha256, comment, actor, at }) => ({
      number: countText(number),
      name,
      mediaType,
      size: counted(byteLength, 'byte'),
      sha256,
      comment,
      byline: `${named(actor)}, ${momentText(at)}`,
    })),
    deletions: input.deletions.map(({ tombstone, name }) => ({
      what: whatText({ tombstone, name }),
      at: momentText(tombstone.at),
      actor: named(tombstone.actor),
      reason: tombstone.reason,
    })),
  };
}

/** The worst first; findings of one severity in the order in which they were made. */
export const bySeverity = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted((left, right) => severities.indexOf(right.severity) - severities.indexOf(left.severity));

function findingBlock(finding: Finding, { view, readRows }: Records): FindingBlock {
  return {
    number: finding.findingId,
    title: finding.title,
    severity: findingSeverityChip(finding),
    confidence: { text: `Confidence: ${finding.confidence}`, tone: 'neutral' },
    techniques: finding.techniques,
    byline: byline(finding),
    reason: parseMarkdown(finding.reason),
    alternatives: parseMarkdown(finding.alternatives),
    ...citedRows(finding.citations, view.exhibits, readRows),
  };
}

export const findingSeverityChip = ({ severity }: Pick<Finding, 'severity'>) =>
  severityChip(`${severity.charAt(0).toUpperCase()}${severity.slice(1)}`);

function findingsLead(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'No finding has been recorded in this case.';
  const counts = severities
    .toReversed()
    .map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => `${countText(count)} ${severity}`);
  return `${counted(findings.length, 'finding')}: ${counts.join(', ')}. A finding is the examiner’s conclusion; the rows that it cites are the evidence for it.`;
}

const named = (actor: string): string => actor || 'Unnamed examiner';

function byline(revised: { actor: string; createdAt: string; revisedAt: string; revision: number }): string {
  const { actor, createdAt, revisedAt, revision } = revised;
  const from = `${named(actor)}, ${momentText(createdAt)}`;
  return revision > 1 ? `${from}; revision ${revision} of ${momentText(revisedAt)}` : from;
}

const whatText = ({ tombstone, name }: DeletedThing): string => {
  const kind = `${tombstone.kind.charAt(0).toUpperCase()}${tombstone.kind.slice(1)}`;
  return `${kind} ${tombstone.id}${name ? `: ${name}` : ''}`;
};
