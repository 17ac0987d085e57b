import { constants, copyFileSync, existsSync } from 'node:fs';
import { basename } from 'node:path';
import type Database from 'better-sqlite3';
import { CasebookError } from '../../shared/result.ts';
import { dropEmptyNewerTables } from './emptyNewerTables.ts';
import { fileSha256 } from './fileSha256.ts';
import type { Migration } from './migrations/migration.ts';
import { newestVersion } from './migrations/migrations.ts';
import { asFileError } from './sqliteErrors.ts';

/** Brings a database from its `user_version` to the newest, each step in a transaction of its own, or in the one under way. */
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

/** What brings an open case file of an older format to the newest. */
export interface Upgrade {
  /** Keeps a copy of the file as `<path>.v<version>-backup`, with a number behind it where another file has that name. */
  keepCopy(db: Database.Database): void;
  /** Makes the newest tables and hands back the detail of the event that says so. Belongs in the first write's transaction. */
  apply(db: Database.Database): { from: number; to: number; backup: string; fileSha256: string };
}

/** The way from `version` to the newest of `list`; undefined where there is nothing to do. */
export function upgradeFrom(path: string, version: number, list: readonly Migration[]): Upgrade | undefined {
  const newest = newestVersion(list);
  if (version >= newest) return undefined;
  let copy = { path: '', sha256: '' };
  return {
    keepCopy(db) {
      foldForCopy(db, path);
      copy = keptCopy(path, `${path}.v${version}-backup`);
    },
    apply(db) {
      dropEmptyNewerTables(db, version, list);
      applyMigrations(db, list);
      return { from: version, to: newest, backup: basename(copy.path), fileSha256: copy.sha256 };
    },
  };
}

/** Copies a file to a name that none has yet; an equal copy that is there, as an upgrade that was stopped leaves one, will do. */
function keptCopy(path: string, wanted: string): { path: string; sha256: string } {
  const sha256 = fileSha256(path);
  for (let number = 1; ; number += 1) {
    const copy = number === 1 ? wanted : `${wanted}-${number}`;
    if (existsSync(copy)) {
      if (fileSha256(copy) === sha256) return { path: copy, sha256 };
      continue;
    }
    try {
      copyFileSync(path, copy, constants.COPYFILE_EXCL);
      return { path: copy, sha256 };
    } catch (error) {
      const known = asFileError(error, copy);
      if (!(known instanceof CasebookError && known.code === 'outputExists')) throw known;
    }
  }
}

/** One plain file, so that a copy of it is a copy of the case. */
function foldForCopy(db: Database.Database, path: string): void {
  if (db.pragma('journal_mode', { simple: true }) !== 'wal') return;
  if (db.pragma('journal_mode = DELETE', { simple: true }) === 'delete') return;
  const message = `${path} is being read by another process and must be brought to a newer format: close it there first.`;
  throw new CasebookError('caseBusy', message, { path });
}
