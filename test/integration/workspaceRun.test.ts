import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import type { SourceRef } from '../../src/shared/contract/index.ts';
import { CasebookError } from '../../src/shared/result.ts';
import { faults } from '../support/logAnalyticsService/faults.ts';
import { type LogAnalyticsService, startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';
import { exhibitFacts, investigateSample, openServices } from '../support/services.ts';

const root = mkdtempSync(join(tmpdir(), 'casebook-workspace-run-'));
const folder = join(root, 'logs');
const workspace = '11111111-1111-4111-8111-111111111111';
let service: LogAnalyticsService;
let services: ReturnType<typeof openServices>;
let signedIn = () => true;

beforeAll(async () => {
  await writeSampleWorkspace({ folder, events: 5000 });
  service = await startLogAnalyticsService({ [workspace]: folder });
  services = openServices({
    cloud: async () => service.cloud,
    tokens: () => async () => {
      if (!signedIn()) throw new CasebookError('signInNeeded', 'The sign-in has expired.');
      return { token: 'test-token', expiresOn: Date.now() + 60_000 };
    },
    tlsOptions: { ca: service.authority },
  });
});
afterAll(async () => {
  await services.close();
  await service.close();
  rmSync(root, { recursive: true, force: true });
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

const investigate = (name: string, source: SourceRef) =>
  investigateSample(services, join(root, `${name}.casefile`), source);

describe('a run against a live workspace', () => {
  it('gives the exhibits of the local run, row for row and value for value', async () => {
    const local = await investigate('local', { kind: 'local', folder });
    service.reset();
    const remote = await investigate('remote', remoteSource());
    expect(remote.window).toEqual(local.window);
    expect(remote.skipped).toEqual(local.skipped);
    expect(remote.recounted).toEqual(local.recounted);
    expect(exhibitFacts(remote.exhibits)).toEqual(exhibitFacts(local.exhibits));
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
