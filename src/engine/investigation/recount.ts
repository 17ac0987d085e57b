import { judgeRecount, recountDifference } from '../../core/verdicts/recount.ts';
import type { ExhibitSummary } from '../../shared/contract/index.ts';
import type { LogSource } from '../logs/logSource.ts';
import type { Investigation } from './keep.ts';
import { holdsAll, onRawEvents } from './rawEvents.ts';
import { readAnswer } from './readAnswer.ts';

/**
 * Asks every summary's query again of the raw events that the case keeps. Where a recount comes to another result it is kept as
 * an exhibit with the role `recomputed` and the verdict `summaryDiffers`, unless `exhibits` has that already; custody records
 * which were recounted. Only queries that the playbook maps to raw events are, and only where all of these were kept.
 */
export async function recount(
  { caseFile, context }: Investigation,
  openExhibits: () => Promise<LogSource>,
  exhibits: readonly ExhibitSummary[],
  raw: ExhibitSummary,
): Promise<{ recounted: number[]; differing: ExhibitSummary[] }> {
  const summaries = exhibits.filter((exhibit) => isMapped(caseFile.playbook, exhibit));
  if (raw.outcome === 'failed' || raw.rowCount === 0 || !holdsAll(raw) || summaries.length === 0) {
    return { recounted: [], differing: [] };
  }
  const source = await openExhibits();
  const differing: ExhibitSummary[] = [];
  const before: ExhibitSummary[] = [];
  for (const [place, exhibit] of summaries.entries()) {
    const kept = exhibits.find(({ role }) => role?.role === 'recomputed' && role.ofExhibit === exhibit.number);
    if (kept) {
      before.push(kept);
      continue;
    }
    context.progress(`Recounting: ${exhibit.title}`, place, summaries.length);
    const kql = onRawEvents(raw, exhibit.kql);
    const answer = await source.query(kql, exhibit.window, context.signal);
    const stored = readAnswer({ ...answer, body: caseFile.rawAnswer(exhibit.number) });
    const difference = recountDifference(stored.rows, readAnswer(answer).rows);
    if (!difference) continue;
    const { stepId, variant, title, parameters, window } = exhibit;
    differing.push(
      await caseFile.addExhibit({
        ...{ stepId, variant, title: `${title}, recounted`, kql, parameters, window },
        sourceLabel: answer.readFrom ?? source.label,
        role: { role: 'recomputed', ofExhibit: exhibit.number, name: '' },
        verdicts: [judgeRecount(exhibit.number, raw.number, difference)],
        run: { outcome: 'answered', answer },
      }),
    );
  }
  const recounted = summaries.map(({ number }) => number);
  caseFile.recordCustody('recount', {
    raw: raw.number,
    exhibits: recounted,
    differing: [...before, ...differing].map(({ role }) => role?.ofExhibit ?? null),
  });
  return { recounted, differing };
}

function isMapped(
  playbook: Investigation['caseFile']['playbook'],
  { stepId, variant, role, outcome }: ExhibitSummary,
): boolean {
  if (role !== null || outcome !== 'answered' || variant === 'adhoc') return false;
  const step = playbook.groups.flatMap(({ steps }) => steps).find(({ id }) => id === stepId);
  return step?.[variant]?.raw !== undefined;
}
