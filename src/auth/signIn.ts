import { type AuthenticationResult, ProtocolMode, PublicClientApplication } from '@azure/msal-node';
import { isTenantId } from '../core/signIn/tenant.ts';
import { hasScope } from '../shared/clouds.ts';
import type { SignedInAccount } from '../shared/contract/index.ts';
import type { IssuedToken } from '../shared/host.ts';
import { CasebookError } from '../shared/result.ts';
import { accountFor, signedIn } from './accounts.ts';
import { signInWithBrowser } from './browserSignIn.ts';
import { cachePlugin } from './cachePlugin.ts';
import { type DeviceCode, signInWithDeviceCode } from './deviceCodeSignIn.ts';
import { type Fetch, type Network, networkOver } from './network.ts';
import { pinTenant } from './pinTenant.ts';
import { refusalOf } from './refusal.ts';
import { authorityOf, placeOf, type SignInTarget } from './target.ts';
import type { Keeping, TokenStore } from './tokenStore.ts';

interface SignInParts {
  readonly fetch: Fetch;
  /** Opens the system's browser; rejects where it cannot. */
  readonly openBrowser: (url: string) => Promise<void>;
  /** Where the sign-ins of one app registration in one cloud are kept. */
  readonly storeOf: (key: { readonly authority: string; readonly clientId: string }) => TokenStore;
  /** Milliseconds to wait for somebody to come back from the browser. */
  readonly browserPatience?: number;
}

type Registration = Pick<SignInTarget, 'cloud' | 'clientId'>;

/** Signs people in to Azure clouds and gives tokens, which stay in here but for the one that is asked for. Nothing is logged. */
export interface SignIn {
  /** Everybody who is signed in with an app registration, in each of their tenants. */
  accounts(registration: Registration): Promise<SignedInAccount[]>;
  /** `offered` is the user name that the sign-in page offers first. */
  withBrowser(target: SignInTarget, signal: AbortSignal, offered?: string): Promise<SignedInAccount>;
  withDeviceCode(
    target: SignInTarget,
    options: { readonly onCode: (code: DeviceCode) => void; readonly signal: AbortSignal },
  ): Promise<SignedInAccount>;
  /** Forgets the account here; the browser's own session stays. */
  signOut(registration: Registration, accountId: string): Promise<void>;
  /** A token for one of the cloud's scopes, from what is kept or by a silent refresh. Throws `signInNeeded` where a person has to sign in. */
  token(
    target: SignInTarget,
    ask: { readonly account: string | null; readonly scope: string; readonly signal: AbortSignal },
  ): Promise<IssuedToken>;
  keeping(registration: Registration): Promise<Keeping>;
}

const fiveMinutes = 300_000;

