import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { ErrorCode } from '../../shared/errors.ts';
import { CasebookError } from '../../shared/result.ts';

/** Throws `outputExists` when something is at the path already, so that a report is not made in vain. */
export function refuseExisting(path: string): void {
  if (existsSync(path)) throw existing(path);
}

/**
 * Writes a new file whole or not at all: a hidden file beside it is filled, flushed and then given its name, which fails
 * where the name is taken. Throws `outputExists`, `folderNotFound`, `notWritable` or `diskFull` and leaves nothing behind.
 */
export function writeNewFile(path: string, bytes: Uint8Array): void {
  refuseExisting(path);
  const draft = join(dirname(path), `.${basename(path).slice(0, 60)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const file = openSync(draft, 'wx');
    try {
      fill(file, bytes);
      publish(draft, path);
    } finally {
      rmSync(draft, { force: true });
    }
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** Writes, flushes and closes. */
function fill(file: number, bytes: Uint8Array): void {
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function publish(draft: string, path: string): void {
  try {
    linkSync(draft, path);
  } catch (error) {
    // File systems without hard links, such as exFAT, get an exclusive copy.
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'].includes(codeOf(error))) throw error;
    copyExclusive(draft, path);
  }
}

function copyExclusive(draft: string, path: string): void {
  try {
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') rmSync(path, { force: true });
    throw error;
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

const existing = (path: string): CasebookError =>
  new CasebookError('outputExists', `${path} exists already.`, { path });

const failures: Record<string, readonly [ErrorCode, (path: string) => string]> = {
  ENOENT: ['folderNotFound', (path) => `The folder ${dirname(path)} does not exist; make it, or choose another.`],
  ENOTDIR: ['folderNotFound', (path) => `${dirname(path)} is not a folder; choose another place for the report.`],
  EACCES: ['notWritable', (path) => `The folder ${dirname(path)} cannot be written to; choose another.`],
  EPERM: ['notWritable', (path) => `The folder ${dirname(path)} cannot be written to; choose another.`],
  EROFS: ['notWritable', (path) => `The folder ${dirname(path)} is read-only; choose another.`],
  ENAMETOOLONG: [
    'notWritable',
    (path) => `The name ${basename(path).slice(0, 80)}… is too long for this folder; choose a shorter one.`,
  ],
  ENOSPC: ['diskFull', (path) => `The disk that holds ${dirname(path)} is full; free some space, then try again.`],
  EDQUOT: [
    'diskFull',
    (path) => `Your quota on the disk that holds ${dirname(path)} is used up; free some space, then try again.`,
  ],
};

/** A file system's error as the product's; what is not known stays as it is. */
export function writeFailure(path: string, error: unknown): unknown {
  const code = codeOf(error);
  if (code === 'EEXIST') return existing(path);
  const known = failures[code];
  return known ? new CasebookError(known[0], known[1](path), { path }, { cause: error }) : error;
}
