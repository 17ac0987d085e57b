import { isTenantId } from '../core/signIn/tenant.ts';
import type { Network } from './network.ts';
import { discoveryFailure } from './refusal.ts';
import { discoveryUrlOf, type SignInTarget } from './target.ts';

/**
 * The target with its tenant by id. Tokens are kept by the tenant's id alone, so a domain that was not looked up would take a token of
 * whatever tenant the account is signed in to. Throws as a sign-in there would: no such tenant, no service.
 */
export async function pinTenant(target: SignInTarget, network: Network): Promise<SignInTarget> {
  if (target.tenant === null || isTenantId(target.tenant)) return target;
  const reply = await network.sendGetRequestAsync<Record<string, unknown>>(discoveryUrlOf(target));
  const issuer = String(reply.body.issuer ?? '');
  const tenant = URL.canParse(issuer) ? new URL(issuer).pathname.split('/')[1]?.toLowerCase() : undefined;
  if (tenant === undefined || !isTenantId(tenant)) throw discoveryFailure(target, reply);
  return { ...target, tenant };
}
