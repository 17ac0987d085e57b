import type { FolderScan } from './folderScan.ts';
import { knownTableName } from './knownTables.ts';
import { sniff } from './sniff.ts';

/**
 * The scan without the files that only look like tables, such as a settings file in JSON or an empty file of no known table: they
 * are skipped with the reason. A known table stays, so that what is wrong with it is told when it is asked for.
 */
export async function setAsideNonTables(scan: FolderScan): Promise<FolderScan> {
  const tables = new Map(scan.tables);
  const skipped = [...scan.skipped];
  for (const [name, files] of scan.tables) {
    const [file] = files;
    if (file === undefined || files.length > 1 || knownTableName(name) !== undefined) continue;
    const sniffed = await sniff(file);
    if (sniffed.kind === 'rows') continue;
    tables.delete(name);
    skipped.push({ file: file.name, reason: sniffed.kind === 'empty' ? 'empty' : sniffed.reason });
  }
  return { ...scan, tables, skipped };
}
