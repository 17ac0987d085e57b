import { checkTenant } from '../../../core/signIn/tenant.ts';
import type { CloudChoice, RemoteIdentity, SignedInAccount } from '../../../shared/contract/index.ts';

/** What a person types before signing in to a cloud. */
export interface SignInDraft {
  readonly clientId: string;
  readonly tenant: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const isNamed = ({ name }: CloudChoice, cloud: string): boolean => name.toLowerCase() === cloud.toLowerCase();

/** What is known from before; `wanted` is where a case or a source asks, whose tenant comes first. */
export const signInDraft = (cloud: CloudChoice, wanted?: RemoteIdentity): SignInDraft => ({
  clientId: cloud.clientId ?? '',
  tenant: (wanted && isNamed(cloud, wanted.cloud) ? wanted.tenant : null) ?? cloud.lastTenant ?? '',
});

/** The name of the known cloud that is wanted; undefined where this computer does not know it. */
export const wantedCloud = (clouds: readonly CloudChoice[], wanted: RemoteIdentity): string | undefined =>
  clouds.find((cloud) => isNamed(cloud, wanted.cloud))?.name;

/** The user name of the account that is wanted in the cloud; undefined where none is, or where its name is not known here. */
export function wantedUser(
  cloud: CloudChoice,
  wanted: RemoteIdentity | undefined,
  accounts: readonly SignedInAccount[],
): string | undefined {
  const account = wanted && isNamed(cloud, wanted.cloud) ? wanted.account : null;
  if (account === null) return undefined;
  return accounts.find(({ id }) => id === account)?.username ?? (account.includes('@') ? account : undefined);
}

/** What is wrong, by field; empty where somebody can sign in. */
export function checkSignIn(cloud: CloudChoice, draft: SignInDraft): Partial<Record<keyof SignInDraft, string>> {
  const tenant = checkTenant(draft.tenant);
  const problems: Partial<Record<keyof SignInDraft, string>> = {};
  if (cloud.takesClientId && !guid.test(draft.clientId.trim())) {
    problems.clientId =
      draft.clientId.trim() === ''
        ? 'Give the client id of your app registration.'
        : 'A client id looks like 11111111-2222-4333-8444-555555555555.';
  }
  if (cloud.needsTenant && !tenant.ok) {
    problems.tenant =
      draft.tenant.trim() === '' ? 'Give the tenant that holds the workspace.' : `Check the tenant: ${tenant.reason}.`;
  }
  return problems;
}
