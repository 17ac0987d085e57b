import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Output, ParsedInput } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';
import { asFileError } from '../casefile/sqliteErrors.ts';
import type { CallContext } from '../context.ts';
import { tableFiles } from './bundleFiles.ts';
import type { FileFact } from './manifest.ts';

/**
 * Writes the rows of exhibits, all answered ones where none is named, as CSV and JSON lines into a new or empty folder. Throws
 * `outputExists`, `unknownExhibit` and what writing throws; then none of its files is left.
 */
export async function exportTables(
  caseFile: CaseFile,
  { folder: given, exhibits }: ParsedInput<'exchange.exportTables'>,
  { signal }: Pick<CallContext, 'signal'>,
): Promise<Output<'exchange.exportTables'>> {
  const folder = resolve(given);
  const chosen = exhibits?.map((number) => caseFile.exhibit(number)) ?? caseFile.view().exhibits;
  const files: FileFact[] = [];
  try {
    const made = mkdirSync(folder, { recursive: true });
    if (made === undefined && readdirSync(folder).length > 0) {
      throw new CasebookError('outputExists', `${folder} is not empty: choose a new folder.`, { folder });
    }
    for (const { name: nameInBundle, open } of chosen.flatMap((exhibit) => tableFiles(caseFile, exhibit))) {
      const name = `exhibit-${basename(nameInBundle)}`;
      const hash = createHash('sha256');
      let bytes = 0;
      files.push({ name, bytes, sha256: '' });
      const source = open().on('data', (chunk: Buffer) => {
        hash.update(chunk);
        bytes += chunk.length;
      });
      await pipeline(source, createWriteStream(join(folder, name), { flags: 'wx' }), { signal });
      files[files.length - 1] = { name, bytes, sha256: hash.digest('hex') };
    }
    if (!caseFile.readOnly) {
      caseFile.recordCustody('export', { contents: 'tables', files: files.map((file) => ({ ...file })) });
    }
    return { folder, files };
  } catch (error) {
    for (const { name } of files) rmSync(join(folder, name), { force: true });
    throw asFileError(error, folder);
  }
}
