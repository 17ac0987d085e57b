import { drillDownQuery } from '../../core/companions/drillDown.ts';
import { isStepPart } from '../../core/verdicts/windowPart.ts';
import type { Output } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { SourceRegistry } from '../logs/sourceRegistry.ts';
import { holdsAll, onRawEvents, rawExhibit } from './rawEvents.ts';
import { readAnswer } from './readAnswer.ts';

/** The most raw events whose cells are handed over; all of them are counted. */
const mostShown = 500;

/**
 * The raw events behind one row of an exhibit, read from the case file alone, by the playbook's declaration. Throws
 * `unknownExhibit`, and `invalidInput` where the case keeps no raw events, the query is mapped to none, or the row is not there.
 */
export async function rawRows(
  sources: SourceRegistry,
  caseFile: CaseFile,
  exhibitNumber: number,
  row: number,
  signal: AbortSignal,
): Promise<Output<'exhibits.rawRows'>> {
  const exhibit = caseFile.exhibit(exhibitNumber);
  const { stepId, variant, columns, title } = exhibit;
  const step = caseFile.playbook.groups.flatMap(({ steps }) => steps).find(({ id }) => id === stepId);
  const rule = variant === 'adhoc' ? undefined : step?.[variant]?.raw;
  const refuse = (message: string) => new CasebookError('invalidInput', message, { exhibit: exhibitNumber, row });
  if (!rule)
    throw refuse(
      `The playbook does not say which raw events stand behind a row of exhibit ${exhibitNumber}, “${title}”. Query the raw events instead.`,
    );
  const raw = rawExhibit(caseFile);
  if (!raw) throw refuse('The case keeps no raw events of the device. Run all steps, which keeps them.');
  const found = caseFile.page({ exhibit: exhibitNumber, offset: row - 1, limit: 1 }).rows[0];
  if (found?.row !== row) throw refuse(`Exhibit ${exhibitNumber} has no row ${row}. Choose one of its rows.`);
  const values = Object.fromEntries(columns.map(({ name }, place) => [name, found.cells[place] ?? null]));
  const part = isStepPart(exhibit) ? exhibit.window : undefined;
  const source = await sources.openCase(caseFile);
  const answer = readAnswer(
    await source.query(onRawEvents(raw, drillDownQuery(rule, values, part)), undefined, signal),
  );
  const numbers = answer.rows.map(([number]) => Number(number));
  return {
    raw: raw.number,
    columns: raw.columns,
    total: numbers.length,
    rows: numbers
      .slice(0, mostShown)
      .flatMap((number) => caseFile.page({ exhibit: raw.number, offset: number - 1, limit: 1 }).rows),
    allKept: holdsAll(raw),
  };
}
