import { z } from 'zod';
import { method, remoteIdentity } from './primitives.ts';

const days = z.number().nullable();
/** Gigabytes that a workspace takes in per day; null where the service does not say. */
const quota = z.union([z.number(), z.literal('uncapped')]).nullable();

/** A hub that sends what Defender for IoT finds to a workspace. */
const sendingHub = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** The IoT security solution that says so. */
  solution: z.string(),
  isEnabled: z.boolean(),
  sendsRawEvents: z.boolean(),
  /** Whether addresses are stored whole; null where the service does not say. */
  addressesUnmasked: z.boolean().nullable(),
});

const foundWorkspace = z.strictObject({
  /** Its id in Azure Resource Manager. */
  id: z.string(),
  /** The GUID that queries name it by. */
  customerId: z.guid(),
  name: z.string(),
  resourceGroup: z.string(),
  subscription: z.strictObject({ id: z.string(), name: z.string() }),
  region: z.string(),
  retentionDays: days,
  dailyQuotaGb: quota,
  hubs: z.array(sendingHub),
});
export type FoundWorkspace = z.infer<typeof foundWorkspace>;

/** A tenant that the account belongs to, as a member or a guest. */
const tenant = z.strictObject({
  id: z.string(),
  name: z.string(),
  /** Its default domain, which a sign-in can name; null where the service does not say. */
  domain: z.string().nullable(),
  /** Subscriptions that this sign-in sees in it. */
  subscriptionCount: z.number().int(),
});
export type FoundTenant = z.infer<typeof tenant>;

const foundWorkspaces = z.strictObject({
  workspaces: z.array(foundWorkspace),
  tenants: z.array(tenant),
  /** Hubs of which no workspace is known that this account sees, with the reason. */
  otherHubs: z.array(z.strictObject({ id: z.string(), name: z.string(), reason: z.string() })),
  /** What could not be read, in words; the lists are the rest. */
  problems: z.array(z.string()),
});
export type FoundWorkspaces = z.infer<typeof foundWorkspaces>;

const workspaceSettings = z.strictObject({
  customerId: z.guid(),
  name: z.string(),
  region: z.string(),
  retentionDays: days,
  dailyQuotaGb: quota,
  /** Whether it still takes data in: false once its cap is reached; null where the service does not say. */
  isIngesting: z.boolean().nullable(),
  /** The tables that IoT devices report to, as far as they are there. */
  tables: z.array(
    z.strictObject({
      name: z.string(),
      /** `Analytics`, `Basic` or `Auxiliary`: only the first takes every query. */
      plan: z.string().nullable(),
      retentionDays: days,
      /** Days until rows are deleted; those older than `retentionDays` have to be restored first, or searched for by a job. */
      totalRetentionDays: days,
    }),
  ),
  /** What could not be read, in words; null stands in its place, and `tables` is empty. */
  problems: z.array(z.string()),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

export const azureResources = {
  /** The Log Analytics workspaces that an account sees in its tenant, those with IoT hubs first, then by name. */
  'azure.workspaces': method(remoteIdentity, foundWorkspaces),
  /** Retention and quota of one of them. */
  'azure.workspaceSettings': method(
    remoteIdentity.extend({
      /** Its id in Azure Resource Manager, as `azure.workspaces` gives it. */
      id: z.string().max(2048),
    }),
    workspaceSettings,
  ),
};
