import { z } from 'zod';
import type { WorkspaceSettings } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { armCalls } from './armCalls.ts';
import type { ArmClient } from './armClient.ts';
import { orFailure } from './orFailure.ts';
import { idKey, nameIn } from './resourceId.ts';

const workspace = z.looseObject({
  name: z.string().max(2048),
  location: z.string().max(2048),
  properties: z.looseObject({
    customerId: z.guid(),
    retentionInDays: z.number().nullish(),
    workspaceCapping: z
      .looseObject({ dailyQuotaGb: z.number().nullish(), dataIngestionStatus: z.string().nullish() })
      .nullish(),
  }),
});

const tables = z.looseObject({
  value: z.array(
    z.looseObject({
      name: z.string().max(2048),
      properties: z.looseObject({
        plan: z.string().nullish(),
        retentionInDays: z.number().nullish(),
        totalRetentionInDays: z.number().nullish(),
      }),
    }),
  ),
});

/** A cap of -1 is the service's way to say that there is none. */
export function quotaOf(dailyQuotaGb: number | null | undefined): WorkspaceSettings['dailyQuotaGb'] {
  if (dailyQuotaGb == null) return null;
  return dailyQuotaGb < 0 ? 'uncapped' : dailyQuotaGb;
}

/**
 * Retention and quota of a workspace and of the named tables, as Azure Resource Manager tells them. A list of tables that cannot be
 * read is a problem of the answer; for the workspace itself it throws as ArmClient does.
 */
export async function workspaceSettings(
  arm: ArmClient,
  { id, tableNames }: { readonly id: string; readonly tableNames: readonly string[] },
  signal: AbortSignal,
): Promise<WorkspaceSettings> {
  const of = `the workspace ${nameIn(id)}`;
  const [found, listed] = await Promise.all([
    arm.ask({ call: armCalls.workspace, of: id, what: of, answer: workspace }, signal),
    arm
      .ask({ call: armCalls.workspaceTables, of: id, what: `the tables of ${of}`, answer: tables }, signal)
      .catch(orFailure),
  ]);
  const { customerId, retentionInDays, workspaceCapping } = found.properties;
  const wanted = new Set(tableNames.map(idKey));
  const status = workspaceCapping?.dataIngestionStatus?.toLowerCase();
  return {
    customerId,
    name: found.name,
    region: found.location,
    retentionDays: retentionInDays ?? null,
    dailyQuotaGb: quotaOf(workspaceCapping?.dailyQuotaGb),
    isIngesting: status === undefined ? null : !['overquota', 'forceoff', 'subscriptionsuspended'].includes(status),
    tables: (listed instanceof CasebookError ? [] : listed.value)
      .filter(({ name }) => wanted.has(idKey(name)))
      .map(({ name, properties: { plan, retentionInDays: days, totalRetentionInDays: total } }) => ({
        name,
        plan: plan ?? null,
        retentionDays: days ?? null,
        totalRetentionDays: total ?? null,
      })),
    problems: listed instanceof CasebookError ? [listed.message] : [],
  };
}
