import type { CitedRow, CitedRows } from './evidenceModel.ts';
import type { MarkdownBlock } from './markdown.ts';
import type { Chip } from './modelParts.ts';

/** A conclusion of the investigator, with all that it rests on. */
export interface FindingBlock extends CitedRows {
  readonly number: number;
  readonly title: string;
  readonly severity: Chip;
  readonly confidence: Chip;
  /** ATT&CK ids. */
  readonly techniques: readonly string[];
  /** Who wrote it and when, and which revision this is. */
  readonly byline: string;
  readonly reason: readonly MarkdownBlock[];
  readonly alternatives: readonly MarkdownBlock[];
}

interface BookmarkBlock {
  readonly label: string;
  readonly comment: string;
  readonly byline: string;
  readonly row: CitedRow;
}

interface AttachmentLine {
  readonly number: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: string;
  readonly sha256: string;
  readonly comment: string;
  readonly byline: string;
}

interface DeletionLine {
  readonly what: string;
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
}

/** What the investigator wrote and kept beside the answers. */
export interface RecordSections {
  readonly findings: { readonly lead: string; readonly list: readonly FindingBlock[] };
  readonly notes: readonly {
    readonly label: string;
    readonly byline: string;
    readonly blocks: readonly MarkdownBlock[];
  }[];
  readonly bookmarks: readonly BookmarkBlock[];
  readonly attachments: readonly AttachmentLine[];
  readonly deletions: readonly DeletionLine[];
}
