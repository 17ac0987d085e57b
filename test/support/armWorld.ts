/** The resources that an Azure Resource Manager of the tests knows, in the service's own shapes. */
export interface ArmWorld {
  readonly tenants: readonly {
    readonly tenantId: string;
    readonly displayName: string;
    readonly defaultDomain: string;
  }[];
  readonly subscriptions: readonly {
    readonly subscriptionId: string;
    readonly name: string;
    readonly tenantId: string;
  }[];
  readonly workspaces: readonly { readonly resource: Resource; readonly tables: readonly unknown[] }[];
  readonly hubs: readonly Resource[];
  readonly solutions: readonly { readonly subscription: string; readonly resource: Resource }[];
}

interface Resource {
  readonly id: string;
  readonly name: string;
  readonly location: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const guid = (kind: number, n: number): string => `0000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const tenantId = (n: number): string => guid(1, n);
export const subscriptionId = (n: number): string => guid(2, n);
export const customerId = (n: number): string => guid(3, n);

export const workspaceId = (subscription: number, group: string, name: string): string =>
  `/subscriptions/${subscriptionId(subscription)}/resourceGroups/${group}/providers/Microsoft.OperationalInsights/workspaces/${name}`;
export const hubId = (subscription: number, group: string, name: string): string =>
  `/subscriptions/${subscriptionId(subscription)}/resourceGroups/${group}/providers/Microsoft.Devices/IotHubs/${name}`;

const workspace = (at: [number, string, string], number: number, properties: Record<string, unknown> = {}) => ({
  resource: {
    id: workspaceId(...at),
    name: at[2],
    location: 'westeurope',
    properties: { customerId: customerId(number), provisioningState: 'Succeeded', ...properties },
  },
  tables: [
    { name: 'SecurityAlert', properties: { plan: 'Analytics', retentionInDays: 90, totalRetentionInDays: 90 } },
    { name: 'SecurityIoTRawEvent', properties: { plan: 'Basic', retentionInDays: 30, totalRetentionInDays: 365 } },
    { name: 'Heartbeat', properties: { plan: 'Analytics' } },
  ],
});

const solution = (subscription: number, name: string, properties: Record<string, unknown>) => ({
  subscription: subscriptionId(subscription),
  resource: {
    id: `/subscriptions/${subscriptionId(subscription)}/resourceGroups/iot/providers/Microsoft.Security/IoTSecuritySolutions/${name}`,
    name,
    location: 'westeurope',
    properties: { displayName: name, ...properties },
  },
});

const hub = (subscription: number, name: string): Resource => ({
  id: hubId(subscription, 'iot', name),
  name,
  location: 'westeurope',
  properties: { state: 'Active' },
});

/**
 * Two tenants, of which this sign-in sees the first; two subscriptions in it; the hub `plant` sends raw events to `plant-logs` (and
 * alerts to `soc-logs`), `plant-2` sends to a workspace that the account does not see, `yard` has no solution.
 */
export const plantWorld: ArmWorld = {
  tenants: [
    { tenantId: tenantId(1), displayName: 'Example Works', defaultDomain: 'works.example' },
    { tenantId: tenantId(2), displayName: 'Example Customer', defaultDomain: 'customer.example' },
  ],
  subscriptions: [
    { subscriptionId: subscriptionId(1), name: 'Production', tenantId: tenantId(1) },
    { subscriptionId: subscriptionId(2), name: 'Security', tenantId: tenantId(1) },
  ],
  workspaces: [
    workspace([1, 'iot', 'plant-logs'], 1, {
      retentionInDays: 90,
      workspaceCapping: { dailyQuotaGb: 5, dataIngestionStatus: 'OverQuota' },
    }),
    workspace([2, 'soc', 'soc-logs'], 2, { retentionInDays: 365, workspaceCapping: { dailyQuotaGb: -1 } }),
    workspace([2, 'soc', 'archive'], 3, {}),
  ],
  hubs: [hub(1, 'plant'), hub(1, 'plant-2'), hub(2, 'yard')],
  solutions: [
    solution(1, 'plant-solution', {
      status: 'Enabled',
      // The service does not keep the letter case of ids.
      iotHubs: [hubId(1, 'IOT', 'plant').replace('resourceGroups', 'resourcegroups')],
      workspace: workspaceId(1, 'iot', 'plant-logs').toLowerCase(),
      export: ['RawEvents'],
      unmaskedIpLoggingStatus: 'Disabled',
      additionalWorkspaces: [{ workspace: workspaceId(2, 'soc', 'soc-logs'), type: 'Sentinel', dataTypes: ['Alerts'] }],
    }),
    solution(1, 'plant-2-solution', {
      status: 'Disabled',
      iotHubs: [hubId(1, 'iot', 'plant-2')],
      workspace: workspaceId(9, 'elsewhere', 'hidden-logs'),
      export: [],
    }),
  ],
};

/** The tables of Resource Graph: `resources` with types in lower case, and `resourcecontainers`. */
export function tablesOf({ subscriptions, workspaces, hubs }: ArmWorld): Readonly<Record<string, unknown[]>> {
  const row = (type: string) => (resource: Resource) => ({
    ...resource,
    type,
    subscriptionId: resource.id.split('/')[2],
    resourceGroup: resource.id.split('/')[4]?.toLowerCase(),
  });
  return {
    resources: [
      ...workspaces.map(({ resource }) => row('microsoft.operationalinsights/workspaces')(resource)),
      ...hubs.map(row('microsoft.devices/iothubs')),
    ],
    resourcecontainers: subscriptions.map((each) => ({
      ...each,
      id: `/subscriptions/${each.subscriptionId}`,
      type: 'microsoft.resources/subscriptions',
    })),
  };
}
