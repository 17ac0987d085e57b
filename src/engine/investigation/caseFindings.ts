import type { Finding, FindingRow } from '../../core/findings/finding.ts';
import { stepsWithFindings, summarizeFindings } from '../../core/findings/summarizeFindings.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { newestAnswer, readRows } from './exhibitRows.ts';

/** What stands out in the newest answers of the case's steps. */
export function caseFindings(caseFile: CaseFile): Finding[] {
  const rows = new Map<string, readonly FindingRow[]>();
  for (const stepId of stepsWithFindings) {
    const exhibit = newestAnswer(caseFile, stepId);
    rows.set(stepId, exhibit ? [...readRows(caseFile, exhibit)] : []);
  }
  return summarizeFindings((stepId) => rows.get(stepId) ?? []);
}
