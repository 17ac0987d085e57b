import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { folderPrefix, removeLeftFolders } from './leftFolders.ts';

let parent = '';
afterEach(() => rm(parent, { recursive: true, force: true }));

it('removes the folders of processes that are gone, and no other', async () => {
  parent = await mkdtemp(join(tmpdir(), 'casebook-left-'));
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const left = join(parent, `${folderPrefix(gone)}abc`);
  await mkdir(join(left, 'scratch'), { recursive: true });
  await writeFile(join(left, 'scratch', 'rows.ndjson'), '{}');
  const kept = [`${folderPrefix(process.pid)}abc`, 'casebook-source-abc', `another-${gone}-abc`];
  for (const name of kept) await mkdir(join(parent, name));
  await removeLeftFolders(parent);
  expect((await readdir(parent)).sort()).toEqual(kept.sort());
});
