import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const name = /^casebook-source-(\d+)-/;

/** How the name of a source's folder begins: it tells the process that owns it. */
export const folderPrefix = (processId: number): string => `casebook-source-${processId}-`;

/**
 * Removes the folders that processes left in `parent` when they were killed. Only folders of this user whose process is gone go; what
 * cannot be removed stays for another time.
 */
export async function removeLeftFolders(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const entry of names) {
    const processId = Number(name.exec(entry)?.[1]);
    const folder = join(parent, entry);
    if (processId > 0 && !isRunning(processId) && (await isOwn(folder))) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** A process of somebody else cannot be signalled, but it runs. */
function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

async function isOwn(folder: string): Promise<boolean> {
  const { uid } = await lstat(folder).catch(() => ({ uid: -1 }));
  return process.getuid === undefined || uid === process.getuid();
}
