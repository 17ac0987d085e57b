import type { Observation } from '../../core/observations/observation.ts';
import type { CaseView, Output } from '../../shared/contract/index.ts';
import type { ReadRows } from './exhibitBlock.ts';

/** All that a report is made from; nothing else is read, not even the clock. */
export interface ReportInput {
  readonly view: Omit<CaseView, 'sourceAvailable'>;
  readonly custody: Output<'cases.custody'>;
  readonly readRows: ReadRows;
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
