import type { SafeStorage } from 'electron';
import type { Protection } from '../../auth/tokenStore.ts';

type OwnStorage = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** The encryption of the operating system, or the reason why there is none. */
export type Protecting = { readonly protection: Protection } | { readonly missing: string };

/**
 * What the system offers for keeping secrets. On Linux without a keyring Electron encrypts with a password that everybody knows, and says
 * so by the name of its back end: that counts as no protection.
 */
export async function systemProtection(storage: OwnStorage, platform: NodeJS.Platform): Promise<Protecting> {
  if (!(await storage.isAsyncEncryptionAvailable()))
    return { missing: 'This system offers no encryption for keeping sign-ins, so they last until Casebook ends.' };
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend())) {
    return {
      missing: 'No keyring is open on this system (GNOME Keyring, KWallet), so sign-ins last until Casebook ends.',
    };
  }
  return {
    protection: {
      encrypt: (text) => storage.encryptStringAsync(text),
      decrypt: async (bytes) => (await storage.decryptStringAsync(Buffer.from(bytes))).result,
    },
  };
}
