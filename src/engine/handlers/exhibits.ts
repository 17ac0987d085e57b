import type { exhibits } from '../../shared/contract/exhibits.ts';
import type { CaseId, SourceRef } from '../../shared/contract/index.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { CallContext, Handlers } from '../context.ts';
import { besideEachOther } from '../investigation/besideEachOther.ts';
import { caseClock } from '../investigation/caseClock.ts';
import { caseObservations } from '../investigation/caseObservations.ts';
import { interruptedRun } from '../investigation/interruptedRun.ts';
import { runAll, runQuery } from '../investigation/investigation.ts';
import type { Investigation } from '../investigation/keep.ts';
import { rawRows } from '../investigation/rawRows.ts';
import { runCompanionRows } from '../investigation/runCompanions.ts';
import { runStep } from '../investigation/runStep.ts';
import { sourceFacts } from '../investigation/sourceFacts.ts';
import { fetchingAll } from '../logs/fetchAll/fetchAll.ts';
import type { Services } from '../services.ts';

export const exhibitHandlers = ({ cases, sources }: Services): Handlers<typeof exhibits> => {
  const begin = async (caseId: CaseId, context: CallContext, waitSeconds?: number): Promise<Investigation> => {
    const caseFile = cases.get(caseId);
    const source = await sources.open(patient(caseFile, waitSeconds) ?? caseFile.view().source);
    return { caseFile, source, facts: sourceFacts(source, context.signal), context };
  };
  return {
    'exhibits.run': async ({ caseId, stepId, variant, parameters, waitSeconds, window, all }, context) =>
      runStep(await begin(caseId, context, waitSeconds), stepId, variant, {
        given: parameters ?? {},
        part: window,
        all,
      }),
    'exhibits.runAll': async ({ caseId, resume }, context) =>
      runAll(await begin(caseId, context), () => sources.openCase(cases.get(caseId)), { resume }),
    'exhibits.interruptedRun': ({ caseId }) => {
      const run = interruptedRun(cases.get(caseId));
      return run ? { startedAt: run.startedAt, queries: run.planned, remaining: run.remaining.length } : null;
    },
    'exhibits.runCompanionRows': async ({ caseId, ...asked }, context) =>
      runCompanionRows(await begin(caseId, context), asked),
    'exhibits.runQuery': async ({ caseId, title, kql, all, window, waitSeconds }, context) => {
      const caseFile = cases.get(caseId);
      const opened = await sources.openCase(caseFile, patient(caseFile, waitSeconds));
      const source = all ? fetchingAll(opened, context.progress) : opened;
      return runQuery({ caseFile, source, facts: sourceFacts(opened, context.signal), context }, title, kql, window);
    },
    'exhibits.rawRows': ({ caseId, exhibit, row }, { signal }) =>
      rawRows(sources, cases.get(caseId), exhibit, row, signal),
    'exhibits.besideEachOther': ({ caseId, stepId }) => besideEachOther(cases.get(caseId), stepId),
    'exhibits.clock': ({ caseId }) => caseClock(cases.get(caseId)),
    'exhibits.page': ({ caseId, ...page }) => cases.get(caseId).page(page),
    'exhibits.observations': ({ caseId }) => caseObservations(cases.get(caseId)),
    'exhibits.raw': ({ caseId, exhibit }) => {
      const caseFile = cases.get(caseId);
      const { sha256 } = caseFile.exhibit(exhibit);
      return { text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(caseFile.rawAnswer(exhibit)), sha256 };
    },
  };
};

/** The source of a case with another time for its queries; undefined where none is given, or none can be. */
function patient(caseFile: CaseFile, waitSeconds: number | undefined): SourceRef | undefined {
  const { source } = caseFile.view();
  return source.kind === 'workspace' && waitSeconds !== undefined ? { ...source, waitSeconds } : undefined;
}
