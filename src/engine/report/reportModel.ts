import type { CellText } from './cellText.ts';
import type { MarkdownBlock } from './markdown.ts';
import type { TableLayout } from './tableLayout.ts';

/** A fact with its name, as it stands in a list of facts. `mono` sets hashes, ids and paths in the fixed-width face. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly mono?: boolean;
}

/** A short label with a meaning that colour only repeats. */
export interface Chip {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'caution' | 'neutral' | 'accent';
}

/** Where something is shown: `exhibit` 3, row 5. `row` is null where the whole exhibit is meant. */
export interface Citation {
  readonly exhibit: number;
  readonly row: number | null;
}

/** The first few citations, and how many more there are. */
export interface CitedSources {
  readonly citations: readonly Citation[];
  readonly more: string | null;
}

export interface NamedCell {
  readonly name: string;
  readonly cell: CellText;
}

export interface RowBlock {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly row: number; readonly cells: readonly CellText[] }[];
  readonly layout: TableLayout;
  /** Columns that stand in no row, because they have one and the same cell in all rows read. */
  readonly common: readonly (NamedCell & { readonly short: boolean })[];
  /** What was left out, as a sentence; null where every row is shown. */
  readonly leftOut: string | null;
}

export interface ExhibitBlock {
  readonly number: number;
  readonly title: string;
  readonly variant: string;
  readonly verdicts: readonly Chip[];
  readonly verdictTexts: readonly string[];
  readonly facts: readonly Fact[];
  readonly query: { readonly text: string; readonly cutNote: string | null };
  readonly error: string | null;
  readonly table: RowBlock | null;
  /** For a good or failed run without rows. */
  readonly emptyNote: string | null;
}

/** A row that an answer cites, with its most telling cells. */
export interface CitedRow {
  readonly citation: Citation;
  readonly title: string;
  readonly cells: readonly NamedCell[];
  /** Set where the row could not be read back. */
  readonly problem: string | null;
}

export interface QuestionBlock {
  readonly label: string;
  readonly text: string;
  readonly answer: Chip;
  readonly reason: string;
  /** What the answer leaves open; empty where nothing was said. */
  readonly limitation: string;
  /** Who answered, and when; empty for an open question. */
  readonly answeredNote: string;
  readonly citedRows: readonly CitedRow[];
  readonly moreCitations: string | null;
}

interface StepQuestions {
  readonly step: string;
  readonly answered: readonly QuestionBlock[];
  readonly open: readonly QuestionBlock[];
}

/** What a query leaves out: counts with their titles, largest first. */
export interface LeftOutBlock {
  readonly title: string;
  readonly counts: readonly { readonly count: string; readonly title: string }[];
  /** What was looked for and not there. */
  readonly zeros: string | null;
  readonly problem: string | null;
}

export interface StepBlock {
  readonly title: string;
  readonly purpose: string;
  readonly tables: string;
  readonly attack: string;
  readonly cautions: readonly string[];
  readonly exhibits: readonly ExhibitBlock[];
  readonly leftOut: readonly LeftOutBlock[];
  /** How the step’s two queries differ, in sentences. */
  readonly differences: readonly string[];
  readonly olderNote: string | null;
  readonly notRun: string | null;
}

export interface TaskLine {
  readonly text: string;
  readonly detail: string;
  readonly state: Chip;
  readonly remark: string;
}

/** Everything that the report says. The template adds headings and typography, no facts. */
export interface ReportModel {
  readonly paper: 'a4' | 'letter';
  readonly metadata: {
    readonly title: string;
    readonly author: string;
    readonly created: readonly [year: number, month: number, day: number, hour: number, minute: number, second: number];
  };
  readonly running: { readonly title: string; readonly custodyHead: string; readonly generated: string };
  readonly cover: {
    readonly title: string;
    readonly deviceId: string;
    readonly hubName: string;
    /** `split` tells how many of the count are the guide's questions. */
    readonly tiles: readonly { readonly count: string; readonly chip: Chip; readonly split: string }[];
    readonly facts: readonly Fact[];
    readonly custodyHead: string;
    readonly custodyNote: string;
  };
  readonly summary: {
    readonly lead: string;
    readonly observations: readonly { readonly text: string; readonly sources: CitedSources }[];
    readonly unexpected: readonly {
      readonly label: string;
      readonly text: string;
      readonly reason: string;
      readonly sources: CitedSources;
    }[];
    readonly openLead: string;
    /** The guide's open questions and all that are unknown. */
    readonly open: readonly { readonly label: string; readonly text: string; readonly state: Chip }[];
    readonly completeness: {
      readonly lead: string;
      readonly lines: readonly { readonly chip: Chip; readonly text: string }[];
    };
  };
  readonly scope: {
    readonly facts: readonly Fact[];
    readonly introduction: string;
    readonly attribution: string;
    readonly preparation: { readonly title: string; readonly tasks: readonly TaskLine[] };
  };
  readonly questions: { readonly guide: readonly StepQuestions[]; readonly own: readonly StepQuestions[] };
  readonly alerts: {
    readonly lead: string;
    readonly exhibit: number | null;
    readonly rows: readonly {
      readonly row: number;
      readonly time: string;
      readonly severity: Chip;
      readonly name: string;
      readonly description: CellText;
    }[];
    readonly leftOut: string | null;
  };
  readonly groups: readonly { readonly title: string; readonly steps: readonly StepBlock[] }[];
  readonly ownQueries: readonly ExhibitBlock[];
  readonly notes: readonly {
    readonly label: string;
    readonly byline: string;
    readonly blocks: readonly MarkdownBlock[];
  }[];
  readonly register: readonly {
    readonly number: number;
    readonly title: string;
    readonly variant: string;
    readonly started: string;
    readonly rows: string;
    readonly verdicts: readonly Chip[];
    readonly sha256: string;
    readonly shown: boolean;
  }[];
  readonly custody: {
    readonly lead: string;
    readonly events: readonly {
      readonly sequence: string;
      readonly at: string;
      readonly actor: string;
      readonly action: string;
      readonly detail: CellText;
      readonly hash: string;
    }[];
    readonly leftOut: string | null;
  };
  readonly limitations: readonly string[];
  readonly verify: readonly { readonly text: string; readonly command: string | null }[];
  readonly closing: { readonly title: string; readonly tasks: readonly TaskLine[] };
  readonly signOff: { readonly examiner: string };
}
