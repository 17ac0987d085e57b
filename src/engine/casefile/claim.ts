import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { sqliteCode } from './sqliteErrors.ts';

/** The right to write to a case file, held by one process at a time and let go by the system when that process dies. */
export interface Claim {
  release(): void;
}

/**
 * Claims a case file by a lock on `<path>-claim`, an empty file that is there only while the case is open. Says why when it
 * cannot: another process has the case, or the folder cannot be written to.
 */
export function claimCase(path: string): Claim | { readonly refused: 'inUse' | 'notWritable' } {
  const claimPath = `${path}-claim`;
  let lock: Database.Database | undefined;
  try {
    lock = new Database(claimPath, { timeout: 0 });
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const code = sqliteCode(error) ?? '';
    if (code.startsWith('SQLITE_BUSY')) return { refused: 'inUse' };
    if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|FULL)/.test(code)) return { refused: 'notWritable' };
    throw error;
  }
  const held = lock;
  return {
    release() {
      // Removed before it is let go, so that no other process locks a name that is about to vanish; Windows removes only closed files.
      if (process.platform === 'win32') held.close();
      rmSync(claimPath, { force: true });
      held.close();
    },
  };
}
