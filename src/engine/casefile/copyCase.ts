import { constants, copyFileSync, existsSync } from 'node:fs';
import { CasebookError } from '../../shared/result.ts';
import type { Connection } from './connection.ts';
import { asCaseError, asFileError } from './sqliteErrors.ts';

/**
 * Copies an open case file, byte for byte as it is once closed, to a name that none has yet. Throws `caseBusy` while another
 * process keeps part of the case beside the file, `outputExists`, `notWritable` or `diskFull`.
 */
export function copyCase({ db, path, readOnly }: Connection, to: string): void {
  try {
    if (readOnly === undefined && db.pragma('journal_mode', { simple: true }) === 'wal') {
      db.pragma('journal_mode = DELETE');
    }
    // Either lock keeps every other process from changing the file while it is copied.
    db.exec(readOnly === undefined ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      db.prepare('SELECT count(*) FROM sqlite_schema').get();
      if (existsSync(`${path}-wal`)) throw partBeside(path);
      copyFileSync(path, to, constants.COPYFILE_EXCL);
    } finally {
      db.exec('ROLLBACK');
    }
  } catch (error) {
    throw asFileError(asCaseError(error, path), to);
  }
}

const partBeside = (path: string) =>
  new CasebookError(
    'caseBusy',
    `${path} is open in another process, which keeps part of the case beside the file: close it there first.`,
    { path },
  );
