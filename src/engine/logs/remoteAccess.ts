import type { AccessToken } from '../../shared/accessToken.ts';
import type { Cloud } from '../../shared/clouds.ts';
import { CasebookError } from '../../shared/result.ts';

/** Who asks, in which cloud; null for a tenant or an account that is not pinned. */
export interface RemoteIdentity {
  readonly cloud: string;
  readonly tenant: string | null;
  readonly account: string | null;
}

/** What the host of the engine knows of services: their addresses, which no case file may give, and who is signed in. */
export interface RemoteAccess {
  /** The cloud of that name, in any letter case; undefined where the person has none. */
  cloud(name: string): Promise<Cloud | undefined>;
  /** Gives tokens for that identity; fails as AccessToken does where nobody is signed in. */
  tokens(identity: RemoteIdentity): AccessToken;
  /** Roots of trust in place of the runtime's own, PEM. */
  readonly tlsOptions?: { readonly ca: string } | undefined;
}

/** The cloud of a source. Throws `unknownCloud`, and `signInNeeded` where the engine has nobody to ask for a token. */
export async function reachCloud(
  remote: RemoteAccess | undefined,
  name: string,
): Promise<{ readonly cloud: Cloud; readonly access: RemoteAccess }> {
  if (!remote) {
    throw new CasebookError('signInNeeded', 'This Casebook was started without a sign-in, so no cloud can be asked.');
  }
  const cloud = await remote.cloud(name);
  if (cloud) return { cloud, access: remote };
  throw new CasebookError(
    'unknownCloud',
    `There is no cloud “${name}” here: its addresses are not known. Give the file that describes it with --cloud-file.`,
    { cloud: name },
  );
}
