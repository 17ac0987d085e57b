import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyCase } from '../../src/engine/casefile/verifyCase.ts';
import { caseHandlers } from '../../src/engine/handlers/cases.ts';
import { exhibitHandlers } from '../../src/engine/handlers/exhibits.ts';
import { sourceHandlers } from '../../src/engine/handlers/sources.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import type { Cloud } from '../../src/shared/clouds.ts';
import type { SourceRef } from '../../src/shared/contract/index.ts';
import { tooLarge } from '../support/kustoService/frames.ts';
import { type KustoService, kustoDatabase, kustoToken, startKustoService } from '../support/kustoService/service.ts';
import { callContext, exhibitFacts, investigateSample, openServices } from '../support/services.ts';

const root = mkdtempSync(join(tmpdir(), 'casebook-archive-run-'));
const folder = join(root, 'logs');
let service: KustoService;
let services: ReturnType<typeof openServices>;

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
  services = openServices({
    cloud: async () => cloud,
    tokens: () => async () => ({ token: kustoToken, expiresOn: Date.now() + 60_000 }),
    tlsOptions: { ca: service.authority },
  });
});
afterAll(async () => {
  await services.close();
  await service.close();
  rmSync(root, { recursive: true, force: true });
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

it('an archive gives the exhibits of the local run, row for row and value for value, each by its own bytes', async () => {
  const ours = await investigateSample(services, join(root, 'local.casefile'), local);
  const theirs = await investigateSample(services, join(root, 'archive.casefile'), archive());
  expect(theirs.skipped).toEqual(ours.skipped);
  expect(theirs.recounted).toEqual(ours.recounted);
  expect(exhibitFacts(theirs.exhibits)).toEqual(exhibitFacts(ours.exhibits));
  expect(theirs.rows).toEqual(ours.rows);
  expect(theirs.rows.flat().length).toBeGreaterThan(1000);
  const sent = new Set(service.arrivals.map(({ answerSha256 }) => answerSha256));
  for (const { sha256, role } of theirs.exhibits) if (role?.role !== 'recomputed') expect(sent).toContain(sha256);
  expect(verifyCase(theirs.path).problems).toEqual([]);
});

it('the devices of an archive are those of its tables', async () => {
  const devices = sourceHandlers(services)['sources.devices'];
  expect((await devices({ source: archive() }, callContext())).devices).toEqual(
    (await devices({ source: local }, callContext())).devices,
  );
});

it('an answer that the service cut is an exhibit with the rows that came, and says so', async () => {
  service.cut('Truncated =', { rows: 2, error: tooLarge() });
  const asked = { path: join(root, 'cut.casefile'), source: archive(), deviceId: 'pump-07', hubName: 'plant' };
  const { caseId } = await caseHandlers(services)['cases.create'](asked, callContext());
  const exhibit = await exhibitHandlers(services)['exhibits.runQuery'](
    { caseId, title: 'Cut', kql: 'SecurityIoTRawEvent | project Truncated = DeviceId' },
    callContext(),
  );
  expect(exhibit).toMatchObject({ rowCount: 2, outcome: 'answered' });
  expect(exhibit.verdicts).toContainEqual({
    kind: 'truncated',
    text: expect.stringContaining('its limit of 500,000 rows'),
  });
});
