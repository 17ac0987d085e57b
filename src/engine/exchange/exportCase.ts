import { existsSync, lstatSync, rmSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { z } from 'zod';
import type { ExportedCase } from '../../shared/contract/exchange.ts';
import type { ParsedInput } from '../../shared/contract/index.ts';
import { caseId as caseIdShape } from '../../shared/contract/primitives.ts';
import { CasebookError } from '../../shared/result.ts';
import { defaultActor } from '../casefile/actor.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import type { CasePart } from '../casefile/casePart.ts';
import { publish } from '../casefile/createCase.ts';
import { asFileError } from '../casefile/sqliteErrors.ts';
import { verifyCase } from '../casefile/verifyCase.ts';
import type { CallContext } from '../context.ts';
import { partFiles, wholeFiles } from './bundleFiles.ts';
import { type FileFact, type Manifest, manifestVersion } from './manifest.ts';
import { makeWorkFolder } from './workFolder.ts';
import { writeBundle } from './writeBundle.ts';

const createdShape = z.looseObject({ caseId: caseIdShape });

type Wish = ParsedInput<'exchange.export'>;
type Context = Pick<CallContext, 'progress' | 'signal'>;

/**
 * Writes a case or a part of it to one new file and records that in the case's custody, with the file's SHA-256: as `share`
 * where it is for somebody, as `export` otherwise. What cannot be recorded is taken back. A case that can only be read is
 * written with a warning in place of the record. Throws `caseDamaged` where the case does not verify, and what writing throws.
 */
export async function exportCase(
  caseFile: CaseFile,
  wish: Wish,
  productVersion: string,
  context: Context,
): Promise<ExportedCase> {
  const path = resolve(wish.path);
  if (lstatSync(path, { throwIfNoEntry: false })) {
    throw new CasebookError('outputExists', `${path} exists already: choose another name.`, { path });
  }
  const part = wish.part && caseFile.part({ ...wish.part, exhibits: new Set(wish.part.exhibits) });
  const draft = makeWorkFolder(dirname(path), path);
  // Beside the case, where its bytes lie unsealed anyway, and not where a sealed file is to go.
  const copy = copyFolder(caseFile, path);
  try {
    context.progress('Verifying the case', 0, null);
    caseFile.copyTo(copy.at('case.casefile'));
    const { ok, problems, custodyHead } = verifyCase(copy.at('case.casefile'));
    if (!ok) throw notVerified(caseFile.path, problems);
    const files = part
      ? partFiles(caseFile, part, wish.part?.rawAnswers ?? false)
      : wholeFiles(caseFile, copy.at('case.casefile'));
    const manifest = describe(caseFile, { wish, part, custodyHead, productVersion });
    const written = await writeBundle({
      to: draft.at('bundle'),
      files,
      manifest: (facts) => `${JSON.stringify({ ...manifest, files: facts }, null, 2)}\n`,
      passphrase: wish.passphrase,
      onFile: (done, total) => context.progress('Writing the portable case', done, total),
      signal: context.signal,
    });
    context.signal.throwIfAborted();
    publish(draft.at('bundle'), path);
    const sealed = wish.passphrase !== undefined;
    const warnings = record(caseFile, path, { wish, part, custodyHead, sealed, sha256: written.sha256 });
    const leftOut = (part?.leftOut ?? []).map(({ record: name, reason }) => ({ record: name, reason }));
    const { contents } = manifest;
    return { path, ...written, contents, sealed, custodyHead, files: files.length + 1, leftOut, warnings };
  } catch (error) {
    throw asFileError(error, path);
  } finally {
    draft.remove();
    copy.remove();
  }
}

function copyFolder(caseFile: CaseFile, path: string) {
  try {
    return makeWorkFolder(dirname(caseFile.path), path);
  } catch (error) {
    if (!(error instanceof CasebookError && error.code === 'notWritable')) throw error;
    return makeWorkFolder(dirname(path), path);
  }
}

interface Making {
  readonly wish: Wish;
  readonly part: CasePart | undefined;
  readonly custodyHead: string;
}

function describe(
  caseFile: CaseFile,
  { wish, part, custodyHead, productVersion }: Making & { productVersion: string },
): Omit<Manifest, 'files'> & { files: FileFact[] } {
  const { title, examiner, custody } = caseFile.view();
  if (custody.head !== custodyHead) throw changedMeanwhile(caseFile.path);
  return {
    format: 'casebook-portable-case',
    version: manifestVersion,
    contents: part ? 'part' : 'whole',
    caseId: caseIdOf(caseFile),
    title,
    custodyHead,
    custodyEvents: custody.count,
    productVersion,
    createdAt: new Date().toISOString(),
    createdBy: (wish.actor?.trim() || defaultActor(examiner)).toWellFormed(),
    rawAnswers: wish.part?.rawAnswers ?? true,
    leftOut: [...(part?.leftOut ?? [])],
    files: [],
  };
}

/** The case's own id; the open file may be called by another. */
function caseIdOf(caseFile: CaseFile): CaseFile['caseId'] {
  const created: unknown = JSON.parse(caseFile.custody()[0]?.detail ?? '{}');
  const { caseId } = createdShape.parse(created);
  return caseId;
}

/** Appends the event; a file that the case does not tell of must not be left. */
function record(
  caseFile: CaseFile,
  path: string,
  { wish, part, custodyHead, sealed, sha256 }: Making & { sealed: boolean; sha256: string },
): string[] {
  if (caseFile.readOnly) {
    return [
      'The case file cannot be changed, so its custody chain does not record this export. Keep the file’s SHA-256.',
    ];
  }
  const detail = {
    file: basename(path).toWellFormed(),
    fileSha256: sha256,
    contents: part ? 'part' : 'whole',
    ...(wish.part ? { exhibits: wish.part.exhibits, leftOut: part?.leftOut.length ?? 0 } : {}),
    custodyHead,
    sealed,
    ...(wish.recipient?.trim() ? { recipient: wish.recipient.trim().toWellFormed() } : {}),
  };
  try {
    caseFile.recordCustody(wish.recipient?.trim() ? 'share' : 'export', detail, wish.actor);
  } catch (error) {
    if (existsSync(path)) rmSync(path);
    throw error;
  }
  return [];
}

const notVerified = (path: string, problems: readonly string[]) =>
  new CasebookError(
    'caseDamaged',
    `${path} does not verify (${problems[0]}${problems.length > 1 ? `, and ${problems.length - 1} more` : ''}): whoever gets it could not take it in.`,
    { path },
  );

const changedMeanwhile = (path: string) =>
  new CasebookError('caseBusy', `${path} was changed while it was copied: export it again.`, { path });
