import type { CellText } from './cellText.ts';
import type { CitedRows, ExhibitBlock, StepBlock } from './evidenceModel.ts';
import type { ExpectedStateSection } from './expectedStateSection.ts';
import type { Chip, CitedSources, Fact } from './modelParts.ts';
import type { RecordSections } from './recordModel.ts';

export interface QuestionBlock extends CitedRows {
  readonly label: string;
  readonly text: string;
  readonly answer: Chip;
  readonly reason: string;
  /** What the answer leaves open; empty where nothing was said. */
  readonly limitation: string;
  /** Who answered, and when; empty for an open question. */
  readonly answeredNote: string;
}

interface StepQuestions {
  readonly step: string;
  readonly answered: readonly QuestionBlock[];
  readonly open: readonly QuestionBlock[];
}

export interface TaskLine {
  readonly text: string;
  readonly detail: string;
  readonly state: Chip;
  readonly remark: string;
}

/** Everything that the report says. The template adds headings and typography, no facts. */
export interface ReportModel extends RecordSections {
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
    /** The findings by severity, each with the number to link to. */
    readonly findings: readonly { readonly number: number; readonly severity: Chip; readonly title: string }[];
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
  readonly expectedState: ExpectedStateSection;
  readonly groups: readonly { readonly title: string; readonly steps: readonly StepBlock[] }[];
  readonly ownQueries: readonly ExhibitBlock[];
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
