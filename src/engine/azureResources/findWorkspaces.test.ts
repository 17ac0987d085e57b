import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ArmService, armToken, startArmService } from '../../../test/support/armService.ts';
import {
  customerId,
  hubId,
  plantWorld,
  subscriptionId,
  tenantId,
  workspaceId,
} from '../../../test/support/armWorld.ts';
import { makeCertificates } from '../../../test/support/certificates.ts';
import { failed } from '../../../test/support/tlsService.ts';
import { createArmClient } from './armClient.ts';
import { findWorkspaces } from './findWorkspaces.ts';
import { workspaceSettings } from './workspaceSettings.ts';

const { signal } = new AbortController();
const certificates = await makeCertificates();
let service: ArmService;
/** Gives one row at a time, so that every list is paged. */
let paged: ArmService;
beforeAll(async () => {
  service = await startArmService(plantWorld, { certificates });
  paged = await startArmService(plantWorld, { certificates, pageSize: 1 });
});
afterAll(async () => {
  await service.close();
  await paged.close();
});

const clientOf = ({ endpoint, authority }: ArmService) =>
  createArmClient({
    cloud: { name: 'test', armEndpoint: endpoint, armScope: `${endpoint}/.default` },
    accessToken: async () => ({ token: armToken, expiresOn: Date.now() + 3_600_000 }),
    trustedRoots: authority,
  });

test('workspaces are listed with what sends to them', async () => {
  const found = await findWorkspaces(clientOf(service), signal);
  expect(found.workspaces.map(({ name, hubs }) => [name, hubs.map((hub) => hub.name)])).toEqual([
    ['plant-logs', ['plant']],
    ['soc-logs', ['plant']],
    ['archive', []],
  ]);
  expect(found.workspaces[0]).toEqual({
    id: workspaceId(1, 'iot', 'plant-logs'),
    customerId: customerId(1),
    name: 'plant-logs',
    resourceGroup: 'iot',
    subscription: { id: subscriptionId(1), name: 'Production' },
    region: 'westeurope',
    retentionDays: 90,
    dailyQuotaGb: 5,
    hubs: [
      {
        id: hubId(1, 'IOT', 'plant').replace('resourceGroups', 'resourcegroups'),
        name: 'plant',
        solution: 'plant-solution',
        isEnabled: true,
        sendsRawEvents: true,
        addressesUnmasked: false,
      },
    ],
  });
  expect(found.workspaces[1]?.hubs[0]).toMatchObject({ sendsRawEvents: false });
  expect(found.workspaces[1]).toMatchObject({ dailyQuotaGb: 'uncapped', retentionDays: 365 });
  expect(found.workspaces[2]).toMatchObject({ dailyQuotaGb: null, retentionDays: null });
  expect(found.otherHubs).toEqual([
    {
      id: hubId(1, 'iot', 'plant-2'),
      name: 'plant-2',
      reason: 'It sends to hidden-logs, which this account does not see.',
    },
    { id: hubId(2, 'iot', 'yard'), name: 'yard', reason: 'No IoT security solution sends its data to a workspace.' },
  ]);
  expect(found.tenants).toEqual([
    { id: tenantId(1), name: 'Example Works', domain: 'works.example', subscriptionCount: 2 },
    { id: tenantId(2), name: 'Example Customer', domain: 'customer.example', subscriptionCount: 0 },
  ]);
  expect(found.problems).toEqual([]);
});

test('lists in many pages are the lists in one', async () => {
  expect(await findWorkspaces(clientOf(paged), signal)).toEqual(await findWorkspaces(clientOf(service), signal));
  const graphCalls = paged.arrivals.filter(({ path }) => path.endsWith('Microsoft.ResourceGraph/resources'));
  expect(graphCalls.length).toBe(2 + 3 + 3);
});

test('a subscription whose solutions may not be read, or are no longer offered, is a problem beside the rest', async () => {
  service.interrupt({
    path: new RegExp(`${subscriptionId(1)}/providers/Microsoft.Security`),
    answer: failed(403, 'AuthorizationFailed', 'The client does not have authorization.'),
  });
  service.interrupt({ path: new RegExp(subscriptionId(2)), answer: failed(404, 'InvalidResourceType', 'Not found.') });
  const found = await findWorkspaces(clientOf(service), signal);
  expect(found.workspaces.map(({ hubs }) => hubs.length)).toEqual([0, 0, 0]);
  expect(found.problems).toEqual([
    `This account may not read the IoT security solutions of subscription ${subscriptionId(1)} (it says: AuthorizationFailed: The client does not have authorization). Ask for the role Security Reader on the subscription; a new role can take up to 60 minutes to work.`,
    `The cloud test answered with status 404 when asked for the IoT security solutions of subscription ${subscriptionId(2)} (it says: InvalidResourceType: Not found).`,
  ]);
  expect(found.otherHubs.map(({ reason }) => reason)).toEqual(
    Array(3).fill('The IoT security solutions of its subscription could not be read.'),
  );
});

test('tenants that cannot be listed are a problem beside the rest', async () => {
  service.interrupt({ path: /^\/tenants$/, answer: failed(500, 'InternalServerError', 'Try again') });
  const found = await findWorkspaces(clientOf(service), signal);
  expect(found.tenants).toEqual([]);
  expect(found.workspaces.length).toBe(3);
  expect(found.problems[0]).toContain('the tenants of the account');
});

test('a workspace that is not made to its end is named, not listed', async () => {
  const [first, ...others] = plantWorld.workspaces;
  if (!first) throw new Error('The world has workspaces.');
  const unmade = { ...first, resource: { ...first.resource, properties: { provisioningState: 'Creating' } } };
  const other = await startArmService({ ...plantWorld, workspaces: [unmade, ...others] }, { certificates });
  try {
    const found = await findWorkspaces(clientOf(other), signal);
    expect(found.workspaces.map(({ name }) => name)).toEqual(['soc-logs', 'archive']);
    expect(found.problems).toEqual(['The workspace plant-logs has no id for queries: it is not made to its end.']);
  } finally {
    await other.close();
  }
});

test('the settings of a workspace tell retention, cap and the plan of each table', async () => {
  const asked = { id: workspaceId(1, 'iot', 'plant-logs'), tableNames: ['SecurityIoTRawEvent', 'securityalert'] };
  expect(await workspaceSettings(clientOf(service), asked, signal)).toEqual({
    customerId: customerId(1),
    name: 'plant-logs',
    region: 'westeurope',
    retentionDays: 90,
    dailyQuotaGb: 5,
    isIngesting: false,
    tables: [
      { name: 'SecurityAlert', plan: 'Analytics', retentionDays: 90, totalRetentionDays: 90 },
      { name: 'SecurityIoTRawEvent', plan: 'Basic', retentionDays: 30, totalRetentionDays: 365 },
    ],
    problems: [],
  });
});

test('tables that may not be listed leave the retention of the workspace, and are told', async () => {
  service.interrupt({ path: /\/tables$/, answer: failed(403, 'AuthorizationFailed', 'No.') });
  const asked = { id: workspaceId(1, 'iot', 'plant-logs'), tableNames: ['SecurityAlert'] };
  expect(await workspaceSettings(clientOf(service), asked, signal)).toMatchObject({
    retentionDays: 90,
    tables: [],
    problems: [expect.stringMatching(/may not read the tables of the workspace plant-logs.*Log Analytics Reader/)],
  });
});
