import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { proxiedFetch } from '../../auth/proxiedFetch.ts';
import { createSignIn, type SignIn } from '../../auth/signIn.ts';
import { fileStore, laterStore, memoryStore } from '../../auth/tokenStore.ts';
import { CasebookError } from '../../shared/result.ts';
import { externalUrl } from '../os/openExternal.ts';
import type { Protecting } from './protection.ts';

/** Sign-in for the window: kept in encrypted files below `folder` where the system can encrypt, else in memory. */
export function openSignIn(parts: {
  readonly folder: string;
  /** Asked when a sign-in is first read or kept: a keyring may ask its owner to open it. */
  readonly protecting: () => Promise<Protecting>;
  readonly openBrowser: (url: string) => Promise<void>;
}): SignIn {
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
