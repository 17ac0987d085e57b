import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import type { CallContext } from '../../src/engine/context.ts';
import { caseHandlers } from '../../src/engine/handlers/cases.ts';
import { exhibitHandlers } from '../../src/engine/handlers/exhibits.ts';
import { openSourceRegistry } from '../../src/engine/logs/sourceRegistry.ts';
import { openPlaybookLibrary } from '../../src/engine/playbook/openPlaybookLibrary.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import type { Services } from '../../src/engine/services.ts';
import type { CaseView, SourceRef } from '../../src/shared/contract/index.ts';
import { CasebookError } from '../../src/shared/result.ts';
import { faults } from '../support/logAnalyticsService/faults.ts';
import { type LogAnalyticsService, startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';

const root = mkdtempSync(join(tmpdir(), 'casebook-workspace-run-'));
const folder = join(root, 'logs');
const workspace = '11111111-1111-4111-8111-111111111111';
const resourcesFolder = resolve(import.meta.dirname, '../../resources');
let service: LogAnalyticsService;
let services: Services;
let signedIn = () => true;

beforeAll(async () => {
  await writeSampleWorkspace({ folder, events: 5000 });
  service = await startLogAnalyticsService({ [workspace]: folder });
  services = {
    sources: openSourceRegistry({
      remote: {
        cloud: async () => service.cloud,
        tokens: () => async () => {
          if (!signedIn()) throw new CasebookError('signInNeeded', 'The sign-in has expired.');
          return { token: 'test-token', expiresOn: Date.now() + 60_000 };
        },
        tlsOptions: { ca: service.authority },
      },
    }),
    cases: createCaseRegistry('0.1.0'),
    playbooks: openPlaybookLibrary(join(resourcesFolder, 'playbooks')),
    resourcesFolder,
    productVersion: '0.1.0',
  };
});
afterAll(async () => {
  services.cases.closeAll();
  await services.sources.closeAll();
  await service.close();
  rmSync(root, { recursive: true, force: true });
});

const context = (): CallContext => ({
  callId: 'test',
  signal: new AbortController().signal,
  emit: () => undefined,
  progress: () => undefined,
});
const remoteSource = (): SourceRef => ({
  kind: 'workspace',
  cloud: service.cloud.name,
  tenant: null,
  account: 'ada@plant.example',
  workspaces: [workspace],
  name: null,
  waitSeconds: 180,
});

/** Investigates a device of the sample and hands back the case with every exhibit's rows. */
async function investigate(name: string, source: SourceRef, deviceId = 'pump-07') {
  const asked = { path: join(root, `${name}.casefile`), source, deviceId, hubName: 'plant' };
  const { caseId, window } = await caseHandlers(services)['cases.create'](asked, context());
  const handlers = exhibitHandlers(services);
  const { skipped, recounted } = await handlers['exhibits.runAll']({ caseId }, context());
  const view = await caseHandlers(services)['cases.get']({ caseId }, context());
  const rowsOf = async ({ number, outcome }: CaseView['exhibits'][number]) => {
    const page = { caseId, exhibit: number, offset: 0, limit: 5000 };
    const rows = outcome === 'answered' ? (await handlers['exhibits.page'](page, context())).rows : [];
    // Rows that a query's own order leaves equal come in any order.
    return rows.map(({ cells }) => JSON.stringify(cells)).sort();
  };
  const rows = [];
  for (const exhibit of view.exhibits) rows.push(await rowsOf(exhibit));
  return { window, skipped, recounted, exhibits: view.exhibits, rows };
}

describe('a run against a live workspace', () => {
  it('gives the exhibits of the local run, row for row and value for value', async () => {
    const local = await investigate('local', { kind: 'local', folder });
    service.reset();
    const remote = await investigate('remote', remoteSource());
    expect(remote.window).toEqual(local.window);
    expect(remote.skipped).toEqual(local.skipped);
    expect(remote.recounted).toEqual(local.recounted);
    const facts = ({ exhibits }: typeof local) =>
      exhibits.map(({ stepId, variant, role, outcome, columns, rowCount, kql, verdicts }) => ({
        ...{ stepId, variant, role, outcome, columns, rowCount, kql },
        verdicts: verdicts.map(({ kind }) => kind),
      }));
    expect(facts(remote)).toEqual(facts(local));
    expect(remote.rows).toEqual(local.rows);
    expect(remote.rows.flat().length).toBeGreaterThan(1000);
    const sent = new Map(service.received.map(({ query, timespan, reply }) => [`${timespan} ${query}`, reply?.sha256]));
    for (const { kql, sha256, role, window } of remote.exhibits) {
      if (role?.role === 'recomputed') continue;
      expect(sent.get(`${window.from}/${window.to} ${kql}`)).toBe(sha256);
    }
  });

  it('goes on with the rest where raw events are not collected, a query takes too long and a sign-in expires', async () => {
    service.reset();
    let asked = 0;
    signedIn = () => {
      asked += 1;
      return asked < 30 || asked > 36;
    };
    service.when('SecurityRecommendation', faults.accessDenied);
    service.when('DeviceId == device and RawEventName == "ListeningPorts"', faults.timedOut);
    const { exhibits } = await investigate('faults', remoteSource());
    signedIn = () => true;
    const codes = new Set(exhibits.map(({ error }) => error?.code));
    expect(codes).toContain('signInNeeded');
    expect(codes).toContain('accessDenied');
    expect(codes).toContain('queryTimeout');
    expect(exhibits.filter(({ outcome }) => outcome === 'answered').length).toBeGreaterThan(10);
    for (const { outcome, verdicts } of exhibits) {
      if (outcome === 'failed') expect(verdicts.map(({ kind }) => kind)).not.toContain('complete');
    }
  });
});
