import { join } from 'node:path';
import type { Page } from '@playwright/test';
import {
  command,
  createCase,
  expectGoodScreen,
  expectOnePlainFile,
  goTo,
  loaded,
  openSample,
  pickDevice,
  runAllSteps,
} from './support/screens.ts';
import { expect, test } from './support/test.ts';

const passphrase = 'otter lamp fern oak tin';

/** The screen in the light and in the dark. */
async function expectGoodBothWays(page: Page, name: string): Promise<void> {
  await expectGoodScreen(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

test('a case is handed on whole and sealed, in part and open, and taken in', async ({ launch, folder }) => {
  test.setTimeout(900_000);
  const { page, inMain, quit } = await launch();
  await loaded(page);
  await openSample(page);
  await pickDevice(page, 'pump-07', 'plant');
  await createCase(page);
  await runAllSteps(page);
  const sealedPath = join(folder, 'handed on.zip.age');
  const dialog = page.getByRole('dialog');

  await test.step('the report', async () => {
    const before = Number.parseInt(await page.getByText(/^\d+ custody events/).innerText(), 10);
    await command(page, 'Export PDF').click();
    await expect(dialog.getByRole('textbox', { name: 'File' })).toHaveValue(/\.pdf$/);
    await expectGoodBothWays(page, 'export-report');
    await dialog.getByRole('textbox', { name: 'File' }).press('Enter');
    await expect(page.getByTestId('report-written')).toContainText('pages', { timeout: 60_000 });
    await expectGoodScreen(page, 'export-report-written');
    await dialog.getByRole('button', { name: 'Close' }).click();
    await command(page, 'Export PDF').click();
    await dialog.getByRole('button', { name: 'Export' }).click();
    const free = dialog.getByRole('button', { name: /^Use .* \(2\)\.pdf$/ });
    await expect(free).toBeVisible({ timeout: 60_000 });
    await expectGoodScreen(page, 'export-report-exists');
    await free.click();
    await expect(page.getByTestId('report-written')).toContainText('(2).pdf', { timeout: 60_000 });
    // The focus has to stay in the dialog when its form goes, or no key would reach it.
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByText(`${before + 2} custody events`)).toBeVisible();
  });

  await test.step('whole, with a passphrase typed twice', async () => {
    await command(page, 'Export case').click();
    await expect(dialog.getByRole('textbox', { name: 'File' })).toHaveValue(/\.zip\.age$/);
    await expectGoodBothWays(page, 'export-case');
    await dialog.getByLabel(/^Passphrase(?! again)/).fill(passphrase);
    await expect(dialog).toContainText('Strong');
    await dialog.getByLabel('Passphrase again').fill('otter');
    await expect(dialog).toContainText('The two are not the same.');
    await expect(dialog.getByRole('button', { name: 'Export' })).toHaveAttribute('aria-disabled', 'true');
    await expectGoodScreen(page, 'export-case-differs');
    await dialog.getByLabel('Passphrase again').fill(passphrase);
    await dialog.getByRole('textbox', { name: /^For whom/ }).fill('Hospital IT');
    await dialog.getByRole('textbox', { name: 'File' }).fill(sealedPath);
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByTestId('case-sent')).toContainText('The whole case', { timeout: 60_000 });
    await expectGoodBothWays(page, 'export-case-written');
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('a part, open', async () => {
    await command(page, 'Export case').click();
    await dialog.getByRole('radio', { name: 'A part of it' }).check();
    await dialog.getByRole('button', { name: 'None' }).click();
    await dialog.getByRole('checkbox', { name: /^E1 / }).check();
    await dialog.getByRole('checkbox', { name: 'Seal it with a passphrase' }).uncheck();
    await expectGoodBothWays(page, 'export-case-part');
    await dialog.getByRole('button', { name: 'Export' }).click();
    await expect(page.getByTestId('case-sent')).toContainText('left out', { timeout: 60_000 });
    await expect(page.getByTestId('case-sent')).toContainText('not sealed');
    await dialog.getByRole('button', { name: 'Close' }).click();
  });

  await test.step('taken in with the sender’s chain', async () => {
    await command(page, 'Close').click();
    await loaded(page);
    await expectGoodScreen(page, 'start-with-import');
    await inMain(({ dialog: system }, path) => {
      system.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, sealedPath);
    await page.getByRole('button', { name: /^Import a portable case/ }).click();
    const typedPassphrase = dialog.locator('input[type=password]');
    await expect(dialog.getByRole('button', { name: 'Import' })).toHaveAttribute('aria-disabled', 'true');
    await expectGoodBothWays(page, 'import-case');
    await typedPassphrase.fill('something else');
    await typedPassphrase.press('Enter');
    await expect(dialog).toContainText('The passphrase does not open', { timeout: 60_000 });
    await expectGoodBothWays(page, 'import-case-wrong-passphrase');
    await typedPassphrase.fill(passphrase);
    await dialog.getByRole('textbox', { name: 'Case file' }).fill(join(folder, 'taken in.casefile'));
    await dialog.getByRole('button', { name: 'Import' }).click();
    await expect(page.getByTestId('case-taken')).toContainText('The whole case', { timeout: 60_000 });
    await expectGoodBothWays(page, 'import-case-done');
    await dialog.getByRole('button', { name: 'Open the case' }).click();
    await loaded(page, 'case');
    await goTo(page, /Custody/);
    await expect(page.getByText('import', { exact: true }).first()).toBeVisible();
  });
  await quit();
  await expectOnePlainFile(join(folder, 'taken in.casefile'));
});
