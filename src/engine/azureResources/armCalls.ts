/**
 * The calls to Azure Resource Manager, each with its API version and the role that lets an account make it, in one table, so that a
 * cloud that lags behind is one line away. Sources: Microsoft's REST reference and the published resource types.
 */
export const armCalls = {
  resourceGraph: {
    version: '2022-10-01',
    role: 'Reader on the subscriptions',
    path: () => '/providers/Microsoft.ResourceGraph/resources',
  },
  tenants: { version: '2022-12-01', role: 'an account of the tenant', path: () => '/tenants' },
  /** May no longer answer everywhere: the product behind it was retired in August 2025. */
  iotSecuritySolutions: {
    version: '2019-08-01',
    role: 'Security Reader on the subscription',
    path: (subscriptionId: string) =>
      `/subscriptions/${encodeURIComponent(subscriptionId)}/providers/Microsoft.Security/iotSecuritySolutions`,
  },
  workspace: {
    version: '2022-10-01',
    role: 'Log Analytics Reader on the workspace',
    path: (resourceId: string) => encodeURI(resourceId),
  },
  workspaceTables: {
    version: '2022-10-01',
    role: 'Log Analytics Reader on the workspace',
    path: (resourceId: string) => `${encodeURI(resourceId)}/tables`,
  },
} as const satisfies Record<string, ArmCall>;

export interface ArmCall {
  readonly version: string;
  readonly role: string;
  path(of: string): string;
}
