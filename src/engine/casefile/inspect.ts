import { accessSync, constants, lstatSync, type Stats, statSync } from 'node:fs';
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { CasebookError } from '../../shared/result.ts';
import { schemaProblems } from './caseSchema.ts';
import { emptyNewerTables } from './emptyNewerTables.ts';
import { applicationId } from './format.ts';
import { openForReading } from './hardened.ts';
import { foldLeftover } from './journal.ts';
import type { Migration } from './migrations/migration.ts';
import { newestVersion } from './migrations/migrations.ts';
import { oversizedTexts } from './recordSizes.ts';
import { asCaseError } from './sqliteErrors.ts';

/**
 * Looks at a file that may be anything, reading only, and hands back its format version once it is known to be a whole case
 * file with our schema and nothing else. Throws `caseNotFound`, `caseForeign`, `caseTooNew` or `caseDamaged`.
 */
export function inspectCaseFile(path: string, list: readonly Migration[]): number {
  checkFile(path);
  let db: Database.Database | undefined;
  try {
    // A journal must be rolled back before the file can be read, which reading alone cannot do.
    foldLeftover(path);
    db = openForReading(path);
    const version = checkHeader(db, path, list);
    checkSchema(db, path, version, list);
    checkPages(db, path);
    emptyNewerTables(db, version, list);
    const [oversized] = oversizedTexts(db);
    if (oversized) throw new CasebookError('caseDamaged', `${path} is damaged: ${oversized}.`, { path });
    return version;
  } catch (error) {
    throw asCaseError(error, path);
  } finally {
    db?.close();
  }
}

/** Files that SQLite and we keep beside an open case; a link among them would lead our writes out of its folder. */
const companionSuffixes = ['-wal', '-shm', '-journal', '-claim', '-holder'] as const;

/** Throws unless the path is a file that can be read, with nothing but plain files beside it under names of its own. */
export function checkFile(path: string): void {
  let stats: Stats;
  try {
    stats = statSync(path);
    accessSync(path, constants.R_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const why =
      code === 'ENOENT' || code === 'ENOTDIR' ? 'There is no case file' : `The case file cannot be read (${code})`;
    throw new CasebookError('caseNotFound', `${why}: ${path}`, { path }, { cause: error });
  }
  if (stats.isDirectory()) throw foreign(path, 'it is a folder');
  if (!stats.isFile()) throw foreign(path, 'it is not a regular file');
  if (stats.size === 0) throw foreign(path, 'it is empty');
  for (const suffix of companionSuffixes) {
    const beside = lstatSync(path + suffix, { throwIfNoEntry: false });
    if (beside && !beside.isFile()) throw foreign(path, `"${basename(path)}${suffix}" beside it is not a plain file`);
  }
}

/** The format version by the file's header; throws unless it is a case file of a format that this product knows. */
export function checkHeader(db: Database.Database, path: string, list: readonly Migration[]): number {
  if (db.pragma('application_id', { simple: true }) !== applicationId) {
    throw foreign(path, 'it is a database of another program');
  }
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > newestVersion(list)) {
    const message = `${path} has format ${version}; this Casebook knows formats up to ${newestVersion(list)}. The file was not touched.`;
    throw new CasebookError('caseTooNew', message, { path, version });
  }
  if (!list.some((migration) => migration.version === version))
    throw foreign(path, `its format ${version} is not known`);
  return version;
}

function checkPages(db: Database.Database, path: string): void {
  const [first] = db.prepare<[], string>('PRAGMA quick_check(1)').pluck().all();
  if (first !== 'ok') throw new CasebookError('caseDamaged', `${path} is damaged: ${first}.`, { path });
}

function checkSchema(db: Database.Database, path: string, version: number, list: readonly Migration[]): void {
  let problems: string[];
  try {
    ({ problems } = schemaProblems(db, appliedTo(version, list)));
  } catch (error) {
    const known = asCaseError(error, path);
    if (known instanceof CasebookError) throw known;
    throw foreign(
      path,
      `its tables are not those of a case (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length > 1 ? `, and ${problems.length - 1} more differences` : '';
    throw foreign(path, `${first}${more}`);
  }
}

/** The migrations that made a file of a version. */
export const appliedTo = (version: number, list: readonly Migration[]): Migration[] =>
  list.filter((migration) => migration.version <= version);

const foreign = (path: string, why: string) =>
  new CasebookError('caseForeign', `${path} is not a Casebook case file: ${why}.`, { path });
