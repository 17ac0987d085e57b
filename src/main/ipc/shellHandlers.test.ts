import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { shellContract } from '../../shared/contract/index.ts';
import { shell } from '../../shared/contract/shell.ts';
import { caseToOpen } from '../os/caseToOpen.ts';
import { productFolders } from '../os/folders.ts';
import { recentCasesIn } from '../session/recentCases.ts';
import { shellHandlers } from './shellHandlers.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-shell-'));
});
afterEach(() => rm(folder, { recursive: true }));

function handlers() {
  const showInFolder = vi.fn();
  const chosen = async () => ({ path: '/chosen' });
  const handle = shellHandlers({
    info: { version: '1.2.3', platform: 'linux', user: 'kim', ...productFolders('/documents', {}) },
    recentCases: recentCasesIn(join(folder, 'recent.json'), () => new Date('2026-11-24T08:00:00Z')),
    dialogs: {
      chooseFolder: chosen,
      chooseCaseFile: chosen,
      choosePortableCase: chosen,
      chooseFile: chosen,
      chooseSavePath: chosen,
    },
    caseToOpen: caseToOpen('/asked.casefile', () => {}),
    showInFolder,
  });
  return { handle, showInFolder };
}

test('there is one handler per method of the shell’s contract', () => {
  expect(Object.keys(handlers().handle).sort()).toEqual(Object.keys(shell).sort());
});

test('recent cases tell whether their file is still there', async () => {
  const { handle } = handlers();
  const present = join(folder, 'here.casefile');
  await writeFile(present, '');
  await handle['shell.rememberCase']({ path: join(folder, 'gone.casefile'), title: 'Gone' });
  await handle['shell.rememberCase']({ path: present, title: 'Here' });
  const listed = await handle['shell.recentCases']({});
  expect(shellContract['shell.recentCases'].output.parse(listed)).toMatchObject([
    { title: 'Here', exists: true },
    { title: 'Gone', exists: false },
  ]);
});

test('the case that the system asked for is handed out once', async () => {
  const { handle } = handlers();
  expect(await handle['shell.takeCaseToOpen']({})).toEqual({ path: '/asked.casefile' });
  expect(await handle['shell.takeCaseToOpen']({})).toEqual({ path: null });
});

test('only a file that is there is shown in its folder', async () => {
  const { handle, showInFolder } = handlers();
  for (const path of ['recent.json', join(folder, 'none.pdf')]) {
    await expect(handle['shell.showInFolder']({ path })).rejects.toMatchObject({ code: 'fileNotFound' });
  }
  expect(showInFolder).not.toHaveBeenCalled();
  await handle['shell.showInFolder']({ path: folder });
  expect(showInFolder).toHaveBeenCalledExactlyOnceWith(folder);
});

test('cases go among the documents, or where the environment says', () => {
  expect(productFolders('/documents', {})).toEqual({
    caseFolder: join('/documents', 'Casebook'),
    sampleFolder: join('/documents', 'Casebook', 'Sample workspace'),
  });
  expect(productFolders('/documents', { CASEBOOK_FOLDER: '/evidence' }).caseFolder).toBe('/evidence');
});
