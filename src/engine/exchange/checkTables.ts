import { createHash } from 'node:crypto';
import type { CaseFile } from '../casefile/caseFile.ts';
import { rowFiles, tableFiles } from './bundleFiles.ts';
import { bundleInvalid } from './bundleInvalid.ts';
import type { Archive } from './readArchive.ts';

/**
 * Checks that every file of a bundle beside those named is one that the case gives, byte for byte: CSV and JSON lines that say
 * something else than the case would deceive whoever reads them. Throws `bundleInvalid`.
 */
export async function checkTables(archive: Archive, file: CaseFile, done: readonly string[]): Promise<void> {
  const exhibits = file.view().exhibits;
  const files = exhibits.flatMap((exhibit) => [...tableFiles(file, exhibit), ...rowFiles(file, exhibit)]);
  const expected = new Map(files.map((each) => [each.name, each]));
  for (const { name, sha256 } of archive.manifest.files) {
    if (done.includes(name)) continue;
    const table = expected.get(name);
    if (!table) throw bundleInvalid(`"${name}" in it belongs to no exhibit of the case`);
    await archive.check(name);
    const hash = createHash('sha256');
    for await (const chunk of table.open()) hash.update(chunk);
    if (hash.digest('hex') !== sha256) throw bundleInvalid(`"${name}" says something else than the case in it`);
  }
}
