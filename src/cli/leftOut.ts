import type { CompanionCount } from '../core/companions/companionQueries.ts';
import { companionsInForce, readCounts } from '../core/companions/leftOut.ts';
import type { CaseView } from '../shared/contract/index.ts';
import type { Session } from './session.ts';

/** What a step's query leaves out: the exhibit that counts it, and the counts. */
export interface StepLeftOut {
  readonly stepId: string;
  readonly step: string;
  readonly query: string;
  readonly title: string;
  readonly exhibit: number;
  /** The exhibit whose rows it belongs to. */
  readonly ofExhibit: number | null;
  readonly counts: readonly CompanionCount[];
}

/** The newest companion counts of a case, in the playbook's order; a count that failed is not among them. */
export async function readLeftOut(
  { call }: Pick<Session, 'call'>,
  { caseId, playbook, exhibits }: CaseView,
): Promise<StepLeftOut[]> {
  const found: StepLeftOut[] = [];
  for (const step of playbook.groups.flatMap(({ steps }) => steps)) {
    for (const leftOut of companionsInForce(step, exhibits)) {
      const { companion, exhibit } = leftOut;
      if (exhibit.outcome === 'failed') continue;
      const { rows } = await call('exhibits.page', { caseId, exhibit: exhibit.number, offset: 0, limit: 100 });
      const counts = readCounts(
        leftOut,
        rows.map(({ cells }) => cells),
      );
      found.push({
        stepId: step.id,
        step: step.title,
        query: companion.of,
        title: companion.title,
        exhibit: exhibit.number,
        ofExhibit: exhibit.role?.ofExhibit ?? null,
        counts,
      });
    }
  }
  return found;
}
