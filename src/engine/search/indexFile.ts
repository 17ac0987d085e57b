import { chmodSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { fileIdentity } from '../casefile/openFileGuard.ts';
import { asFileError, sqliteCode } from '../casefile/sqliteErrors.ts';

/** The index over the texts of cases. Everything in it is derived: the file can be deleted at any time. */
export interface IndexFile {
  /**
   * Runs `work` on the index. A damaged index is set aside as `search.damaged.sqlite`, and `work` runs again on an empty one.
   * Throws `notWritable` or `diskFull` where the index cannot be kept.
   */
  use<T>(work: (db: Database.Database) => T): T;
  close(): void;
}

/** The index's own version; an index of another version is made anew. */
const version = 2;

/**
 * A document is a record, or a block of rows that follow on one another, of which `row` is the first. `folded` is there where
 * setting the case of A to Z aside is not enough.
 */
const schema = `
CREATE TABLE cases (
  id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, title TEXT NOT NULL, stamp TEXT NOT NULL,
  head TEXT NOT NULL, sequence INTEGER NOT NULL
) STRICT;
CREATE TABLE exhibits (
  owner INTEGER NOT NULL, number INTEGER NOT NULL, title TEXT NOT NULL, columns TEXT NOT NULL,
  rows INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (owner, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE documents (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, ref TEXT NOT NULL, row INTEGER, text TEXT NOT NULL, folded TEXT
) STRICT;
PRAGMA user_version = ${version};
`;

/** The index in `folder`, or one in memory where there is none; it is opened with its first use. */
export function indexFileIn(folder: string | undefined): IndexFile {
  const path = folder === undefined ? ':memory:' : join(folder, 'search.sqlite');
  let open: { readonly db: Database.Database; readonly identity: string | undefined } | undefined;

  const close = () => {
    open?.db.close();
    open = undefined;
  };
  const opened = (): Database.Database => {
    if (open && fileIdentity(path) !== open.identity) close();
    if (!open) {
      if (folder !== undefined) makeFolder(folder);
      const db = openIndex(path);
      open = { db, identity: fileIdentity(path) };
    }
    return open.db;
  };
  /** Another process may have put a new index in its place already. */
  const setAside = () => {
    const damaged = open?.identity ?? fileIdentity(path);
    close();
    if (folder === undefined || fileIdentity(path) !== damaged) return;
    try {
      for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
      renameSync(path, join(folder, 'search.damaged.sqlite'));
    } catch (error) {
      throw asFileError(error, path);
    }
  };

  return {
    use(work) {
      try {
        return work(opened());
      } catch (error) {
        if (!isDamage(error)) throw asIndexError(error, path);
        setAside();
      }
      try {
        return work(opened());
      } catch (error) {
        throw asIndexError(error, path);
      }
    },
    close,
  };
}

/** Whether another process is writing the index at this moment. */
export const isBusy = (error: unknown): boolean => sqliteCode(error)?.startsWith('SQLITE_BUSY') === true;

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asFileError(error, folder);
  }
}

function openIndex(path: string): Database.Database {
  const db = new Database(path, { timeout: 2000 });
  try {
    db.pragma('trusted_schema = OFF');
    // A search reads every text: in large pages one is read at once.
    db.pragma('page_size = 32768');
    writeAhead(db);
    db.pragma('wal_autocheckpoint = 128');
    db.pragma('synchronous = NORMAL');
    db.transaction(() => {
      if (db.pragma('user_version', { simple: true }) === version) return;
      for (const table of ['texts', 'cases', 'exhibits', 'documents']) db.exec(`DROP TABLE IF EXISTS ${table}`);
      db.exec(schema);
    }).immediate();
    if (path !== ':memory:') chmodSync(path, 0o600);
    // The engine's thread does not wait for another process: what cannot be written is written later.
    db.pragma('busy_timeout = 0');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Where another process is making the index at this moment, it chooses the same. */
function writeAhead(db: Database.Database): void {
  try {
    db.pragma('journal_mode = WAL');
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

const isDamage = (error: unknown): boolean => {
  const code = sqliteCode(error) ?? '';
  const senseless = code === 'SQLITE_ERROR' && /no such|malformed/i.test(String(error));
  return /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT)/.test(code) || senseless;
};

const fileCodes: readonly (readonly [prefix: string, code: string])[] = [
  ['SQLITE_FULL', 'ENOSPC'],
  ['SQLITE_READONLY', 'EACCES'],
  ['SQLITE_CANTOPEN', 'EACCES'],
  ['SQLITE_IOERR', 'EACCES'],
];

function asIndexError(error: unknown, path: string): unknown {
  const code = fileCodes.find(([prefix]) => sqliteCode(error)?.startsWith(prefix))?.[1];
  return code ? asFileError(Object.assign(new Error(String(error)), { code }), path) : error;
}
