import type { ExhibitSummary } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';

/** The newest exhibit of the case that holds its device's raw events. */
export const rawExhibit = (caseFile: CaseFile): ExhibitSummary | undefined =>
  caseFile.view().exhibits.findLast(({ role, outcome }) => role?.role === 'raw' && outcome === 'answered');

/** Whether the exhibit holds all of the device's raw events, and not the newest part alone. */
export const holdsAll = ({ verdicts }: ExhibitSummary): boolean => verdicts.every(({ kind }) => kind !== 'truncated');

/** A query on SecurityIoTRawEvent, put to the raw events of an exhibit instead. */
export const onRawEvents = (raw: ExhibitSummary, kql: string): string =>
  `let SecurityIoTRawEvent=exhibit(${raw.number});\n${kql}`;
