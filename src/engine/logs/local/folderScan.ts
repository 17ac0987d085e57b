import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '../../../shared/result.ts';
import { fileKind, tableOfFolder, tableOfStem } from './fileNames.ts';
import { knownTableName } from './knownTables.ts';
import type { TableFile } from './tableFile.ts';

interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

export interface FolderScan {
  /** The folder's own path, with links resolved. */
  readonly folder: string;
  /** The files of each table, in order of their names. */
  readonly tables: ReadonlyMap<string, readonly TableFile[]>;
  readonly skipped: readonly SkippedFile[];
  /** Changes when a file is added, removed or written to. */
  readonly signature: string;
}

const deepest = 16;
const mostFiles = 200_000;
const mostSkipped = 200;

interface Walk {
  readonly tables: Map<string, TableFile[]>;
  readonly skipped: SkippedFile[];
  count: number;
}

/** Finds the tables of a folder without opening a file. Throws `folderNotFound` or `sourceFailed`. */
export async function scanFolder(folder: string): Promise<FolderScan> {
  const real = await resolveFolder(folder);
  const walk: Walk = { tables: new Map(), skipped: [], count: 0 };
  for (const entry of await entriesOf(real)) {
    const reason = whyNot(entry);
    if (reason !== undefined) skip(walk, entry.name, reason);
    else if (entry.isDirectory()) await scanSubfolder(walk, real, entry.name);
    else await addFile(walk, real, entry.name, (stem) => tableOfStem(stem));
  }
  const files = [...walk.tables.values()].flat();
  return {
    folder: real,
    tables: walk.tables,
    skipped: walk.skipped,
    signature: files.map(({ name, size, modified }) => `${name}\0${size}\0${modified}`).join('\n'),
  };
}

async function resolveFolder(folder: string): Promise<string> {
  try {
    const real = await realpath(folder);
    if ((await stat(real)).isDirectory()) return real;
  } catch (error) {
    throw new CasebookError(
      'folderNotFound',
      `The folder cannot be opened: ${folder}.`,
      { path: folder },
      { cause: error },
    );
  }
  throw new CasebookError('folderNotFound', `This is a file, not a folder: ${folder}.`, { path: folder });
}

async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw new CasebookError(
      'sourceFailed',
      `The folder cannot be read: ${folder}.`,
      { path: folder },
      { cause: error },
    );
  }
}

function whyNot(entry: Dirent): string | undefined {
  if (entry.isSymbolicLink()) return 'a link: put the file itself into the folder';
  if (!entry.isFile() && !entry.isDirectory()) return 'not a regular file';
  return entry.name.startsWith('.') ? 'hidden' : undefined;
}

function skip(walk: Walk, file: string, reason: string): void {
  if (walk.skipped.length < mostSkipped) walk.skipped.push({ file, reason });
}

async function addFile(
  walk: Walk,
  root: string,
  name: string,
  tableOf: (stem: string) => string | undefined,
): Promise<void> {
  const kind = fileKind(name.slice(name.lastIndexOf('/') + 1));
  const table = kind && tableOf(kind.stem);
  if (kind === undefined || table === undefined) {
    skip(walk, name, kind ? 'its name is not that of a table' : 'not a table file');
    return;
  }
  const path = join(root, name);
  const { size, mtimeMs } = await lstat(path);
  const files = walk.tables.get(table) ?? [];
  files.push({ name, path, format: kind.format, gzip: kind.gzip, size, modified: mtimeMs });
  walk.tables.set(table, files);
}

/** A sub-folder named by a table holds its parts, at any depth, whatever they are called. */
async function scanSubfolder(walk: Walk, root: string, folder: string): Promise<void> {
  const table = tableOfFolder(folder);
  const files = table === undefined ? undefined : await filesBelow(walk, root, folder, 0);
  if (table === undefined || files === undefined || files.length === 0) {
    skip(walk, `${folder}/`, table === undefined ? 'the folder’s name is not that of a table' : 'no table files in it');
    return;
  }
  const foreign = files.find((name) => {
    const named = knownTableName(tableOfStem(fileKind(name.slice(name.lastIndexOf('/') + 1))?.stem ?? '') ?? '');
    return named !== undefined && named !== table;
  });
  if (foreign !== undefined) {
    skip(walk, `${folder}/`, `a folder of tables (${foreign}): open that folder itself`);
    return;
  }
  for (const name of files) await addFile(walk, root, name, () => table);
}

async function filesBelow(walk: Walk, root: string, folder: string, depth: number): Promise<string[]> {
  const found: string[] = [];
  const entries = await entriesOf(join(root, folder)).catch(() => undefined);
  if (entries === undefined) skip(walk, `${folder}/`, 'the folder cannot be read');
  for (const entry of entries ?? []) {
    const name = `${folder}/${entry.name}`;
    walk.count += 1;
    if (walk.count > mostFiles) {
      throw new CasebookError(
        'sourceFailed',
        `More than ${mostFiles} files in ${join(root, folder)}: open a smaller folder.`,
      );
    }
    const reason = depth >= deepest && entry.isDirectory() ? 'too deep' : whyNot(entry);
    if (reason !== undefined) skip(walk, name, reason);
    else if (entry.isDirectory()) found.push(...(await filesBelow(walk, root, name, depth + 1)));
    else if (fileKind(entry.name)) found.push(name);
    else skip(walk, name, 'not a table file');
  }
  return found;
}
