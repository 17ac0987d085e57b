import type { Observation, ObservationRow } from '../../core/observations/observation.ts';
import { stepsWithObservations, summarizeObservations } from '../../core/observations/summarizeObservations.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { newestAnswer, readRows } from './exhibitRows.ts';

/** What stands out in the newest answers of the case's steps. */
export function caseObservations(caseFile: CaseFile): Observation[] {
  const rows = new Map<string, readonly ObservationRow[]>();
  for (const stepId of stepsWithObservations) {
    const exhibit = newestAnswer(caseFile, stepId);
    rows.set(stepId, exhibit ? [...readRows(caseFile, exhibit)] : []);
  }
  return summarizeObservations((stepId) => rows.get(stepId) ?? []);
}
