import { resolve } from 'node:path';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import type { CallContext } from '../../src/engine/context.ts';
import { caseHandlers } from '../../src/engine/handlers/cases.ts';
import { exhibitHandlers } from '../../src/engine/handlers/exhibits.ts';
import type { RemoteAccess } from '../../src/engine/logs/remoteAccess.ts';
import { openSourceRegistry } from '../../src/engine/logs/sourceRegistry.ts';
import { openPlaybookLibrary } from '../../src/engine/playbook/openPlaybookLibrary.ts';
import type { Services } from '../../src/engine/services.ts';
import type { CaseView, SourceRef } from '../../src/shared/contract/index.ts';

const resourcesFolder = resolve(import.meta.dirname, '../../resources');

/** What the engine's handlers work with, in this process; it reaches services only as `remote` tells. */
export function openServices(remote?: RemoteAccess) {
  const services: Services = {
    sources: openSourceRegistry({ ...(remote && { remote }) }),
    cases: createCaseRegistry('0.1.0'),
    playbooks: openPlaybookLibrary(resolve(resourcesFolder, 'playbooks')),
    resourcesFolder,
    productVersion: '0.1.0',
  };
  return {
    ...services,
    async close() {
      services.cases.closeAll();
      await services.sources.closeAll();
    },
  };
}

/** A call that nobody cancels or watches, unless a part is given. */
export const callContext = (changes: Partial<CallContext> = {}): CallContext => ({
  callId: 'test',
  signal: new AbortController().signal,
  emit: () => undefined,
  progress: () => undefined,
  ...changes,
});

/** Investigates the device pump-07 of the sample's hub into a case file; hands back the case with the rows of every exhibit. */
export async function investigateSample(services: Services, path: string, source: SourceRef) {
  const context = callContext();
  const asked = { path, source, deviceId: 'pump-07', hubName: 'plant' };
  const { caseId, window } = await caseHandlers(services)['cases.create'](asked, context);
  const handlers = exhibitHandlers(services);
  const { skipped, recounted } = await handlers['exhibits.runAll']({ caseId }, context);
  const { exhibits } = await caseHandlers(services)['cases.get']({ caseId }, context);
  const rows = [];
  for (const { number, outcome } of exhibits) {
    const page = { caseId, exhibit: number, offset: 0, limit: 5000 };
    const cells = outcome === 'answered' ? (await handlers['exhibits.page'](page, context)).rows : [];
    // Rows that a query's own order leaves equal come in any order.
    rows.push(cells.map((row) => JSON.stringify(row.cells)).sort());
  }
  return { path, window, skipped, recounted, exhibits, rows };
}

/** What two runs of one playbook over the same logs have in common, wherever the logs are. */
export const exhibitFacts = (exhibits: CaseView['exhibits']) =>
  exhibits.map(({ stepId, variant, role, outcome, columns, rowCount, kql, verdicts }) => ({
    ...{ stepId, variant, role, outcome, columns, rowCount, kql },
    verdicts: verdicts.map(({ kind }) => kind),
  }));
