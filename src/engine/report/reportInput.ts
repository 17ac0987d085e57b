import type { Observation } from '../../core/observations/observation.ts';
import type { Attachment, Bookmark, CaseView, Finding, Output, Tombstone } from '../../shared/contract/index.ts';

/** Reads rows of an exhibit in their own order; `offset` counts from 0. */
export type ReadRows = (exhibit: number, offset: number, limit: number) => Output<'exhibits.page'>;

/** A deletion with the name of what it took out of force; empty for what has none, such as a note. */
export interface DeletedThing {
  readonly tombstone: Tombstone;
  readonly name: string;
}

/** What the case's profile says of its rows, or why it says nothing. */
export type ExpectedStateInput =
  | { readonly kind: 'none' }
  | { readonly kind: 'refused'; readonly message: string }
  | {
      readonly kind: 'checked';
      readonly check: Output<'profiles.check'>;
      /** Titles of the playbook's steps by id. */
      readonly titles: ReadonlyMap<string, string>;
      /** Profiles in force that did not judge. */
      readonly others: number;
    };

/** All that a report is made from; nothing else is read, not even the clock. */
export interface ReportInput {
  readonly view: Omit<CaseView, 'sourceAvailable'>;
  readonly custody: Output<'cases.custody'>;
  readonly readRows: ReadRows;
  readonly findings: readonly Finding[];
  readonly bookmarks: readonly Bookmark[];
  readonly attachments: readonly Attachment[];
  readonly deletions: readonly DeletedThing[];
  readonly expectedState: ExpectedStateInput;
  /** Plain sentences for the summary, each with the rows it rests on. */
  readonly observations: readonly Observation[];
  /** The device’s clock by the raw events kept. */
  readonly clock: Output<'exhibits.clock'>;
  /** A step’s two answers beside each other. */
  readonly besideEachOther: (stepId: string) => Output<'exhibits.besideEachOther'>;
  /** SHA-256 of the playbook as the case keeps it. */
  readonly playbookSha256: string;
  /** When the report is made, as a contract instant; the PDF's creation date. */
  readonly generatedAt: string;
  readonly productVersion: string;
  readonly paper: 'a4' | 'letter';
  readonly standard: 'ua-1' | 'a-3a';
}
