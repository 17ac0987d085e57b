import type { FoundTenant, FoundWorkspace, FoundWorkspaces } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { ArmClient } from './armClient.ts';
import { type HubRoute, hubRoutes } from './iotSolutions.ts';
import { type HubRow, listResources, type SubscriptionRow, type WorkspaceRow } from './listResources.ts';
import { orFailure } from './orFailure.ts';
import { idKey, nameIn, subscriptionIn } from './resourceId.ts';
import { listTenants } from './tenants.ts';
import { quotaOf } from './workspaceSettings.ts';

const atOnce = 5;

/**
 * The Log Analytics workspaces that the account sees in its tenant, those with IoT hubs first, then by name. A subscription whose
 * IoT security solutions cannot be read is a problem in the list. Throws as ArmClient does where the lists themselves fail.
 */
export async function findWorkspaces(arm: ArmClient, signal: AbortSignal): Promise<FoundWorkspaces> {
  const [{ subscriptions, workspaces: rows, hubs }, tenants] = await Promise.all([
    listResources(arm, signal),
    listTenants(arm, signal).catch(orFailure),
  ]);
  const workspaces = rows.filter(({ customerId }) => customerId !== '');
  const unmade = rows.filter(({ customerId }) => customerId === '');
  const withHubs = [...new Set(hubs.map(({ subscriptionId }) => subscriptionId.toLowerCase()))];
  const routes = new Map<string, HubRoute[] | CasebookError>();
  const waiting = [...withHubs];
  const readNext = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      routes.set(id, await hubRoutes(arm, id, signal).catch(orFailure));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, readNext));
  signal.throwIfAborted();

  const known = [...routes.values()].flatMap((found) => (found instanceof CasebookError ? [] : found));
  const failed = new Map([...routes].flatMap(([id, found]) => (found instanceof CasebookError ? [[id, found]] : [])));
  return {
    workspaces: workspaces.map((row) => describe(row, subscriptions, known)).toSorted(withHubsFirst),
    tenants: tenants instanceof CasebookError ? [] : tenants.map((tenant) => withCount(tenant, subscriptions)),
    otherHubs: hubsElsewhere(hubs, workspaces, known, failed),
    problems: [
      ...[...failed.values(), tenants].flatMap((each) => (each instanceof CasebookError ? [each.message] : [])),
      ...unmade.map(({ name }) => `The workspace ${name} has no id for queries: it is not made to its end.`),
    ],
  };
}

const withCount = (
  tenant: Omit<FoundTenant, 'subscriptionCount'>,
  subscriptions: readonly SubscriptionRow[],
): FoundTenant => ({
  ...tenant,
  subscriptionCount: subscriptions.filter(({ tenantId }) => idKey(tenantId) === idKey(tenant.id)).length,
});

function describe(
  row: WorkspaceRow,
  subscriptions: readonly SubscriptionRow[],
  routes: readonly HubRoute[],
): FoundWorkspace {
  const subscription = subscriptions.find((each) => idKey(each.subscriptionId) === idKey(row.subscriptionId));
  return {
    id: row.id,
    customerId: row.customerId,
    name: row.name,
    resourceGroup: row.resourceGroup,
    subscription: { id: row.subscriptionId, name: subscription?.name ?? row.subscriptionId },
    region: row.location,
    retentionDays: row.retentionInDays,
    dailyQuotaGb: quotaOf(row.dailyQuotaGb),
    hubs: routes
      .filter(({ workspace }) => idKey(workspace) === idKey(row.id))
      .flatMap(({ hubs, solution, isEnabled, sendsRawEvents, addressesUnmasked }) =>
        hubs.map((id) => ({ id, name: nameIn(id), solution, isEnabled, sendsRawEvents, addressesUnmasked })),
      ),
  };
}

const withHubsFirst = (a: FoundWorkspace, b: FoundWorkspace): number =>
  Number(b.hubs.length > 0) - Number(a.hubs.length > 0) || a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);

function hubsElsewhere(
  hubs: readonly HubRow[],
  workspaces: readonly WorkspaceRow[],
  routes: readonly HubRoute[],
  failed: ReadonlyMap<string, CasebookError>,
): FoundWorkspaces['otherHubs'] {
  const seen = new Set(workspaces.map(({ id }) => idKey(id)));
  return hubs.flatMap(({ id, name }) => {
    const own = routes.filter((route) => route.hubs.some((hub) => idKey(hub) === idKey(id)));
    if (own.some(({ workspace }) => seen.has(idKey(workspace)))) return [];
    const hidden = own.map(({ workspace }) => nameIn(workspace));
    const reason =
      hidden.length > 0
        ? `It sends to ${hidden.join(', ')}, which this account does not see.`
        : failed.has(subscriptionIn(id))
          ? 'The IoT security solutions of its subscription could not be read.'
          : 'No IoT security solution sends its data to a workspace.';
    return [{ id, name, reason }];
  });
}
