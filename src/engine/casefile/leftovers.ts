import { constants, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { type ChainedEvent, chainProblems } from '../../core/custody/chain.ts';
import { CasebookError } from '../../shared/result.ts';
import { schemaProblems } from './caseSchema.ts';
import { custodyQuery } from './custodyStore.ts';
import { applicationId } from './format.ts';
import { migrations } from './migrations/migrations.ts';
import { sha256Hex } from './sha256.ts';
import { sqliteCode } from './sqliteErrors.ts';

/** What a process that was killed leaves beside a case file, and SQLite puts into it as soon as it is opened. */
const suffixes = ['-wal', '-journal'] as const;

/** The leftovers beside a file that hold anything. */
export const leftoversOf = (path: string): string[] =>
  suffixes.filter((suffix) => (statSync(path + suffix, { throwIfNoEntry: false })?.size ?? 0) > 0);

/**
 * Whether what lies beside a case file is of this case. SQLite does not ask: it would put the pages of any other database into
 * it. Tried on a copy: with its leftovers the file must be a case, the same one as without them.
 */
export function leftoversBelong(path: string): boolean {
  const found = leftoversOf(path);
  if (found.length === 0) return true;
  const folder = mkdtempSync(join(tmpdir(), 'casebook-'));
  try {
    const alone = join(folder, 'alone');
    const together = join(folder, 'together');
    for (const copy of [alone, together]) copyFileSync(path, copy, constants.COPYFILE_FICLONE);
    for (const suffix of found) copyFileSync(path + suffix, together + suffix, constants.COPYFILE_FICLONE);
    const expected = identityOf(alone);
    const result = identityOf(together);
    return result !== undefined && (expected === undefined || expected === result);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Throws `caseDamaged` when what lies beside a case file is not its own; neither is touched. */
export function checkLeftovers(path: string): void {
  if (leftoversBelong(path)) return;
  const names = leftoversOf(path).map((suffix) => path + suffix);
  const message = `${names.join(' and ')} beside the case is not its own, or is damaged, and would change it: move it away and open the case again, or recover it. Nothing was touched.`;
  throw new CasebookError('caseDamaged', message, { path });
}

/** The case's first custody event, which tells one case from another; undefined where the copy is no case with a whole chain. */
function identityOf(copy: string): string | undefined {
  let db: Database.Database | undefined;
  try {
    db = new Database(copy, { fileMustExist: true });
    db.pragma('trusted_schema = OFF');
    if (db.pragma('application_id', { simple: true }) !== applicationId) return undefined;
    const version = Number(db.pragma('user_version', { simple: true }));
    const applied = migrations.filter((migration) => migration.version <= version);
    if (schemaProblems(db, applied).problems.length > 0) return undefined;
    const events = db.prepare<[], ChainedEvent>(`${custodyQuery} ORDER BY sequence`).all();
    return chainProblems(events, sha256Hex).length === 0 ? events[0]?.hash : undefined;
  } catch (error) {
    if (
      sqliteCode(error) === undefined &&
      !(error instanceof Error && error.name === 'ZodError') &&
      !(error instanceof SyntaxError)
    ) {
      throw error;
    }
    return undefined;
  } finally {
    db?.close();
  }
}