export function createSignIn({ fetch, openBrowser, storeOf, browserPatience = fiveMinutes }: SignInParts): SignIn {
  const network = networkOver(fetch);
  const stores = remembering(storeOf, ({ authority, clientId }) => `${authority}\n${clientId}`);
  const storeFor = ({ cloud, clientId }: Registration) => stores({ authority: cloud.authority, clientId });
  // The library mixes up the tenants of one client: it takes the addresses of the first for all.
  const apps = remembering(
    (target: SignInTarget) => openClient(target, network, storeFor(target)),
    (target) => [authorityOf(target), target.cloud.protocol, target.clientId].join('\n'),
  );
  const tenantIds = new Map<string, string | null>();
  /** Looks a tenant's domain up once; a failure is not remembered. */
  const pin = async (target: SignInTarget): Promise<SignInTarget> => {
    const known = tenantIds.get(authorityOf(target));
    if (known !== undefined) return { ...target, tenant: known };
    const pinned = await pinTenant(target, network);
    tenantIds.set(authorityOf(target), pinned.tenant);
    return pinned;
  };
  const anyApp = (registration: Registration) => apps({ ...registration, tenant: 'common' });
  /** A client that has read what is kept: a sign-in forgets the account's other tenants where the client does not know of them. */
  const ready = async (target: SignInTarget): Promise<PublicClientApplication> => {
    const app = apps(target);
    await app.getAllAccounts();
    return app;
  };
  const inWords = async <T>(target: SignInTarget, silently: boolean, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw await refusalOf(error, { target, network, silently });
    }
  };

  return {
    async accounts(registration) {
      return (await anyApp(registration).getAllAccounts()).map(signedIn);
    },
    withBrowser: (target, signal, offered) =>
      inWords(target, false, async () => {
        const request = {
          scopes: [target.cloud.queryScope],
          // Asked to let choose between accounts, the page offers none first.
          ...(offered !== undefined
            ? { loginHint: offered }
            : target.cloud.protocol === 'AAD' && { prompt: 'select_account' }),
        };
        const pinned = await pin(target);
        const options = { request, openBrowser, signal, patience: browserPatience };
        return whoCame(pinned, await signInWithBrowser(await ready(pinned), options));
      }),
    withDeviceCode: (target, options) =>
      inWords(target, false, async () => {
        const pinned = await pin(target);
        return whoCame(
          pinned,
          await signInWithDeviceCode(await ready(pinned), { scopes: [target.cloud.queryScope] }, options),
        );
      }),
    async signOut(registration, accountId) {
      const app = anyApp(registration);
      for (const account of await app.getAllAccounts()) {
        if (account.homeAccountId === accountId) await app.signOut({ account });
      }
    },
    token: (target, { account, scope, signal }) =>
      inWords(target, true, async () => {
        if (!hasScope(target.cloud, scope)) {
          throw new CasebookError('notAllowed', `The cloud ${target.cloud.name} has no scope ${scope}.`);
        }
        const pinned = await unlessAborted(pin(target), signal);
        const app = apps(pinned);
        const who = accountFor(pinned, account, await app.getAllAccounts());
        // The library looks tokens up by the account's tenant, whatever tenant its client is for.
        const there = { ...who, tenantId: pinned.tenant ?? who.tenantId };
        const result = await unlessAborted(app.acquireTokenSilent({ account: there, scopes: [scope] }), signal);
        const { accessToken: token, expiresOn } = result;
        return { token, expiresOn: expiresOn?.getTime() ?? Date.now(), account: who.username || undefined };
      }),
    keeping: (registration) => storeFor(registration).keeping(),
  };
}

function openClient(target: SignInTarget, network: Network, store: TokenStore): PublicClientApplication {
  const app: PublicClientApplication = new PublicClientApplication({
    auth: {
      clientId: target.clientId,
      authority: authorityOf(target),
      // Keeps the library from asking Microsoft's public cloud about the host.
      knownAuthorities: [new URL(target.cloud.authority).host],
    },
    cache: { cachePlugin: cachePlugin(store, () => app.clearCache()) },
    system: {
      networkClient: network,
      protocolMode: target.cloud.protocol === 'OIDC' ? ProtocolMode.OIDC : ProtocolMode.AAD,
      loggerOptions: { loggerCallback: () => undefined, piiLoggingEnabled: false },
    },
  });
  return app;
}

/** The account that signed in. The identity token's claims are not verified by the library: they name, and decide nothing. */
function whoCame(target: SignInTarget, result: AuthenticationResult | null): SignedInAccount {
  const account = result?.account;
  if (!account) throw new CasebookError('signInFailed', `${placeOf(target)} gave no account. Sign in again.`);
  const { tenantId } = account;
  if (target.tenant !== null && isTenantId(target.tenant) && tenantId !== target.tenant) {
    throw new CasebookError(
      'signInFailed',
      `The sign-in was to tenant ${tenantId}, not to ${target.tenant}. Check the tenant.`,
    );
  }
  return signedIn(account);
}

/** Gives up waiting when the signal aborts; what was begun goes on for others. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** Makes each thing once for its key. */
function remembering<K, V>(make: (key: K) => V, nameOf: (key: K) => string): (key: K) => V {
  const made = new Map<string, V>();
  return (key) => {
    const name = nameOf(key);
    const known = made.get(name) ?? make(key);
    made.set(name, known);
    return known;
  };
}
