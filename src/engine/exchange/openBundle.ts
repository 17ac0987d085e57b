import { closeSync, createWriteStream, openSync, readSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { CasebookError } from '../../shared/result.ts';
import { fileSha256 } from '../casefile/fileSha256.ts';
import { asFileError } from '../casefile/sqliteErrors.ts';
import { bundleInvalid } from './bundleInvalid.ts';
import { type Archive, openArchive } from './readArchive.ts';
import { isSealed, unseal } from './seal.ts';

/** A bundle that somebody sent, opened. */
export interface Bundle {
  /** Of the file as it was sent. */
  readonly sha256: string;
  readonly sealed: boolean;
  readonly archive: Archive;
}

/**
 * Opens a file that may be anything; a sealed one is unsealed into `plain`, a path of ours. Throws `fileNotFound`,
 * `passphraseNeeded`, `passphraseWrong` or `bundleInvalid`.
 */
export async function openBundle(
  path: string,
  { passphrase, plain, signal }: { passphrase: string | undefined; plain: string; signal: AbortSignal },
): Promise<Bundle> {
  const head = headOf(path);
  const sha256 = fileSha256(path);
  const sealed = isSealed(head);
  if (!sealed) return { sha256, sealed, archive: await openArchive(path, signal) };
  if (passphrase === undefined) {
    throw new CasebookError('passphraseNeeded', `${path} is sealed with a passphrase, and none was given.`, { path });
  }
  const opened = await unseal(path, passphrase);
  try {
    await pipeline(opened, createWriteStream(plain, { flags: 'wx', mode: 0o600 }), { signal });
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'AbortError') throw error;
    const known = asFileError(error, plain);
    if (known !== error) throw known;
    throw bundleInvalid('what is sealed in it was cut off or changed after it was sealed', error);
  }
  return { sha256, sealed, archive: await openArchive(plain, signal) };
}

function headOf(path: string): Buffer {
  const head = Buffer.alloc(64);
  try {
    const stats = statSync(path);
    if (!stats.isFile()) throw new CasebookError('fileNotFound', `${path} is not a file.`, { path });
    const descriptor = openSync(path, 'r');
    try {
      return head.subarray(0, readSync(descriptor, head));
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    if (error instanceof CasebookError) throw error;
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CasebookError('fileNotFound', `${path} cannot be read (${why}).`, { path }, { cause: error });
  }
}
