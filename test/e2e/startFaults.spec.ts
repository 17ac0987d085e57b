import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loaded } from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('a damaged list of recent cases is set aside, and the window starts', async ({ launch, folder }) => {
  const userData = join(folder, 'user');
  await mkdir(userData);
  await writeFile(join(userData, 'recent-cases.json'), '{"version":1,"cases":[{"pa');
  await writeFile(join(userData, 'window.json'), 'not JSON');
  const { page } = await launch();
  await loaded(page);
  await expect(page.getByText('No cases yet')).toBeVisible();
  const names = await readdir(userData);
  expect(names.some((name) => name.startsWith('recent-cases.json.damaged-'))).toBe(true);
});

test('a case that was moved away is listed as missing, and can be taken off the list', async ({ launch, folder }) => {
  const userData = join(folder, 'user');
  await mkdir(userData);
  const gone = { path: join(folder, 'gone.casefile'), title: 'The moved case', openedAt: '2026-11-24T08:00:00.000Z' };
  await writeFile(join(userData, 'recent-cases.json'), JSON.stringify({ version: 1, cases: [gone] }));
  const { page } = await launch();
  await loaded(page);
  await expect(page.getByText('File missing')).toBeVisible();
  await page.getByRole('button', { name: 'Remove The moved case from the list' }).click();
  await expect(page.getByText('No cases yet')).toBeVisible();
});

test('asked to open a file that is not there, the window starts and says so', async ({ launch, folder }) => {
  const caseFile = join(folder, 'missing.casefile');
  const { page } = await launch({ caseFile });
  await loaded(page);
  await expect(page.getByRole('alert').filter({ hasText: 'missing.casefile' })).toBeVisible();
});

test('asked to open a file that is no case, the window starts, says so and leaves the file alone', async ({
  launch,
  folder,
}) => {
  const caseFile = join(folder, 'foreign.casefile');
  await writeFile(caseFile, 'a letter, not a case');
  const { page } = await launch({ caseFile });
  await loaded(page);
  await expect(page.getByRole('alert').filter({ hasText: 'foreign.casefile' })).toBeVisible();
  expect((await readdir(folder)).sort()).toContain('foreign.casefile');
});

test('where nothing can be written, the sample says so and the window stays usable', async ({ launch, folder }) => {
  await writeFile(join(folder, 'file'), '');
  const { page } = await launch({ caseFolder: join(folder, 'file', 'cases') });
  await loaded(page);
  await page.getByRole('button', { name: /^Open the sample workspace/ }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await loaded(page);
});

test('a folder without tables is said to be one, and the folder can be chosen again', async ({ launch, folder }) => {
  const empty = join(folder, 'empty');
  await mkdir(empty);
  const { page, inMain } = await launch();
  await loaded(page);
  await inMain(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, empty);
  await page.getByRole('button', { name: /^Open a folder of exported logs/ }).click();
  await loaded(page, 'source');
  await expect(page.getByRole('alert')).toBeVisible();
});
