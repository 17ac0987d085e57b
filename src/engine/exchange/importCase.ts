import { existsSync, lstatSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import type { ImportedCase } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { defaultActor } from '../casefile/actor.ts';
import { publish } from '../casefile/createCase.ts';
import { openCase } from '../casefile/openCase.ts';
import { asFileError } from '../casefile/sqliteErrors.ts';
import type { CallContext } from '../context.ts';
import type { Importing } from './importing.ts';
import { type Bundle, openBundle } from './openBundle.ts';
import { takePart } from './takePart.ts';
import { takeWhole } from './takeWhole.ts';
import { makeWorkFolder } from './workFolder.ts';

/**
 * Takes a portable case in as a new case file, after checking its names, sizes and hashes, the whole case in it and its custody
 * chain. The sender's events stay as they are and an `import` event follows them; a part becomes a case with a chain of its own
 * that begins with the import. Throws `bundleInvalid`, `passphraseNeeded`, `passphraseWrong` and what writing throws; then
 * nothing is left of it.
 */
export async function importCase(
  wish: ParsedInput<'exchange.import'>,
  productVersion: string,
  context: Pick<CallContext, 'progress' | 'signal'>,
): Promise<ImportedCase> {
  const path = resolve(wish.path);
  const out = resolve(wish.out);
  if (lstatSync(out, { throwIfNoEntry: false })) throw taken(out);
  const work = makeWorkFolder(dirname(out), out);
  let bundle: Bundle | undefined;
  try {
    context.progress('Opening the portable case', 0, 3);
    bundle = await openBundle(path, {
      passphrase: wish.passphrase,
      plain: work.at('plain.zip'),
      signal: context.signal,
    });
    const { archive, sealed, sha256 } = bundle;
    const { manifest } = archive;
    const { contents, custodyHead: senderHead, createdBy, createdAt } = manifest;
    const detail = {
      file: basename(path).toWellFormed(),
      fileSha256: sha256,
      contents,
      sealed,
      senderHead,
      senderEvents: manifest.custodyEvents,
      sender: createdBy.toWellFormed(),
      sentAt: createdAt,
    };
    const actor = defaultActor(wish.actor ?? '');
    const importing = { bundle, to: work.at(basename(out)), at: work.at, actor, detail, productVersion };
    context.progress('Checking every hash', 1, 3);
    await (contents === 'whole' ? takeWhole(importing) : takePart(importing));
    context.signal.throwIfAborted();
    context.progress('Saving the case', 2, 3);
    const { title, caseId } = factsOf(importing);
    publishCase(importing.to, out);
    const leftOut = manifest.leftOut.length;
    return { path: out, caseId, title, contents, sealed, sha256, senderHead, createdBy, createdAt, leftOut };
  } catch (error) {
    throw asFileError(error, out);
  } finally {
    bundle?.archive.close();
    work.remove();
  }
}

function factsOf({ to, productVersion }: Importing) {
  const file = openCase(to, { productVersion, mode: 'read' });
  try {
    const { title, caseId } = file.view();
    return { title, caseId };
  } finally {
    file.close();
  }
}

/** The case, and the copy of it in an older format where the import brought it to the newest. */
function publishCase(from: string, out: string): void {
  const backup = '.v1-backup';
  const withBackup = existsSync(from + backup);
  if (withBackup) publish(from + backup, out + backup);
  try {
    publish(from, out);
  } catch (error) {
    if (withBackup) rmSync(out + backup, { force: true });
    throw error;
  }
}

const taken = (path: string) =>
  new CasebookError('outputExists', `${path} exists already: choose another name.`, { path });
