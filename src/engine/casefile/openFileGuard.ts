import { rmSync, statSync, writeFileSync } from 'node:fs';
import type Database from 'better-sqlite3';
import { CasebookError } from '../../shared/result.ts';

/** The identity of a file on its disk, whatever its name; undefined where there is none, or where no one can get at it. */
export function fileIdentity(path: string): string | undefined {
  try {
    const { dev, ino } = statSync(path, { bigint: true });
    return `${dev} ${ino}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}

/** Notices that an open case's file was moved, deleted or replaced: what was written then would be gone with its last handle. */
export interface OpenFileGuard {
  /** Throws `notWritable` when the file is not in its place, after keeping what the open case holds in a new file, once. */
  check(): void;
  /** The same refusal, where the file is gone and nobody was told yet. */
  untold(): CasebookError | undefined;
  /** Whether the file is still where it was opened. */
  inPlace(): boolean;
  /** Removes what belongs to a file that is gone; belongs after closing it. */
  clean(): void;
}

/** Guards a case that was just opened. */
export function openFileGuard(path: string, db: Database.Database): OpenFileGuard {
  const opened = fileIdentity(path);
  let rescued: { readonly kept: boolean; readonly text: string } | undefined;
  let told = false;
  const inPlace = () => opened !== undefined && fileIdentity(path) === opened;
  const refusal = (): CasebookError | undefined => {
    if (inPlace()) return undefined;
    rescued ??= rescue(path, db);
    const message = `${path} was moved, deleted or replaced while it was open, so nothing more can be saved in it. ${rescued.text}`;
    return new CasebookError('notWritable', message, { path });
  };
  return {
    check() {
      const error = refusal();
      if (!error) return;
      told = true;
      throw error;
    },
    untold: () => {
      const error = refusal();
      return told ? undefined : error;
    },
    inPlace,
    clean() {
      if (rescued?.kept) for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    },
  };
}

function rescue(path: string, db: Database.Database): { kept: boolean; text: string } {
  const copy = `${path.replace(/\.casefile$/, '')}-rescued-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.casefile`;
  try {
    writeFileSync(copy, db.serialize(), { flag: 'wx', flush: true });
    return { kept: true, text: `All that was saved before is in ${copy}: close this case and open that one.` };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const text = `A copy of what was saved before could not be made either (${error.message}): look for the file in the trash.`;
    return { kept: false, text };
  }
}
