import { z } from 'zod';
import type { ArmClient } from './armClient.ts';
import { graphRows } from './resourceGraph.ts';
import { resourceId } from './resourceId.ts';

const text = z.string().max(2048);

/** A number that the service leaves out, or gives as null, where the workspace has none. */
const numberOrNull = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

const workspaceRow = z.looseObject({
  id: resourceId,
  name: text,
  resourceGroup: text,
  subscriptionId: text,
  location: text,
  /** Empty where the workspace is not made to its end. */
  customerId: z.union([z.guid(), z.literal('')]),
  retentionInDays: numberOrNull,
  dailyQuotaGb: numberOrNull,
});
const subscriptionRow = z.looseObject({ subscriptionId: text, name: text, tenantId: text });
const hubRow = z.looseObject({ id: resourceId, name: text, subscriptionId: text });

// Pages follow each other by id, and Resource Graph pages only rows that have one.
const queries = {
  subscriptions: `resourcecontainers
| where type =~ 'microsoft.resources/subscriptions'
| project id, name, subscriptionId, tenantId
| order by id asc`,
  workspaces: `resources
| where type =~ 'microsoft.operationalinsights/workspaces'
| project id, name, resourceGroup, subscriptionId, location, customerId = tostring(properties.customerId),
    retentionInDays = toint(properties.retentionInDays), dailyQuotaGb = todouble(properties.workspaceCapping.dailyQuotaGb)
| order by id asc`,
  hubs: `resources
| where type =~ 'microsoft.devices/iothubs'
| project id, name, subscriptionId
| order by id asc`,
};

export type WorkspaceRow = z.output<typeof workspaceRow>;
export type SubscriptionRow = z.output<typeof subscriptionRow>;
export type HubRow = z.output<typeof hubRow>;

/** The subscriptions, workspaces and IoT hubs that the account sees in its tenant, each by id. Throws as ArmClient does. */
export async function listResources(
  arm: ArmClient,
  signal: AbortSignal,
): Promise<{ subscriptions: SubscriptionRow[]; workspaces: WorkspaceRow[]; hubs: HubRow[] }> {
  const [subscriptions, workspaces, hubs] = await Promise.all([
    graphRows(arm, { what: 'the subscriptions', query: queries.subscriptions, row: subscriptionRow }, signal),
    graphRows(arm, { what: 'the Log Analytics workspaces', query: queries.workspaces, row: workspaceRow }, signal),
    graphRows(arm, { what: 'the IoT hubs', query: queries.hubs, row: hubRow }, signal),
  ]);
  return { subscriptions, workspaces, hubs };
}
