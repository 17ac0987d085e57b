import { expect, it } from 'vitest';
import { json, startTlsService } from '../../../../test/support/tlsService.ts';
import { exchange } from './serviceExchange.ts';

it('a connection that the service has closed since the query before is no failure of the next', async () => {
  const service = await startTlsService(async () => json(200, { tables: [] }));
  const cloud = {
    name: 'test',
    authority: service.endpoint,
    protocol: 'OIDC',
    clientId: 'test',
    queryEndpoint: service.endpoint,
    queryScope: 'scope',
    armEndpoint: service.endpoint,
    armScope: 'scope',
  } as const;
  const accessToken = async () => ({ token: 'token', expiresOn: Date.now() + 3_600_000 });
  const access = { cloud, accessToken, tlsOptions: { ca: service.authority } };
  const request = {
    workspace: '11111111-1111-4111-8111-111111111111',
    additionalWorkspaces: [],
    kql: 'print 1',
    window: undefined,
    waitSeconds: 60,
  };
  for (let count = 0; count < 3; count += 1) {
    expect((await exchange(access, request, new AbortController().signal)).status).toBe(200);
    service.closeIdle();
  }
  await service.close();
});
