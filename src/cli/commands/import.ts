import { resolve } from 'node:path';
import { exitCodes } from '../exitCodes.ts';
import { print, printJson } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatFacts } from '../output/table.ts';
import { type PassphraseOptions, readPassphrase } from '../passphrase.ts';
import { withEngine } from '../session.ts';

interface ImportOptions extends PassphraseOptions {
  readonly out: string;
  readonly by?: string;
  readonly json?: true;
}

export async function importCase(path: string, options: ImportOptions): Promise<number> {
  const passphrase = await readPassphrase(options);
  return withEngine(async ({ call }) => {
    const imported = await call('exchange.import', {
      path: resolve(path),
      out: resolve(options.out),
      ...(passphrase !== undefined && { passphrase }),
      ...(options.by !== undefined && { actor: options.by }),
    });
    if (options.json) {
      printJson(imported);
      return exitCodes.success;
    }
    const { title, contents, leftOut, createdBy, createdAt, sha256, senderHead } = imported;
    print(
      formatFacts([
        ['Case', printable(title)],
        ['File', imported.path],
        ['Contents', contents === 'whole' ? 'the whole case' : `a part of the case; ${leftOut} records were left out`],
        ['Sent by', `${printable(createdBy)}, ${createdAt}`],
        ['SHA-256 of the file', sha256],
        ["Sender's custody head", senderHead],
      ]),
    );
    print(
      '\nEvery hash and the custody chain match. Compare the SHA-256 or the head with the one that the sender has.',
    );
    return exitCodes.success;
  });
}
