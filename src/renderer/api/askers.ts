import { isTenantId } from '../../core/signIn/tenant.ts';
import type { CloudChoice, Input, SignedInAccount } from '../../shared/contract/index.ts';

/** Somebody who is signed in, with the cloud. */
export interface SignedIn {
  readonly cloud: CloudChoice;
  readonly account: SignedInAccount;
}

/** Which of several accounts is asked with in a tenant, as sources name it, where a source names none. */
export type Chosen = Input<'signIn.choose'>;

/** Who may ask a source, and who does; `asks` is undefined where that is not certain. */
export interface Askers {
  readonly fitting: readonly SignedIn[];
  readonly asks: SignedIn | undefined;
  /** Whether several may, and nobody has chosen between them. */
  readonly undecided: boolean;
}

/** Those of the signed in who may ask a source of this identity. Which tenant a domain stands for is not known here: all of the cloud may. */
export function askersOf(
  { cloud, tenant, account }: Pick<Input<'azure.workspaces'>, 'cloud' | 'tenant' | 'account'>,
  signedIn: readonly SignedIn[],
  chosen: readonly Chosen[],
): Askers {
  const isNamed = tenant === null || isTenantId(tenant);
  const fits = signedIn.filter(
    (each) =>
      each.cloud.name.toLowerCase() === cloud.toLowerCase() &&
      (tenant === null || !isNamed || each.account.tenantId === tenant) &&
      (account === null || [each.account.id, each.account.username].includes(account)),
  );
  const fitting = [...new Map(fits.map((each) => [each.account.id, each])).values()];
  const choice = chosen.find(
    (each) => each.cloud.toLowerCase() === cloud.toLowerCase() && each.tenant?.toLowerCase() === tenant?.toLowerCase(),
  );
  const picked = account === null ? fitting.find((each) => each.account.id === choice?.account) : undefined;
  const only = isNamed && fitting.length === 1 ? fitting[0] : undefined;
  return { fitting, asks: picked ?? only, undecided: picked === undefined && fitting.length > 1 };
}
