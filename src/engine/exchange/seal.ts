import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { Decrypter, Encrypter } from 'age-encryption';
import { CasebookError } from '../../shared/result.ts';
import { bundleInvalid } from './bundleInvalid.ts';

/** The first line of every age file. */
const ageMagic = 'age-encryption.org/v1\n';

/** Whether bytes at the beginning of a file are those of one sealed by age. */
export const isSealed = (head: Buffer): boolean => head.toString('latin1', 0, ageMagic.length) === ageMagic;

/** Seals a stream with a passphrase, in the age format. Deriving the key takes about a second and 256 MB. */
export async function seal(plain: Readable, passphrase: string): Promise<Readable> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  return Readable.fromWeb(await encrypter.encrypt(Readable.toWeb(plain)));
}

/** Opens a sealed file. Throws `passphraseWrong`, or `bundleInvalid` where its head is not age's or not sealed by passphrase. */
export async function unseal(path: string, passphrase: string): Promise<Readable> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const source = createReadStream(path);
  try {
    return Readable.fromWeb(await decrypter.decrypt(Readable.toWeb(source)));
  } catch (error) {
    source.destroy();
    if (!(error instanceof Error)) throw error;
    if (/no identity matched/.test(error.message)) {
      const message = 'The passphrase does not open the file, or its first lines were changed.';
      throw new CasebookError('passphraseWrong', message, undefined, { cause: error });
    }
    throw bundleInvalid(`it cannot be unsealed (${error.message})`, error);
  }
}
