import { z } from 'zod';
import type { FoundTenant } from '../../shared/contract/index.ts';
import { armCalls } from './armCalls.ts';
import type { ArmClient } from './armClient.ts';

const text = z.string().max(2048);
const answer = z.looseObject({
  value: z.array(z.looseObject({ tenantId: text, displayName: text.nullish(), defaultDomain: text.nullish() })),
});

/** The tenants of the account; a token is for one of them, and sees the subscriptions of that one. Throws as ArmClient does. */
export async function listTenants(
  arm: ArmClient,
  signal: AbortSignal,
): Promise<Omit<FoundTenant, 'subscriptionCount'>[]> {
  const { value } = await arm.ask({ call: armCalls.tenants, what: 'the tenants of the account', answer }, signal);
  return value.map(({ tenantId, displayName, defaultDomain }) => ({
    id: tenantId,
    name: displayName || tenantId,
    domain: defaultDomain || null,
  }));
}
