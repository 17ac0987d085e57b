import { z } from 'zod';
import { armCalls } from './armCalls.ts';
import type { ArmClient } from './armClient.ts';

const text = z.string().max(2048);
const answer = z.looseObject({
  value: z.array(z.looseObject({ tenantId: text, displayName: text.nullish(), defaultDomain: text.nullish() })),
});

/** A tenant that the account belongs to, as a member or a guest. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** Its default domain, which a sign-in can name; null where the service does not say. */
  readonly domain: string | null;
}

/** The tenants of the account; a token is for one of them, and sees the subscriptions of that one. Throws as ArmClient does. */
export async function listTenants(arm: ArmClient, signal: AbortSignal): Promise<Tenant[]> {
  const { value } = await arm.ask({ call: armCalls.tenants, what: 'the tenants of the account', answer }, signal);
  return value.map(({ tenantId, displayName, defaultDomain }) => ({
    id: tenantId,
    name: displayName || tenantId,
    domain: defaultDomain || null,
  }));
}
