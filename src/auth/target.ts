import { checkTenant } from '../core/signIn/tenant.ts';
import type { Cloud } from '../shared/clouds.ts';
import { CasebookError } from '../shared/result.ts';

/** Where somebody signs in: a cloud, one of its tenants, and the app registration that asks. */
export interface SignInTarget {
  readonly cloud: Cloud;
  readonly clientId: string;
  /** By id or by domain, in lower case; null where the cloud speaks plain OpenID Connect and has none. */
  readonly tenant: string | null;
}

/** Checks what was given. Throws `invalidInput`: no client id, no tenant where the cloud needs one, or a text that names none. */
export function signInTarget(given: {
  readonly cloud: Cloud;
  readonly tenant: string | null;
  /** The person's own setting, for clouds that bring no client id. */
  readonly clientId: string | null;
}): SignInTarget {
  const { cloud } = given;
  const clientId = cloud.clientId ?? given.clientId;
  if (clientId === null) {
    throw new CasebookError(
      'invalidInput',
      `To sign in to the cloud ${cloud.name} Casebook needs the client id of an app registration of yours. Make one as docs/guide/app-registration.md says, and give its client id.`,
    );
  }
  if (cloud.protocol === 'OIDC') {
    if (given.tenant === null) return { cloud, clientId, tenant: null };
    throw new CasebookError('invalidInput', `The cloud ${cloud.name} has no tenants. Leave the tenant out.`);
  }
  const tenant = checkTenant(given.tenant ?? '');
  if (!tenant.ok) {
    const problem = given.tenant === null ? 'it is missing; give the id or a domain of the tenant' : tenant.reason;
    throw new CasebookError('invalidInput', `The tenant is not valid: ${problem}.`);
  }
  return { cloud, clientId, tenant: tenant.value };
}

/** The address that the client library signs in at. */
export const authorityOf = ({ cloud, tenant }: Pick<SignInTarget, 'cloud' | 'tenant'>): string =>
  cloud.protocol === 'OIDC' ? cloud.authority : `${cloud.authority}/${tenant}`;

/** Where the client library finds the sign-in service's own description. */
export const discoveryUrlOf = (target: SignInTarget): string =>
  `${authorityOf(target)}${target.cloud.protocol === 'OIDC' ? '' : '/v2.0'}/.well-known/openid-configuration`;

/** How messages name the place. */
export const placeOf = ({ cloud, tenant }: Pick<SignInTarget, 'cloud' | 'tenant'>): string =>
  tenant === null ? `the cloud ${cloud.name}` : `the cloud ${cloud.name}, tenant ${tenant}`;
