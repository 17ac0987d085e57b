import { checkTenant } from '../../../core/signIn/tenant.ts';
import type { CloudChoice } from '../../../shared/contract/index.ts';

/** What a person types before signing in to a cloud. */
export interface SignInDraft {
  readonly clientId: string;
  readonly tenant: string;
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What is known from before. */
export const signInDraft = (cloud: CloudChoice): SignInDraft => ({
  clientId: cloud.clientId ?? '',
  tenant: cloud.lastTenant ?? '',
});

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
