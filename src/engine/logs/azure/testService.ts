import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  type LogAnalyticsService,
  startLogAnalyticsService,
} from '../../../../test/support/logAnalyticsService/service.ts';
import type { WorkspaceRef } from '../../../shared/contract/index.ts';
import type { RemoteAccess } from '../remoteAccess.ts';
import type { ServiceAccess } from './serviceExchange.ts';

export const workspace = '11111111-1111-4111-8111-111111111111';
export const secondWorkspace = '22222222-2222-4222-8222-222222222222';

const lines = (rows: readonly object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const hub = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Devices/IotHubs/plant';
const event = (TimeGenerated: string, DeviceId = 'press-17') => ({
  TimeGenerated,
  TimeStamp: TimeGenerated,
  DeviceId,
  AssociatedResourceId: hub,
  RawEventName: 'Login',
  EventDetails: '{}',
});

/** The tables of the first workspace: three alerts, and five raw events of which two share a time. */
const tables = {
  'SecurityAlert.ndjson': lines(
    ['Low', 'High', 'Medium'].map((AlertSeverity, place) => ({
      TimeGenerated: `2026-03-0${place + 1}T10:00:00.1234567Z`,
      SystemAlertId: String(place),
      AlertName: `alert ${place}`,
      Description: 'Told by the device.',
      AlertSeverity,
      ResourceId: hub,
      ExtendedProperties: JSON.stringify({ DeviceId: 'press-17' }),
    })),
  ),
  'SecurityIoTRawEvent.ndjson': lines(
    [
      '2026-03-01T10:00:00.0000001Z',
      '2026-03-01T10:00:00.0000002Z',
      '2026-03-01T12:00:00Z',
      '2026-03-02T00:00:00Z',
      '2026-03-02T00:00:00Z',
    ].map((at) => event(at)),
  ),
};
const secondTables = { 'SecurityIoTRawEvent.ndjson': lines([event('2026-03-03T00:00:00Z', 'press-18')]) };

/** The test service with two workspaces for one test file, and what a client needs to reach it. Rules are forgotten after each test. */
export function testService() {
  const root = mkdtempSync(join(tmpdir(), 'casebook-service-'));
  let started: LogAnalyticsService | undefined;
  const service = (): LogAnalyticsService => {
    if (!started) throw new Error('The service has not been started.');
    return started;
  };
  beforeAll(async () => {
    for (const [id, files] of [
      [workspace, tables],
      [secondWorkspace, secondTables],
    ] as const) {
      mkdirSync(join(root, id));
      for (const [name, content] of Object.entries(files)) writeFileSync(join(root, id, name), content);
    }
    started = await startLogAnalyticsService({
      [workspace]: join(root, workspace),
      [secondWorkspace]: join(root, secondWorkspace),
    });
  });
  afterEach(() => started?.reset());
  afterAll(async () => {
    await started?.close();
    rmSync(root, { recursive: true, force: true });
  });
  return {
    service,
    folder: join(root, workspace),
    /** What an engine needs to open the workspaces of the service. */
    remote: (changes: Partial<RemoteAccess> = {}): RemoteAccess => ({
      cloud: async (name) => (name === service().cloud.name ? service().cloud : undefined),
      tokens: () => async () => ({ token: 'test-token', expiresOn: Date.now() + 3_600_000 }),
      tlsOptions: { ca: service().authority },
      ...changes,
    }),
    ref: (changes: Partial<WorkspaceRef> = {}): WorkspaceRef => ({
      kind: 'workspace',
      cloud: service().cloud.name,
      tenant: null,
      account: 'ada@plant.example',
      workspaces: [workspace],
      name: null,
      waitSeconds: 180,
      ...changes,
    }),
    access: (changes: Partial<ServiceAccess> = {}): ServiceAccess => ({
      cloud: service().cloud,
      accessToken: async () => ({ token: 'test-token', expiresOn: Date.now() + 3_600_000 }),
      tlsOptions: { ca: service().authority },
      ...changes,
    }),
  };
}
