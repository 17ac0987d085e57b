import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ArmService, armToken, startArmService } from '../../../test/support/armService.ts';
import { customerId, plantWorld, workspaceId } from '../../../test/support/armWorld.ts';
import { failed } from '../../../test/support/tlsService.ts';
import type { Cloud } from '../../shared/clouds.ts';
import { azureResources } from '../../shared/contract/azureResources.ts';
import type { CallContext } from '../context.ts';
import type { RemoteAccess, RemoteIdentity } from '../logs/remoteAccess.ts';
import type { Services } from '../services.ts';
import { azureResourceHandlers } from './azureResources.ts';

let service: ArmService;
beforeAll(async () => {
  service = await startArmService(plantWorld);
});
afterAll(() => service.close());

const identity: RemoteIdentity = { cloud: 'Lab', tenant: 'works.example', account: null };
const progress: string[] = [];
const context: CallContext = {
  callId: 'test',
  signal: new AbortController().signal,
  emit: () => undefined,
  progress: (text) => progress.push(text),
};

/** The handlers with a sign-in that knows one cloud; `asked` is filled with what tokens were asked for. */
function handlersWith(asked: unknown[] = []) {
  const cloud: Cloud = {
    name: 'lab',
    authority: service.endpoint,
    protocol: 'OIDC',
    clientId: 'test',
    queryEndpoint: service.endpoint,
    queryScope: 'query',
    armEndpoint: service.endpoint,
    armScope: 'arm',
  };
  const remote: RemoteAccess = {
    cloud: async (name) => (name.toLowerCase() === 'lab' ? cloud : undefined),
    tokens: (who) => async (scope) => {
      asked.push([who, scope]);
      return { token: armToken, expiresOn: Date.now() + 60_000 };
    },
    tlsOptions: { ca: service.authority },
  };
  return azureResourceHandlers({ remote } as Partial<Services> as Services);
}

it('lists the workspaces as the contract has them, asking as the identity that was named', async () => {
  const asked: unknown[] = [];
  const found = await handlersWith(asked)['azure.workspaces'](identity, context);
  expect(azureResources['azure.workspaces'].output.parse(found).workspaces.length).toBe(3);
  expect(asked).toContainEqual([identity, 'arm']);
});

it('tells the settings of one, with the tables of IoT devices', async () => {
  const asked = { ...identity, id: workspaceId(1, 'iot', 'plant-logs') };
  const settings = await handlersWith()['azure.workspaceSettings'](asked, context);
  expect(azureResources['azure.workspaceSettings'].output.parse(settings)).toMatchObject({
    customerId: customerId(1),
    tables: [{ name: 'SecurityAlert' }, { name: 'SecurityIoTRawEvent', plan: 'Basic' }],
  });
});

it('tells that the service asks to wait', async () => {
  service.interrupt({
    path: /^\/tenants$/,
    answer: { ...failed(429, 'TooManyRequests', 'Slow'), headers: { 'retry-after': '0' } },
  });
  await handlersWith()['azure.workspaces'](identity, context);
  expect(progress).toEqual(['The service asks to wait 0 s before it tells the tenants of the account']);
});

it('refuses what is no resource id, a cloud that nobody has, and a host without a sign-in', async () => {
  const settings = handlersWith()['azure.workspaceSettings'];
  const refused = { ...identity, id: '/subscriptions/../../elsewhere?x=' };
  await expect(async () => settings(refused, context)).rejects.toMatchObject({ code: 'invalidInput' });
  const list = handlersWith()['azure.workspaces'];
  await expect(async () => list({ ...identity, cloud: 'moon' }, context)).rejects.toMatchObject({
    code: 'unknownCloud',
  });
  const bare = azureResourceHandlers({} as Partial<Services> as Services)['azure.workspaces'];
  await expect(async () => bare(identity, context)).rejects.toMatchObject({ code: 'signInNeeded' });
});
