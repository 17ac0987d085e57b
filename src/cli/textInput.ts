import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { badInput } from './exitCodes.ts';

/** Text from a parameter, or from the file that an option names (`-` is stdin); exactly one of the two. */
export async function readText(what: string, given: string | undefined, file: string | undefined): Promise<string> {
  if (given !== undefined && file !== undefined)
    throw badInput(`${what} is given twice: as a parameter and by --file. Give one.`);
  if (file === undefined) {
    if (given === undefined) throw badInput(`${what} is missing. Give it as a parameter, or with --file FILE.`);
    return given;
  }
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** A file named on the command line that cannot be read. */
export function unreadable(file: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code;
  const reason = code === 'ENOENT' ? 'it does not exist' : code === 'EISDIR' ? 'it is a folder' : String(code ?? error);
  return badInput(`${file} cannot be read: ${reason}. Check the path.`);
}
