import { existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CasebookError } from '../../shared/result.ts';
import { claimCase } from './claim.ts';
import { harden, patience } from './hardened.ts';
import { checkLeftovers } from './leftovers.ts';
import { asCaseError, sqliteCode } from './sqliteErrors.ts';

/**
 * A write of this size goes by the rollback journal: its pages are new, so that they are written once instead of twice, and
 * when the disk is full the file shrinks back, while a log would keep the space.
 */
export const bulkBytes = 1_000_000;

/** Chooses how the next write is made safe; the mode stays as it is while a reader in another process stands in the way. */
export function chooseJournal(db: Database.Database, mode: 'wal' | 'delete'): void {
  if (db.pragma('journal_mode', { simple: true }) === mode) return;
  db.pragma('busy_timeout = 0');
  try {
    db.pragma(`journal_mode = ${mode}`);
  } catch (error) {
    if (!sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw error;
  } finally {
    db.pragma(`busy_timeout = ${patience}`);
  }
}

/** Back to one plain file: the log's pages into the file, then no log. A reader elsewhere keeps the log until it closes. */
export function foldLog(db: Database.Database, path: string): void {
  try {
    if (db.pragma('journal_mode', { simple: true }) === 'wal') {
      db.pragma('wal_checkpoint(TRUNCATE)');
      db.pragma('journal_mode = DELETE');
    }
    removeSpentJournal(db, path);
  } catch (error) {
    if (!sqliteCode(error)?.startsWith('SQLITE_BUSY')) throw error;
  }
}

/**
 * A process that was killed before its transaction changed the file leaves a journal with nothing to undo, which SQLite
 * ignores and keeps. As the only user of a file that was read, and so restored if it had to be, it can go.
 */
function removeSpentJournal(db: Database.Database, path: string): void {
  if (!existsSync(`${path}-journal`)) return;
  db.exec('BEGIN EXCLUSIVE');
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    rmSync(`${path}-journal`, { force: true });
  } finally {
    db.exec('ROLLBACK');
  }
}

/**
 * Folds in what a process that was killed, or a writer that closed before its readers, left beside the file: its log, or the
 * journal of a transaction that never ended. Leaves it alone while another process has the claim, which will do it itself.
 */
export function foldLeftover(path: string): void {
  if (!existsSync(`${path}-wal`) && !existsSync(`${path}-journal`)) return;
  const claim = claimCase(path);
  if ('refused' in claim) return;
  try {
    checkLeftovers(path);
  } catch (error) {
    claim.release();
    throw error;
  }
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { fileMustExist: true, timeout: 0 });
    harden(db);
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    foldLog(db, path);
  } catch (error) {
    throw unfolded(path, error);
  } finally {
    db?.close();
    claim.release();
  }
}

/** A failure to fold, with what to do about it. */
export function unfolded(path: string, error: unknown): unknown {
  const known = asCaseError(error, path);
  if (!(known instanceof CasebookError) || known === error) return known;
  const message = `${known.message} Nothing is lost, but part of the case is still in ${path}-wal: keep both files together, and open and close the case once more.`;
  return new CasebookError(known.code, message, { path }, { cause: error });
}
