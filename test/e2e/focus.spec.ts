import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { command, createCase, goTo, loaded, openSample, pickDevice } from './support/screens.ts';
import { expect, test } from './support/test.ts';

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const dialog = (page: Page) => page.getByRole('dialog');

/** Presses a button by the keyboard; what it opens is closed by `close`, and the button has the focus again. */
async function expectFocusBack(page: Page, name: string, close: () => Promise<void>): Promise<void> {
  await button(page, name).press('Enter');
  await close();
  await expect(button(page, name)).toBeFocused();
}

test('what was opened by a control gives the focus back to it', async ({ launch, folder }) => {
  const { page, inMain, quit } = await launch();
  await loaded(page);
  const leave = async () => {
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press('Escape');
  };
  await expectFocusBack(page, 'Sign in to Azure', leave);
  await openSample(page);
  await pickDevice(page, 'pump-07', 'plant');
  await createCase(page);
  const discard = () => button(page, 'Discard').press('Enter');
  const cancel = () => dialog(page).getByRole('button', { name: 'Cancel' }).press('Enter');

  await test.step('notes', async () => {
    await goTo(page, /^Notes/);
    await expectFocusBack(page, 'Write a note', discard);
    await expectFocusBack(page, 'Write a note', async () => {
      await page.keyboard.type('Isolated the pump.');
      await command(page, 'Close').press('Enter');
      await dialog(page).getByRole('button', { name: 'Stay' }).press('Enter');
      await expect(command(page, 'Close')).toBeFocused();
      await button(page, 'Save the note').press('Enter');
    });
    await expectFocusBack(page, 'Revise note 1', discard);
    await expectFocusBack(page, 'Revise note 1', () => button(page, 'Save the revision').press('Enter'));
  });

  await test.step('findings', async () => {
    await goTo(page, /^Findings/);
    await expectFocusBack(page, 'Write a finding', discard);
    await button(page, 'Write a finding').press('Enter');
    await page.keyboard.type('Password guessed');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('article', { name: /^Finding 1/ })).toBeFocused();
    await expectFocusBack(page, 'Delete finding 1', leave);
    await expectFocusBack(page, 'Delete finding 1', cancel);
    await button(page, 'Delete finding 1').press('Enter');
    await page.keyboard.type('Written twice.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Findings', exact: true })).toBeFocused();
  });

  await test.step('the expected state', async () => {
    await goTo(page, /^Expected state/);
    await expectFocusBack(page, 'Start with none', discard);
    await expectFocusBack(page, 'Start with none', async () => {
      await page.keyboard.type('Pump, clean');
      await button(page, 'Save in the case').press('Enter');
    });
    await expectFocusBack(page, 'Edit Pump, clean', discard);
    await expectFocusBack(page, 'Delete Pump, clean', cancel);
    await expectFocusBack(page, 'Learn from this case', discard);
    await button(page, 'Delete Pump, clean').press('Enter');
    await page.keyboard.type('It was a test.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Expected state', exact: true })).toBeFocused();
  });

  await test.step('attachments', async () => {
    const original = join(folder, 'mail.eml');
    await writeFile(original, 'From: operator\n');
    await inMain(({ dialog: system }, path) => {
      system.showOpenDialog = (async () => ({ canceled: false, filePaths: [path] })) as never;
    }, original);
    await goTo(page, /^Attachments/);
    await expectFocusBack(page, 'Attach a file…', cancel);
    await expectFocusBack(page, 'Attach a file…', () => button(page, 'Attach').press('Enter'));
    await expectFocusBack(page, 'Delete mail.eml', leave);
    await button(page, 'Delete mail.eml').press('Enter');
    await page.keyboard.type('It belongs to another case.');
    await page.keyboard.press('Control+Enter');
    await expect(page.getByRole('region', { name: 'Attachments', exact: true })).toBeFocused();
  });

  await test.step('the dialogs of the command bar, and the search', async () => {
    for (const name of ['Export PDF', 'Export case']) {
      await command(page, name).press('Enter');
      await cancel();
      await expect(command(page, name)).toBeFocused();
    }
    await page.keyboard.press('Control+K');
    await leave();
    await expect(command(page, 'Export case')).toBeFocused();
  });
  expect(await quit()).toBe(0);
});
