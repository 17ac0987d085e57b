import { open, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type ProfileFile, profileFile } from '../../shared/contract/profileContent.ts';
import { CasebookError } from '../../shared/result.ts';
import { limits } from '../casefile/format.ts';
import { asFileError } from '../casefile/sqliteErrors.ts';

type SharedProfile = Omit<ProfileFile, 'format'>;

/** No file that a case could take is longer: four bytes for each character, and as much again for its layout. */
const mostBytes = 8 * limits.profileCharacters;

/** Reads a profile that another investigator shared. Throws `fileNotFound`, or `invalidInput` that names what is wrong. */
export async function readProfileFile(given: string): Promise<SharedProfile> {
  const path = resolve(given);
  const { format: _, ...shared } = parsed(path, await textOf(path));
  return shared;
}

/** Writes a profile to a new file. Throws `outputExists`, `folderNotFound`, `notWritable` or `diskFull`. */
export async function writeProfileFile(given: string, shared: SharedProfile): Promise<{ path: string }> {
  const path = resolve(given);
  const file: ProfileFile = { format: 'casebook-profile', ...shared };
  try {
    await writeFile(path, `${JSON.stringify(file, null, 2)}\n`, { flag: 'wx' });
  } catch (error) {
    throw asFileError(error, path);
  }
  return { path };
}

async function textOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw refused(path, 'it is not a file');
      if (stats.size > mostBytes) throw refused(path, `it has ${stats.size} bytes, and a profile at most ${mostBytes}`);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    if (error instanceof CasebookError || !(error instanceof Error && 'code' in error)) throw error;
    throw new CasebookError('fileNotFound', `${path} cannot be read (${error.code}).`, { path }, { cause: error });
  }
}

function parsed(path: string, text: string): ProfileFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refused(path, `it is not JSON (${error.message})`);
  }
  const checked = profileFile.safeParse(value);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw refused(path, `${issue?.path.join('.') || 'the file'}: ${issue?.message}`);
}

const refused = (path: string, why: string) =>
  new CasebookError('invalidInput', `${path} is no profile: ${why}. Choose a file that Casebook wrote.`, { path });
