import Database from 'better-sqlite3';
import { CasebookError } from '../../shared/result.ts';

/** The extended SQLite result code, such as `SQLITE_FULL`; undefined for any other error. */
export const sqliteCode = (error: unknown): string | undefined =>
  error instanceof Database.SqliteError ? error.code : undefined;

/** A failure of SQLite on a case file as the product's own error; what is not SQLite's passes through. */
export function asCaseError(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  if (code === undefined) return error;
  const cause = { cause: error };
  if (code === 'SQLITE_FULL') {
    const message = `${path}: the disk is full. The case holds everything saved before; free some space and try again.`;
    return new CasebookError('diskFull', message, { path }, cause);
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return new CasebookError(
      'caseBusy',
      `${path} is in use by another process: close it there first.`,
      { path },
      cause,
    );
  }
  if (code === 'SQLITE_NOTADB') {
    return new CasebookError('caseForeign', `${path} is not a Casebook case file.`, { path }, cause);
  }
  // SQLite reports a header or a schema that it cannot make sense of as a plain error.
  const senseless = code === 'SQLITE_ERROR' && /unsupported file format|malformed database/.test(messageOf(error));
  if (
    senseless ||
    code.startsWith('SQLITE_CORRUPT') ||
    code.startsWith('SQLITE_IOERR_SHORT') ||
    code === 'SQLITE_IOERR_READ'
  ) {
    return new CasebookError('caseDamaged', `${path} is damaged (${messageOf(error)}).`, { path }, cause);
  }
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN')) {
    const message = `${path} cannot be opened for writing (${messageOf(error)}): copy it to a folder that you may write to.`;
    return new CasebookError('caseReadOnly', message, { path }, cause);
  }
  if (code.startsWith('SQLITE_IOERR')) {
    const message = `${path}: the disk did not take the write (${messageOf(error)}). The case holds everything saved before.`;
    return new CasebookError('notWritable', message, { path }, cause);
  }
  return error;
}

/** A failure of the file system on `path` as the product's own error; what it does not know passes through. */
export function asFileError(error: unknown, path: string): unknown {
  const cause = { cause: error };
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new CasebookError('diskFull', `${path} was not written: the disk is full.`, { path }, cause);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new CasebookError('notWritable', `${path}: you may not write to its folder.`, { path }, cause);
    case 'EEXIST':
      return new CasebookError('outputExists', `${path} exists already: choose another name.`, { path }, cause);
    case 'ENOENT':
    case 'ENOTDIR':
      return new CasebookError('folderNotFound', `${path}: its folder does not exist.`, { path }, cause);
    case 'ENAMETOOLONG':
      return new CasebookError('invalidInput', `${path}: the name is too long.`, { path }, cause);
    default:
      return error;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
