import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import { verifyCase } from '../../src/engine/casefile/verifyCase.ts';
import type { CallContext } from '../../src/engine/context.ts';
import { caseHandlers } from '../../src/engine/handlers/cases.ts';
import { exhibitHandlers } from '../../src/engine/handlers/exhibits.ts';
import { sourceHandlers } from '../../src/engine/handlers/sources.ts';
import { openSourceRegistry } from '../../src/engine/logs/sourceRegistry.ts';
import { openPlaybookLibrary } from '../../src/engine/playbook/openPlaybookLibrary.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import type { Services } from '../../src/engine/services.ts';
import type { Cloud } from '../../src/shared/clouds.ts';
import type { CaseView, SourceRef } from '../../src/shared/contract/index.ts';
import { tooLarge } from '../support/kustoService/frames.ts';
import { type KustoService, kustoDatabase, kustoToken, startKustoService } from '../support/kustoService/service.ts';

const root = mkdtempSync(join(tmpdir(), 'casebook-archive-run-'));
const folder = join(root, 'logs');
const resourcesFolder = resolve(import.meta.dirname, '../../resources');
let service: KustoService;
let services: Services;

beforeAll(async () => {
  await writeSampleWorkspace({ folder, events: 5000 });
  service = await startKustoService(folder);
  const cloud: Cloud = {
    name: 'lab',
    authority: service.endpoint,
    protocol: 'OIDC',
    clientId: 'casebook-test',
    queryEndpoint: service.endpoint,
    queryScope: 'scope',
    armEndpoint: service.endpoint,
    armScope: 'scope',
    clusters: [service.endpoint],
  };
  services = {
    sources: openSourceRegistry({
      remote: {
        cloud: async () => cloud,
        tokens: () => async () => ({ token: kustoToken, expiresOn: Date.now() + 60_000 }),
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
const local: SourceRef = { kind: 'local', folder };
const archive = (): SourceRef => ({
  kind: 'database',
  cloud: 'lab',
  tenant: null,
  account: 'ada@plant.example',
  cluster: service.endpoint,
  database: kustoDatabase,
  waitSeconds: 180,
});

/** Investigates a device of the sample and hands back the case with every exhibit's rows. */
async function investigate(name: string, source: SourceRef) {
  const path = join(root, `${name}.casefile`);
  const asked = { path, source, deviceId: 'pump-07', hubName: 'plant' };
  const { caseId } = await caseHandlers(services)['cases.create'](asked, context());
  const handlers = exhibitHandlers(services);
  const { skipped, recounted } = await handlers['exhibits.runAll']({ caseId }, context());
  const { exhibits } = await caseHandlers(services)['cases.get']({ caseId }, context());
  const rows = [];
  for (const { number, outcome } of exhibits) {
    const page = { caseId, exhibit: number, offset: 0, limit: 5000 };
    const cells = outcome === 'answered' ? (await handlers['exhibits.page'](page, context())).rows : [];
    // Rows that a query's own order leaves equal come in any order.
    rows.push(cells.map((row) => JSON.stringify(row.cells)).sort());
  }
  return { path, skipped, recounted, exhibits, rows };
}

const factsOf = (exhibits: CaseView['exhibits']) =>
  exhibits.map(({ stepId, variant, role, outcome, columns, rowCount, kql, verdicts }) => ({
    ...{ stepId, variant, role, outcome, columns, rowCount, kql },
    verdicts: verdicts.map(({ kind }) => kind),
  }));

it('an archive gives the exhibits of the local run, row for row and value for value, each by its own bytes', async () => {
  const ours = await investigate('local', local);
  const theirs = await investigate('archive', archive());
  expect(theirs.skipped).toEqual(ours.skipped);
  expect(theirs.recounted).toEqual(ours.recounted);
  expect(factsOf(theirs.exhibits)).toEqual(factsOf(ours.exhibits));
  expect(theirs.rows).toEqual(ours.rows);
  expect(theirs.rows.flat().length).toBeGreaterThan(1000);
  const sent = new Set(service.arrivals.map(({ answerSha256 }) => answerSha256));
  for (const { sha256, role } of theirs.exhibits) if (role?.role !== 'recomputed') expect(sent).toContain(sha256);
  expect(verifyCase(theirs.path).problems).toEqual([]);
});

it('the devices of an archive are those of its tables', async () => {
  const devices = sourceHandlers(services)['sources.devices'];
  expect((await devices({ source: archive() }, context())).devices).toEqual(
    (await devices({ source: local }, context())).devices,
  );
});

it('an answer that the service cut is an exhibit with the rows that came, and says so', async () => {
  service.cut('Truncated =', { rows: 2, error: tooLarge() });
  const asked = { path: join(root, 'cut.casefile'), source: archive(), deviceId: 'pump-07', hubName: 'plant' };
  const { caseId } = await caseHandlers(services)['cases.create'](asked, context());
  const exhibit = await exhibitHandlers(services)['exhibits.runQuery'](
    { caseId, title: 'Cut', kql: 'SecurityIoTRawEvent | project Truncated = DeviceId' },
    context(),
  );
  expect(exhibit).toMatchObject({ rowCount: 2, outcome: 'answered' });
  expect(exhibit.verdicts).toContainEqual({
    kind: 'truncated',
    text: expect.stringContaining('its limit of 500,000 rows'),
  });
});
