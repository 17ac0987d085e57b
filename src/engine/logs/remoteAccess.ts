import type { AccessToken } from '../../shared/accessToken.ts';
import type { Cloud } from '../../shared/clouds.ts';

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
