import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';
import {
  type KustoService,
  kustoDatabase,
  kustoToken,
  startKustoService,
} from '../../../../test/support/kustoService/service.ts';
import type { Answer } from '../../../../test/support/tlsService.ts';
import type { DatabaseRef } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { LogSource } from '../logSource.ts';
import { type AdxOptions, openAdxSource } from './adxSource.ts';

const hub = '/subscriptions/1/resourceGroups/rg/providers/Microsoft.Devices/IotHubs/plant';
const rows = [
  { TimeGenerated: '2026-03-01T10:00:00.0000001Z', DeviceId: 'press-17', Count: 1 },
  { TimeGenerated: '2026-03-01T12:00:00Z', DeviceId: 'press-17', Count: 2 },
  { TimeGenerated: '2026-03-02T00:00:00Z', DeviceId: "o'neil \\ 1", Count: 3 },
];

/** A cluster with one database for one test file, and a source that asks it; waits take no time. */
export function testDatabase() {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-adx-'));
  const events = rows.map((row) => ({ ...row, AssociatedResourceId: hub, RawEventName: 'Login', TimeStamp: null }));
  writeFileSync(join(folder, 'SecurityIoTRawEvent.ndjson'), events.map((row) => `${JSON.stringify(row)}\n`).join(''));
  writeFileSync(join(folder, 'Names.csv'), 'Name,Value\nfirst,1\n');
  const { signal } = new AbortController();
  let started: KustoService | undefined;
  let shared: LogSource | undefined;
  const service = (): KustoService => {
    if (!started) throw new Error('The service has not been started.');
    return started;
  };
  const source = (): LogSource => {
    shared ??= open();
    return shared;
  };
  beforeAll(async () => {
    started = await startKustoService(folder);
  });
  afterAll(async () => {
    await shared?.close();
    await started?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (options: Partial<AdxOptions> = {}, changes: Partial<DatabaseRef> = {}): LogSource => {
    const ref: DatabaseRef = {
      kind: 'database',
      cloud: 'lab',
      tenant: null,
      account: null,
      cluster: service().endpoint,
      database: kustoDatabase,
      waitSeconds: 60,
      ...changes,
    };
    return openAdxSource(ref, {
      cloud: { name: 'lab', authority: 'https://login.example', clusters: [ref.cluster] },
      accessToken: async () => ({ token: kustoToken, expiresOn: Date.now() + 3_600_000 }),
      tlsOptions: { ca: service().authority },
      clock: { now: Date.now, sleep: async () => undefined },
      ...options,
    });
  };

  /** The error of a call that must fail; what it carries may be logged, so the token is nowhere in it. */
  const failureOf = async (work: Promise<unknown>): Promise<CasebookError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(inspect(error, { depth: 20 })).not.toContain(kustoToken);
    if (error instanceof CasebookError) return error;
    throw new Error(`expected a CasebookError, got ${inspect(error)}`);
  };

  return {
    folder,
    signal,
    service,
    source,
    open,
    failureOf,
    failQuery: (kql = 'print 1') => failureOf(source().query(kql, undefined, signal)),
    interrupt: (answer: Answer | 'hang' | 'cut', times = 1) => service().interrupt({ path: /query$/, answer, times }),
  };
}
