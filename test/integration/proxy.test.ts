import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createArmClient } from '../../src/engine/azureResources/armClient.ts';
import { listTenants } from '../../src/engine/azureResources/tenants.ts';
import { openAdxSource } from '../../src/engine/logs/adx/adxSource.ts';
import { type ArmService, armToken, startArmService } from '../support/armService.ts';
import { plantWorld } from '../support/armWorld.ts';
import { makeCertificates } from '../support/certificates.ts';
import { startConnectProxy } from '../support/connectProxy.ts';
import { type KustoService, kustoDatabase, kustoToken, startKustoService } from '../support/kustoService/service.ts';
import { trustHere } from '../support/trustedAuthority.ts';

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'casebook-proxy-'));
writeFileSync(join(folder, 'T.csv'), 'A\n1\n');
let proxy: Awaited<ReturnType<typeof startConnectProxy>>;
let arm: ArmService;
let kusto: KustoService;
beforeAll(async () => {
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  proxy = await startConnectProxy();
  arm = await startArmService(plantWorld, { certificates });
  kusto = await startKustoService(folder, { certificates });
  process.env.HTTPS_PROXY = proxy.url;
});
afterAll(async () => {
  delete process.env.HTTPS_PROXY;
  await Promise.all([proxy.close(), arm.close(), kusto.close()]);
  rmSync(folder, { recursive: true, force: true });
});

const hostOf = (address: string) => new URL(address).host;

test('Azure Resource Manager is asked through a tunnel of the proxy', async () => {
  const client = createArmClient({
    cloud: { name: 'test', armEndpoint: arm.endpoint, armScope: 'scope' },
    accessToken: async () => ({ token: armToken, expiresOn: 0 }),
  });
  expect((await listTenants(client, signal)).length).toBe(2);
  expect(proxy.targets).toContain(hostOf(arm.endpoint));
  expect(proxy.plain).toEqual([]);
});

test('Azure Data Explorer is asked through a tunnel of the proxy', async () => {
  const source = openAdxSource(
    {
      kind: 'database',
      cloud: 'lab',
      tenant: null,
      account: null,
      cluster: kusto.endpoint,
      database: kustoDatabase,
      waitSeconds: 60,
    },
    {
      cloud: { name: 'lab', authority: 'https://login.example', clusters: [kusto.endpoint] },
      accessToken: async () => ({ token: kustoToken, expiresOn: 0 }),
    },
  );
  await source.query('T', undefined, signal);
  await source.close();
  expect(proxy.targets).toContain(hostOf(kusto.endpoint));
  expect(proxy.plain).toEqual([]);
});
