import { rm, writeFile } from 'node:fs/promises';
import {
  command,
  createCase,
  expectGoodScreen,
  goTo,
  loaded,
  openSample,
  pickDevice,
  runAllSteps,
} from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('a text is found in the open case and over the recent ones, and Enter goes to its row or note', async ({
  launch,
}) => {
  test.setTimeout(600_000);
  const { page } = await launch();
  await loaded(page);
  await openSample(page);
  await pickDevice(page, 'pump-07', 'plant');
  const path = await createCase(page);
  await runAllSteps(page);
  await command(page, 'Add note').click();
  await page.getByRole('textbox', { name: 'New note' }).fill('Called 203.0.113.9’s owner <b>"twice"</b>.');
  await page.getByRole('button', { name: 'Save the note' }).click();

  const field = page.getByRole('combobox', { name: 'Text to find' });
  const options = page.getByRole('listbox', { name: 'Search results' }).getByRole('option');

  await test.step('the note, by the keyboard alone', async () => {
    await goTo(page, /^Overview/);
    await page.keyboard.press('Control+k');
    await field.fill('<b>"tw');
    await expect(options).toHaveCount(1);
    await expect(page.getByRole('status').filter({ hasText: /^1 place in 1 case\.$/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('article', { name: 'Note 1' })).toBeVisible();
    await expect(field).toBeHidden();
  });

  await test.step('an answer, at its question', async () => {
    await goTo(page, /04 User logins/);
    const card = page.getByRole('region', { name: 'Questions' }).getByRole('article').last();
    await card.getByRole('radio', { name: 'Unknown', exact: true }).check();
    await card.getByRole('textbox', { name: 'Reason' }).fill('Nobody could say.');
    await card.getByRole('button', { name: 'Save the answer' }).click();
    await expect(card.getByText(/revision 1$/)).toBeVisible();
    await goTo(page, /^Overview/);
    await page.keyboard.press('Control+k');
    await field.fill('NOBODY COULD');
    await expect(options).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(card.getByText('Nobody could say.')).toBeInViewport();
  });

  await test.step('a row, with the arrow keys', async () => {
    await page.keyboard.press('Control+k');
    await field.fill('203.0.113.9');
    await expect(options.nth(2)).toBeVisible();
    const row = options.filter({ hasText: /^Row \d+, / }).first();
    await expect(row).toBeVisible();
    for (let presses = 0; presses < 60 && (await row.getAttribute('aria-selected')) !== 'true'; presses++) {
      await page.keyboard.press('ArrowDown');
    }
    await expect(row).toHaveAttribute('aria-selected', 'true');
    await expectGoodScreen(page, 'search');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectGoodScreen(page, 'search-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('region', { name: /^Row \d+ in full$/ })).toBeVisible();
  });

  await test.step('over the recent cases, from the start page', async () => {
    await command(page, 'Close').click();
    await loaded(page);
    await page.getByRole('button', { name: /^Search the recent cases/ }).click();
    await field.fill('nothing that any case holds');
    await expect(page.getByRole('status').filter({ hasText: /^0 places in 1 case\.$/ })).toBeVisible();
    await field.fill('<b>"tw');
    await expect(options).toHaveCount(1);
    await expectGoodScreen(page, 'search-recent');
    await page.keyboard.press('Enter');
    await loaded(page, 'case');
    await expect(page.getByRole('article', { name: 'Note 1' })).toBeVisible();
  });

  await test.step('a case that is damaged or gone is named', async () => {
    await command(page, 'Close').click();
    await loaded(page);
    await writeFile(path, 'no case at all');
    await page.keyboard.press('Control+k');
    await field.fill('twice');
    const told = page.getByRole('dialog').getByRole('group').filter({ hasText: '1 case not searched' });
    await expect(told).toContainText('is not a Casebook case file');
    await expectGoodScreen(page, 'search-damaged');
    await rm(path);
    await field.fill('twice"');
    await expect(told).toContainText('There is no case file');
    await page.keyboard.press('Escape');
    await expect(field).toBeHidden();
  });
});
