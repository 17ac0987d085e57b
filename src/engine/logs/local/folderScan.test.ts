import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { scanFolder } from './folderScan.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'casebook-scan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text = 'a\n1\n') => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

describe('scanFolder', () => {
  it('gathers the parts of a table and says why it leaves the others', async () => {
    put('SecurityAlert.csv');
    put('SecurityAlert-2.csv.gz');
    put('SecurityAlert/deep/er/x.json');
    put('README.md');
    put('.hidden.csv');
    put('1.csv');
    put('two words/T.csv');
    put('Backup/SecurityAlert.csv');
    mkdirSync(join(folder, 'Empty'));
    symlinkSync('/etc/hostname', join(folder, 'Link.csv'));
    const { tables, skipped } = await scanFolder(folder);
    expect([...tables].map(([name, files]) => [name, files.map((file) => file.name)])).toEqual([
      ['SecurityAlert', ['SecurityAlert/deep/er/x.json', 'SecurityAlert-2.csv.gz', 'SecurityAlert.csv']],
    ]);
    expect(Object.fromEntries(skipped.map(({ file, reason }) => [file, reason]))).toEqual({
      '.hidden.csv': 'hidden',
      '1.csv': 'its name is not that of a table',
      'Backup/': 'a folder of tables (Backup/SecurityAlert.csv): open that folder itself',
      'Empty/': 'no table files in it',
      'Link.csv': 'a link: put the file itself into the folder',
      'README.md': 'not a table file',
      'two words/': 'the folder’s name is not that of a table',
    });
  });

  it('has another signature when a file is added, removed, or written to', async () => {
    put('T.csv');
    const { signature } = await scanFolder(folder);
    expect((await scanFolder(folder)).signature).toBe(signature);
    put('U.csv');
    const added = (await scanFolder(folder)).signature;
    utimesSync(join(folder, 'U.csv'), 1, 1);
    const touched = (await scanFolder(folder)).signature;
    rmSync(join(folder, 'U.csv'));
    expect(new Set([signature, added, touched]).size).toBe(3);
    expect((await scanFolder(folder)).signature).toBe(signature);
  });

  it('refuses a folder that is missing and one that is a file', async () => {
    put('T.csv');
    for (const path of ['gone', 'T.csv']) {
      await expect(scanFolder(join(folder, path))).rejects.toMatchObject({ code: 'folderNotFound' });
    }
  });
});
