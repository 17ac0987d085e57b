import { expect, test, vi } from 'vitest';
import { systemDialogs } from './dialogs.ts';

const window = { id: 1 } as never;
const cancelled = { canceled: true, filePaths: [], filePath: '' };

function dialogs(
  open: object = cancelled,
  save: object = cancelled,
  parent: () => typeof window | undefined = () => window,
) {
  const dialog = { showOpenDialog: vi.fn(async () => open), showSaveDialog: vi.fn(async () => save) };
  return { dialog, ...systemDialogs(dialog as never, parent) };
}

test('a choice is its path, a cancelled dialog is null', async () => {
  const chosen = dialogs({ canceled: false, filePaths: ['/logs'] }, { canceled: false, filePath: '/case.casefile' });
  expect(await chosen.chooseFolder('Logs')).toEqual({ path: '/logs' });
  expect(await chosen.chooseCaseFile()).toEqual({ path: '/logs' });
  expect(await chosen.chooseSavePath('/suggested', 'case')).toEqual({ path: '/case.casefile' });
  const none = dialogs();
  expect(await none.chooseFolder('Logs')).toEqual({ path: null });
  expect(await none.chooseSavePath('/suggested', 'report')).toEqual({ path: null });
});

test('each dialog asks for what it is for, on the window', async () => {
  const { dialog, chooseFolder, chooseCaseFile, choosePortableCase, chooseFile, chooseSavePath } = dialogs();
  await chooseFolder('Logs');
  await chooseCaseFile();
  await choosePortableCase();
  await chooseFile('attachment');
  await chooseFile('profile');
  await chooseSavePath('/cases/a.pdf', 'report');
  await chooseSavePath('/cases/a.zip', 'portable');
  await chooseSavePath('/cases/a.bin', 'attachment');
  expect(dialog.showOpenDialog.mock.calls).toMatchObject([
    [window, { title: 'Logs', properties: ['openDirectory', 'createDirectory'] }],
    [window, { properties: ['openFile'], filters: [{ extensions: ['casefile'] }] }],
    [window, { properties: ['openFile'], filters: [{ extensions: ['zip', 'age'] }] }],
    [window, { title: 'Attach a file', properties: ['openFile'], filters: [{ extensions: ['*'] }] }],
    [window, { properties: ['openFile'], filters: [{ extensions: ['json'] }] }],
  ]);
  expect(dialog.showSaveDialog.mock.calls).toMatchObject([
    [window, { defaultPath: '/cases/a.pdf', filters: [{ extensions: ['pdf'] }] }],
    [window, { title: 'Save the portable case', filters: [{ extensions: ['zip', 'age'] }] }],
    [window, { defaultPath: '/cases/a.bin', filters: [{ extensions: ['*'] }] }],
  ]);
});

test('without a window a dialog stands alone', async () => {
  const { dialog, chooseCaseFile } = dialogs(cancelled, cancelled, () => undefined);
  await chooseCaseFile();
  expect(dialog.showOpenDialog.mock.calls).toMatchObject([[{ properties: ['openFile'] }]]);
});
