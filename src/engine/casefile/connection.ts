import { accessSync, constants } from 'node:fs';
import Database from 'better-sqlite3';
import { CasebookError } from '../../shared/result.ts';
import { type Claim, claimCase, holderText, type Refusal } from './claim.ts';
import { appendCustody, type CustodyFact } from './custodyStore.ts';
import { harden, openForReading, patience } from './hardened.ts';
import { bulkBytes, chooseJournal, foldLeftover, foldLog, unfolded } from './journal.ts';
import type { Upgrade } from './migrate.ts';
import { openFileGuard } from './openFileGuard.ts';
import { asCaseError, sqliteCode } from './sqliteErrors.ts';

/** An open case file: reads go to `db`, every write goes through `write`. */
export interface Connection {
  readonly path: string;
  readonly db: Database.Database;
  /** Why the case can only be read, as part of a sentence; undefined when it can be written. */
  readonly readOnly: string | undefined;
  /**
   * Runs `work` and appends the custody event that it returns, in one transaction that is on the disk when this returns.
   * `size` is about how many bytes it writes.
   */
  write<T>(work: () => { readonly event: CustodyFact; readonly result: T }, size?: number): T;
  /** Folds the file into one and lets it go. */
  close(): void;
}

/** What goes before the first write of a session. */
export interface FirstWrite {
  /** The event that says who opened the case; undefined where the newest event is this session's own. */
  readonly opened: (() => CustodyFact) | undefined;
  /** What brings the file to the newest format; undefined where it has that format. */
  readonly upgrade: Upgrade | undefined;
  /** Who brings it there. */
  readonly actor: () => string;
}

/**
 * Opens a case file that has been inspected. The first process may write; a second one, one without the right to write to the
 * folder, or one that only asks to read, reads. Looking at a case changes no byte: whatever a session has to write first goes
 * with its first write.
 */
export function connect(path: string, mode: 'write' | 'read', first: FirstWrite): Connection {
  if (mode === 'read') return readingConnection(path, 'it was opened only to be read');
  const claim = claimCase(path);
  if ('refused' in claim) return readingConnection(path, refusalText(claim));
  try {
    const db = new Database(path, { fileMustExist: true, timeout: patience });
    if (db.readonly || !isWritable(db, path)) {
      db.close();
      claim.release();
      return readingConnection(path, refusalText({ refused: 'notWritable' }));
    }
    harden(db);
    db.pragma('synchronous = FULL');
    return writingConnection(path, db, claim, first);
  } catch (error) {
    claim.release();
    throw asCaseError(error, path);
  }
}

function writingConnection(path: string, db: Database.Database, claim: Claim, first: FirstWrite): Connection {
  let pending: FirstWrite | undefined = first;
  const guard = openFileGuard(path, db);
  return {
    path,
    db,
    readOnly: undefined,
    write(work, size = 0) {
      if (!db.open) throw new CasebookError('caseNotOpen', `${path} has been closed: open it again.`, { path });
      try {
        guard.check();
        pending?.upgrade?.keepCopy(db);
        chooseJournal(db, size < bulkBytes ? 'wal' : 'delete');
        const result = db
          .transaction(() => {
            if (pending?.opened) appendCustody(db, pending.opened());
            if (pending?.upgrade) {
              appendCustody(db, {
                actor: pending.actor(),
                action: 'migrate',
                detail: { ...pending.upgrade.apply(db) },
              });
            }
            const { event, result } = work();
            appendCustody(db, event);
            return result;
          })
          .immediate();
        pending = undefined;
        return result;
      } catch (error) {
        throw asCaseError(error, path);
      }
    },
    close() {
      if (!db.open) return;
      try {
        const gone = guard.untold();
        if (gone) throw gone;
        if (guard.inPlace()) foldLog(db, path);
      } catch (error) {
        throw unfolded(path, error);
      } finally {
        db.close();
        guard.clean();
        claim.release();
      }
    },
  };
}

function readingConnection(path: string, reason: string): Connection {
  let db: Database.Database;
  try {
    db = openForReading(path);
  } catch (error) {
    throw asCaseError(error, path);
  }
  return {
    path,
    db,
    readOnly: reason,
    write() {
      throw new CasebookError('caseReadOnly', `${path} can only be read: ${reason}.`, { path });
    },
    close() {
      if (!db.open) return;
      db.close();
      foldLeftover(path);
    },
  };
}

function refusalText(refusal: Refusal): string {
  switch (refusal.refused) {
    case 'inUse':
      return `${holderText(refusal.holder)}; close it there first`;
    case 'obstructed':
      return `${refusal.by} is not a file of ours; move it away`;
    case 'notWritable':
      return 'you may not write to it or to its folder; copy it to a folder that you may write to';
  }
}

/** Whether the system lets the file be written. SQLite opens one that it may only read without a word, and then takes its write lock. */
function isWritable(db: Database.Database, path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    db.exec('BEGIN IMMEDIATE; ROLLBACK');
    return true;
  } catch (error) {
    const code = sqliteCode(error) ?? (error instanceof Error && 'code' in error ? String(error.code) : '');
    if (/^(SQLITE_(READONLY|CANTOPEN|PERM)|EACCES|EPERM|EROFS)/.test(code)) return false;
    throw error;
  }
}
