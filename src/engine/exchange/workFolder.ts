import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asFileError } from '../casefile/sqliteErrors.ts';

/**
 * A hidden folder of ours inside another, for what must not be seen half-written; only the account that runs the program can
 * read it. Whoever makes it removes it. Throws `folderNotFound`, `notWritable` or `diskFull`, naming `what` is to be written.
 */
export function makeWorkFolder(inside: string, what: string): { at: (name: string) => string; remove: () => void } {
  let folder: string;
  try {
    folder = mkdtempSync(join(inside, '.casebook-'));
  } catch (error) {
    throw asFileError(error, what);
  }
  return {
    at: (name) => join(folder, name),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
