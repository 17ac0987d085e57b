import { expect, test } from 'vitest';
import { systemProtection } from './protection.ts';

const storage = (available: boolean, backend: 'basic_text' | 'gnome_libsecret' | 'unknown' = 'gnome_libsecret') => ({
  isAsyncEncryptionAvailable: async () => available,
  encryptStringAsync: async (text: string) => Buffer.from(text).reverse(),
  decryptStringAsync: async (bytes: Buffer) => ({
    result: Buffer.from(bytes).reverse().toString(),
    shouldReEncrypt: false,
  }),
  getSelectedStorageBackend: () => backend,
});

test('the system’s encryption is used where there is one', async () => {
  const protecting = await systemProtection(storage(true), 'linux');
  if (!('protection' in protecting)) throw new Error(protecting.missing);
  const { encrypt, decrypt } = protecting.protection;
  const bytes = await encrypt('a secret');
  expect(Buffer.from(bytes).toString()).not.toContain('secret');
  expect(await decrypt(bytes)).toBe('a secret');
});

test.each([
  ['nothing', storage(false), 'win32', 'offers no encryption'],
  ['a password that everybody knows', storage(true, 'basic_text'), 'linux', 'No keyring'],
  ['an unknown back end', storage(true, 'unknown'), 'linux', 'No keyring'],
] as const)('%s is no protection, and the reason is told', async (_, offered, platform, words) => {
  expect(await systemProtection(offered, platform)).toEqual({ missing: expect.stringContaining(words) });
});

test('the name of a back end means something on Linux alone', async () => {
  expect(await systemProtection(storage(true, 'unknown'), 'darwin')).toHaveProperty('protection');
});
