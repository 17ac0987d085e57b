import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { SignIn } from '../../auth/signIn.ts';
import { fileStore, laterStore, memoryStore } from '../../auth/tokenStore.ts';
import { CasebookError } from '../../shared/result.ts';
import { externalUrl } from '../os/openExternal.ts';
import type { Protecting } from './protection.ts';

interface WindowSignIn {
  readonly folder: string;
  /** Asked when a sign-in is first read or kept: a keyring may ask its owner to open it. */
  readonly protecting: () => Promise<Protecting>;
  readonly openBrowser: (url: string) => Promise<void>;
}

/**
 * Sign-in for the window: kept in encrypted files below `folder` where the system can encrypt, else in memory. It is loaded when it is
 * first needed, since the window opens without it.
 */
export function openSignIn(parts: WindowSignIn): SignIn {
  let loading: Promise<SignIn> | undefined;
  const loaded = () => {
    loading ??= loadSignIn(parts);
    return loading;
  };
  return {
    accounts: async (registration) => (await loaded()).accounts(registration),
    withBrowser: async (target, signal) => (await loaded()).withBrowser(target, signal),
    withDeviceCode: async (target, options) => (await loaded()).withDeviceCode(target, options),
    signOut: async (registration, account) => (await loaded()).signOut(registration, account),
    token: async (target, ask) => (await loaded()).token(target, ask),
    keeping: async (registration) => (await loaded()).keeping(registration),
  };
}

async function loadSignIn(parts: WindowSignIn): Promise<SignIn> {
  const { createSignIn } = await import('../../auth/signIn.ts');
  const { proxiedFetch } = await import('../../auth/proxiedFetch.ts');
  let protecting: Promise<Protecting> | undefined;
  return createSignIn({
    fetch: proxiedFetch(),
    async openBrowser(address) {
      const url = externalUrl(address);
      if (url === null) {
        throw new CasebookError(
          'signInFailed',
          'The address to sign in at is not one that Casebook opens. Check the authority of the cloud.',
        );
      }
      await parts.openBrowser(url).catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        throw new CasebookError(
          'signInFailed',
          `The system’s browser could not be opened: ${reason}. Sign in with a code instead.`,
        );
      });
    },
    storeOf: ({ authority, clientId }) =>
      laterStore(async () => {
        protecting ??= parts.protecting();
        const offered = await protecting;
        if (!('protection' in offered)) return memoryStore(offered.missing);
        const name = createHash('sha256').update(`${authority}\n${clientId}`).digest('hex').slice(0, 16);
        return fileStore(join(parts.folder, `${name}.bin`), offered.protection);
      }),
  });
}
