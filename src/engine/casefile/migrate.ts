import { constants, copyFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CasebookError } from '../../shared/result.ts';
import { claimCase } from './claim.ts';
import { harden } from './connection.ts';
import type { Migration } from './migrations/migration.ts';
import { newestVersion } from './migrations/migrations.ts';
import { asCaseError, asFileError } from './sqliteErrors.ts';

/** Brings a database from its `user_version` to the newest, each step in a transaction of its own. */
export function applyMigrations(db: Database.Database, list: readonly Migration[]): void {
  for (const { version, sql } of list) {
    const at = db.pragma('user_version', { simple: true });
    if (Number(at) >= version) continue;
    db.transaction(() => {
      db.exec(sql);
      db.pragma(`user_version = ${version}`);
    }).immediate();
  }
}

/**
 * Brings a case file of an older format to the newest, after keeping a copy of it as `<path>.v<version>-backup`. Throws
 * `outputExists` when that copy exists already, and `caseBusy` or `caseReadOnly` when the file cannot be written.
 */
export function migrateCaseFile(path: string, version: number, list: readonly Migration[]): void {
  const claim = claimCase(path);
  if ('refused' in claim) {
    throw claim.refused === 'inUse'
      ? new CasebookError('caseBusy', `${path} is in use by another process: close it there first.`, { path })
      : new CasebookError('caseReadOnly', olderText(path, version, list), { path });
  }
  try {
    settle(path);
    copyFileSync(path, `${path}.v${version}-backup`, constants.COPYFILE_EXCL);
    settle(path, (db) => applyMigrations(db, list));
  } catch (error) {
    throw asFileError(asCaseError(error, path), `${path}.v${version}-backup`);
  } finally {
    claim.release();
  }
}

/** Opens the file as its only user, so that a log left by a killed process is folded in, and does `work`. */
function settle(path: string, work?: (db: Database.Database) => void): void {
  const db = new Database(path, { fileMustExist: true, timeout: 2000 });
  try {
    harden(db);
    db.pragma('synchronous = FULL');
    db.pragma('journal_mode = DELETE');
    work?.(db);
  } finally {
    db.close();
  }
}

const olderText = (path: string, version: number, list: readonly Migration[]) =>
  `${path} has format ${version} and must be brought to ${newestVersion(list)} first: copy it to a folder that you may write to.`;
