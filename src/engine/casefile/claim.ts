import { closeSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { sqliteCode } from './sqliteErrors.ts';

/** The right to write to a case file, held by one process at a time and let go by the system when that process dies. */
export interface Claim {
  release(): void;
}

const holder = z.object({
  user: z.string().max(200),
  host: z.string().max(300),
  process: z.number().int(),
  since: z.string().max(40),
});
/** Who has a case file open for writing, and since when (UTC). */
type Holder = z.infer<typeof holder>;

/** Why a case file cannot be claimed. The holder is unknown where an older program has it. */
export type Refusal =
  | { readonly refused: 'inUse'; readonly holder: Holder | undefined }
  | { readonly refused: 'notWritable' }
  | { readonly refused: 'obstructed'; readonly by: string };

/**
 * Claims a case file by a lock on `<path>-claim`, an empty file that is there only while the case is open, and says who has it
 * in `<path>-holder`. Tells why when it cannot: another process has the case, the folder cannot be written to, or a file that is not ours has the name.
 */
export function claimCase(path: string): Claim | Refusal {
  const claimPath = `${path}-claim`;
  const holderPath = `${path}-holder`;
  let lock: Database.Database | undefined;
  try {
    lock = new Database(claimPath, { timeout: 0 });
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const code = sqliteCode(error) ?? '';
    if (code.startsWith('SQLITE_BUSY')) return { refused: 'inUse', holder: readHolder(holderPath) };
    if (/^SQLITE_(CANTOPEN|READONLY|PERM|IOERR|FULL)/.test(code)) return { refused: 'notWritable' };
    if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return { refused: 'obstructed', by: claimPath };
    throw error;
  }
  const held = lock;
  writeHolder(holderPath);
  return {
    release() {
      // Removed before it is let go, so that no other process locks a name that is about to vanish; Windows removes only closed files.
      if (process.platform === 'win32') held.close();
      rmSync(holderPath, { force: true });
      rmSync(claimPath, { force: true });
      held.close();
    },
  };
}

/** Only tells others who has the case; where it cannot be written, on a full disk for one, the claim holds all the same. */
function writeHolder(holderPath: string): void {
  const told: Holder = {
    user: userInfo().username,
    host: hostname(),
    process: process.pid,
    since: new Date().toISOString(),
  };
  try {
    rmSync(holderPath, { force: true });
    writeFileSync(holderPath, JSON.stringify(told), { flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** What the holder wrote; undefined where nothing can be made of it. */
function readHolder(holderPath: string): Holder | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(holderPath, 'r');
    const text = Buffer.alloc(2000);
    return holder.parse(JSON.parse(text.toString('utf8', 0, readSync(descriptor, text))));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError || (error instanceof Error && 'code' in error)) {
      return undefined;
    }
    throw error;
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

/** Who has the case, for people. */
export const holderText = (holder: Holder | undefined): string =>
  holder
    ? `${holder.user} on ${holder.host} (process ${holder.process}) has had it open since ${holder.since}`
    : 'another process has it open';
