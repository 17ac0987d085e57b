import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { badInput } from './exitCodes.ts';
import { unreadable } from './textInput.ts';

/** How a passphrase is given; never as a parameter, which other accounts of the machine can see. */
export interface PassphraseOptions {
  readonly passphraseFile?: string;
  readonly passphraseStdin?: true;
}

/** The first line of the file or of stdin, without its end; undefined where neither option is given. */
export async function readPassphrase(options: PassphraseOptions): Promise<string | undefined> {
  const { passphraseFile: file, passphraseStdin: stdin } = options;
  if (file === undefined && !stdin) return undefined;
  if (file !== undefined && stdin)
    throw badInput('The passphrase is given twice: give --passphrase-file or --passphrase-stdin.');
  const whole = file === undefined ? await text(process.stdin) : await fileText(file);
  const [line = '', ...more] = whole.split(/\r?\n/);
  if (line === '') throw badInput('The passphrase is empty: put it on the first line.');
  if (more.some((each) => each !== ''))
    throw badInput('The passphrase has more than one line: put it alone on the first.');
  return line;
}

async function fileText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}
