import { afterAll, afterEach, beforeAll } from 'vitest';
import { usualBehaviour } from '../../test/support/openIdServer/behaviour.ts';
import { signInByForm } from '../../test/support/openIdServer/headlessUser.ts';
import { type OpenIdServer, startOpenIdServer } from '../../test/support/openIdServer/server.ts';
import { kim, queryScope, tenantId } from '../../test/support/openIdServer/world.ts';
import { trustHere } from '../../test/support/trustedAuthority.ts';
import type { Cloud } from '../shared/clouds.ts';
import { proxiedFetch } from './proxiedFetch.ts';
import { createSignIn, type SignIn } from './signIn.ts';
import { type SignInTarget, signInTarget } from './target.ts';
import { memoryStore, type TokenStore } from './tokenStore.ts';

/** A sign-in service for the tests of a file, trusted by this process; it behaves as usual again after each test. */
export function openIdServerForTests(): { readonly current: OpenIdServer } {
  let server: OpenIdServer | undefined;
  beforeAll(async () => {
    server = await startOpenIdServer();
    trustHere(server.authority);
  });
  afterEach(() => Object.assign(server?.behaviour ?? {}, usualBehaviour()));
  afterAll(() => server?.close());
  return {
    get current() {
      if (!server) throw new Error('the sign-in service runs only while tests do');
      return server;
    },
  };
}

export const never = (): AbortSignal => new AbortController().signal;

export const signInAs = (username: string) => (url: string) => signInByForm(url, { login: username });

export const targetIn = (
  cloud: Cloud,
  tenant: string | null = cloud.protocol === 'OIDC' ? null : tenantId,
): SignInTarget => signInTarget({ cloud, tenant, clientId: null });

/** A sign-in whose browser does what `browser` does with its address; kim signs in there, unless told otherwise. */
export function newSignIn({
  browser = signInAs(kim.username),
  store = memoryStore('for a test'),
  browserPatience,
}: {
  readonly browser?: (url: string) => Promise<unknown>;
  readonly store?: TokenStore;
  readonly browserPatience?: number;
} = {}): SignIn {
  return createSignIn({
    fetch: proxiedFetch(),
    openBrowser: async (url) => {
      browser(url).catch(() => undefined);
    },
    storeOf: () => store,
    ...(browserPatience !== undefined && { browserPatience }),
  });
}

export const tokenFor = (
  signIn: SignIn,
  target: SignInTarget,
  { account = null, scope = queryScope }: { readonly account?: string | null; readonly scope?: string } = {},
) => signIn.token(target, { account, scope, signal: never() });

/** What a token says, unchecked. */
export const claimsOf = ({ token }: { readonly token: string }): unknown =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
