import type { ObservationRow } from '../../core/observations/observation.ts';
import { isWholeRun } from '../../core/verdicts/windowPart.ts';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';

const pageSize = 5000;

/** The newest answered exhibit of a step for the case's whole window, the hardened query's before the guide's. */
export function newestAnswer(caseFile: CaseFile, stepId: string): ExhibitSummary | undefined {
  const answered = caseFile
    .view()
    .exhibits.filter((each) => each.stepId === stepId && each.outcome === 'answered' && isWholeRun(each));
  return answered.findLast(({ variant }) => variant === 'hardened') ?? answered.at(-1);
}

/** Every row of an exhibit, by column name, page by page. */
export function* readRows(
  caseFile: CaseFile,
  { number, columns, rowCount }: ExhibitSummary,
): Generator<ObservationRow> {
  for (let offset = 0; offset < rowCount; offset += pageSize) {
    for (const { row, cells } of caseFile.page({ exhibit: number, offset, limit: pageSize }).rows) {
      const values = Object.fromEntries(columns.map(({ name }, place) => [name, cells[place] ?? null]));
      yield { exhibit: number, row, values };
    }
  }
}
