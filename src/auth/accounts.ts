import type { AccountInfo } from '@azure/msal-node';
import { isTenantId } from '../core/signIn/tenant.ts';
import type { SignedInAccount } from '../shared/contract/index.ts';
import { CasebookError } from '../shared/result.ts';
import { placeOf, type SignInTarget } from './target.ts';

/** The library lists an account once for each tenant that it is signed in to. */
export const signedIn = ({ homeAccountId, tenantId, username, name }: AccountInfo): SignedInAccount => ({
  id: homeAccountId,
  tenantId,
  username,
  name: name ?? null,
});

/**
 * The account to ask with: the one named by its id or user name, or the only one signed in there. Throws `signInNeeded` where there is
 * none, `accountNeeded` where there are several.
 */
export function accountFor(target: SignInTarget, asked: string | null, accounts: readonly AccountInfo[]): AccountInfo {
  const fits =
    asked === null
      ? ({ tenantId }: AccountInfo) =>
          target.tenant === null || !isTenantId(target.tenant) || tenantId === target.tenant
      : ({ homeAccountId, username }: AccountInfo) =>
          homeAccountId === asked || username.toLowerCase() === asked.toLowerCase();
  const [only, ...more] = new Map(accounts.filter(fits).map((account) => [account.homeAccountId, account])).values();
  if (!only) {
    const who = asked === null ? 'Nobody is' : 'The account is not';
    throw new CasebookError('signInNeeded', `${who} signed in to ${placeOf(target)}. Sign in there.`);
  }
  if (more.length > 0) {
    throw new CasebookError(
      'accountNeeded',
      `${more.length + 1} accounts are signed in to ${placeOf(target)}. Choose which of them asks.`,
    );
  }
  return only;
}
