import { join } from 'node:path';
import type { reports } from '../../shared/contract/reports.ts';
import type { Handlers } from '../context.ts';
import { besideEachOther } from '../investigation/besideEachOther.ts';
import { caseClock } from '../investigation/caseClock.ts';
import { caseObservations } from '../investigation/caseObservations.ts';
import type { ReportCompiler } from '../report/compile.ts';
import { writeReport } from '../report/writeReport.ts';
import type { Services } from '../services.ts';

export function reportHandlers(services: Services): Handlers<typeof reports> {
  let compiler: Promise<ReportCompiler> | undefined;
  /** The typesetter is loaded with the first report, so that starting the engine does not wait for it. */
  const load = async () => {
    const { createReportCompiler } = await import('../report/compile.ts');
    return createReportCompiler(join(services.resourcesFolder, 'report'));
  };
  return {
    'reports.write': async ({ caseId, path, paper = 'a4', standard = 'ua-1' }, context) => {
      const caseFile = services.cases.get(caseId);
      compiler ??= load();
      const request = {
        path,
        paper,
        standard,
        observations: caseObservations(caseFile),
        clock: caseClock(caseFile),
        besideEachOther: (stepId: string) => besideEachOther(caseFile, stepId),
        generatedAt: now(),
        productVersion: services.productVersion,
      };
      return writeReport(caseFile, await compiler, request, context);
    },
  };
}

const now = (): string => new Date().toISOString();
