import { z } from 'zod';
import { armCalls } from './armCalls.ts';
import type { ArmClient } from './armClient.ts';
import { unknownForm } from './armFailure.ts';
import { resourceId } from './resourceId.ts';

const texts = z.array(z.string().max(2048)).max(10_000);
const solution = z.looseObject({
  name: z.string().max(260),
  properties: z.looseObject({
    status: z.string().nullish(),
    /** Null or empty where no data is sent to a workspace. */
    workspace: z.union([resourceId, z.literal('')]).nullish(),
    iotHubs: z.array(resourceId).max(10_000),
    export: texts.nullish(),
    additionalWorkspaces: z
      .array(z.looseObject({ workspace: resourceId.nullish(), dataTypes: texts.nullish() }))
      .nullish(),
    unmaskedIpLoggingStatus: z.string().nullish(),
  }),
});

/** What Defender for IoT sends of some hubs to one workspace. Ids are in the service's letter case. */
export interface HubRoute {
  readonly solution: string;
  readonly hubs: readonly string[];
  readonly workspace: string;
  readonly isEnabled: boolean;
  readonly sendsRawEvents: boolean;
  /** Whether addresses are stored whole; null where the service does not say. */
  readonly addressesUnmasked: boolean | null;
}

const mostPages = 100;

/** The routes from hubs to workspaces of the IoT security solutions in one subscription. Throws as ArmClient does. */
export async function hubRoutes(arm: ArmClient, subscriptionId: string, signal: AbortSignal): Promise<HubRoute[]> {
  const call = armCalls.iotSecuritySolutions;
  const what = `the IoT security solutions of subscription ${subscriptionId}`;
  const answer = z.looseObject({ value: z.array(solution), nextLink: z.string().nullish() });
  const routes: HubRoute[] = [];
  let page: string | undefined;
  for (let count = 0; count < mostPages; count += 1) {
    const asked = { call, of: subscriptionId, what, answer };
    const got = await arm.ask(page === undefined ? asked : { ...asked, page }, signal);
    routes.push(...got.value.flatMap(routesOf));
    if (!got.nextLink) return routes;
    page = got.nextLink;
  }
  throw unknownForm({ what, cloud: arm.cloud, call }, `the list does not end within ${mostPages} pages.`);
}

function routesOf({ name, properties }: z.output<typeof solution>): HubRoute[] {
  const { workspace, iotHubs, status, unmaskedIpLoggingStatus: unmasked } = properties;
  const own = workspace ? [{ workspace, dataTypes: properties.export }] : [];
  return [...own, ...(properties.additionalWorkspaces ?? [])].flatMap((target) =>
    target.workspace
      ? [
          {
            solution: name,
            hubs: iotHubs,
            workspace: target.workspace,
            isEnabled: status?.toLowerCase() === 'enabled',
            sendsRawEvents: (target.dataTypes ?? []).some((type) => type.toLowerCase() === 'rawevents'),
            addressesUnmasked: unmasked == null ? null : unmasked.toLowerCase() === 'enabled',
          },
        ]
      : [],
  );
}
