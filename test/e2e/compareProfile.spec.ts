import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { noteViolations, violations } from './support/policy.ts';
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
import type { Workbench } from './support/workbench.ts';

/** The attack on pump-07 begins on the evening of 17 April 2019; the case that is known to be good ends before it. */
const beforeAttack = '2019-04-17T12:00:00Z';

/** Answers the system's next dialogs with a path. */
const choosing = (inMain: Workbench['inMain'], path: string) =>
  inMain(({ dialog }, chosen) => {
    dialog.showOpenDialog = (async () => ({ canceled: false, filePaths: [chosen] })) as never;
    dialog.showSaveDialog = (async () => ({ canceled: false, filePath: chosen })) as never;
  }, path);

/** A case of the attacked device, over a part of the window where `more` says so, with every step run. */
async function investigate(page: Page, more: { readonly title: string; readonly to?: string }): Promise<string> {
  await openSample(page);
  await pickDevice(page, 'pump-07', 'plant');
  await page.getByRole('textbox', { name: 'Title' }).fill(more.title);
  const file = page.getByRole('textbox', { name: 'Case file' });
  await file.fill((await file.inputValue()).replace(/[^\\/]*$/, `${more.title}.casefile`));
  if (more.to) await page.getByRole('textbox', { name: 'To (not included)' }).fill(more.to);
  const path = await createCase(page);
  await runAllSteps(page);
  return path;
}

/** The first row of a table that holds a text; rows that hold a table of their own come before the rows of that. */
const rowOf = (page: Page, table: string, text: string | RegExp) =>
  page.getByTestId(table).getByRole('row').filter({ hasText: text }).first();

/** Looks at a screen in both colour schemes. */
async function expectGoodBoth(page: Page, name: string): Promise<void> {
  await expectGoodScreen(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
}

test('before and after, the expected state, and files kept with the case', async ({ launch, folder }) => {
  test.setTimeout(600_000);
  const { page, inMain, quit } = await launch();
  await noteViolations(page);
  await loaded(page);
  await investigate(page, { title: 'pump-07 before', to: beforeAttack });
  await command(page, 'Close').click();
  await loaded(page);
  const casePath = await investigate(page, { title: 'pump-07 after' });

  await test.step('compare with the case from before', async () => {
    await goTo(page, /^Compare/);
    await expectGoodScreen(page, 'compare-choose');
    await page.getByRole('list', { name: 'Recent cases' }).getByRole('button', { name: 'pump-07 before' }).click();
    await expect(page.getByTestId('compared-cases')).toContainText('Before: the other case', { timeout: 60_000 });
    const users = rowOf(page, 'compared-steps', /hardened query.*E\d+/).filter({ hasText: /users/i });
    await expect(users).toBeVisible();
    await users.getByRole('button').click();
    await expect(page.getByRole('cell', { name: 'sysupd', exact: true })).toBeVisible();
    await expect(page.getByRole('rowheader', { name: /added: only in the later answer/ })).toBeVisible();
    await users.scrollIntoViewIfNeeded();
    await expectGoodBoth(page, 'compare-cases');
  });

  await test.step('a row of this case is one click away, and the comparison is still there', async () => {
    await page
      .getByRole('row')
      .filter({ has: page.getByRole('cell', { name: 'sysupd', exact: true }) })
      .last()
      .getByRole('button', { name: /^E\d+ row \d+$/ })
      .click();
    await expect(page.getByRole('region', { name: /^Row \d+ in full$/ })).toContainText('sysupd');
    await goTo(page, /^Compare/);
    await expect(page.getByTestId('compared-cases')).toBeVisible();
    await page.getByRole('radio', { name: 'after this one' }).check();
    await expect(page.getByText('The case that stands before covers the later time.')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('two answers of one query', async () => {
    await goTo(page, /03 Open ports/);
    await page.getByRole('button', { name: 'Run again' }).click();
    await expect(page.getByRole('combobox', { name: 'Runs of this query' })).toBeVisible({ timeout: 60_000 });
    await goTo(page, /^Compare/);
    await page.getByRole('tab', { name: 'Two answers of one query' }).click();
    await expect(page.getByText(/^Both answers hold the same rows, by /)).toBeVisible();
    await expectGoodScreen(page, 'compare-answers');
  });

  await test.step('any two exhibits, by columns that the examiner names', async () => {
    await page.getByRole('tab', { name: 'Any two exhibits' }).click();
    const after = page.getByRole('combobox', { name: 'After' });
    const [newest = '', older = ''] = await after
      .getByRole('option', { name: /^E\d+: Open ports, / })
      .evaluateAll((options) => options.map((option) => option.getAttribute('value') ?? ''));
    await after.selectOption(newest);
    await page.getByRole('combobox', { name: 'Before' }).selectOption(older);
    await expect(page.getByText('Say which columns name the thing')).toBeVisible();
    await page.getByRole('combobox', { name: 'LocalPort' }).selectOption('Names the thing');
    await expect(page.getByRole('list', { name: 'Differences' })).toBeVisible();
    await expectGoodScreen(page, 'compare-any');
  });

  await test.step('the expected state is learned, edited, and saved', async () => {
    await goTo(page, /^Expected state/);
    await expectGoodScreen(page, 'profile-none');
    await page.getByRole('button', { name: 'Learn from another case…' }).click();
    await page.getByRole('list', { name: 'Recent cases' }).getByRole('button', { name: 'pump-07 before' }).click();
    const editor = page.getByRole('region', { name: 'New expected state' });
    await expect(editor).toContainText('Learned from “pump-07 before”', { timeout: 60_000 });
    await editor.getByRole('textbox', { name: 'Name', exact: true }).fill('Pump, clean');
    await editor.getByRole('button', { name: 'Add to Origins' }).click();
    await expect(editor.getByText('Write an address or a block, or remove the entry.')).toBeVisible();
    await expect(editor.getByRole('button', { name: 'Save in the case' })).toBeDisabled();
    await page.keyboard.type('192.0.2.0/33');
    await expect(editor.getByText(/This is no CIDR block/)).toBeVisible();
    await editor.getByText(/This is no CIDR block/).scrollIntoViewIfNeeded();
    await expectGoodBoth(page, 'profile-editor');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('24');
    await editor.getByRole('button', { name: 'Save in the case' }).click();
    await expect(page.getByRole('article', { name: 'Pump, clean' })).toContainText('Revision 1');
  });

  await test.step('the check names what the attacker left, and leads to its rows', async () => {
    const users = rowOf(page, 'profile-check', /users/i);
    await users.getByRole('button').click();
    await expect(page.getByText('User sysupd is not in the profile.').first()).toBeVisible({ timeout: 60_000 });
    await expectGoodBoth(page, 'profile-check');
    await page
      .getByRole('row')
      .filter({ has: page.getByText('User logger is not expected in sudo.') })
      .last()
      .getByRole('button', { name: /^E\d+ row \d+$/ })
      .click();
    const grid = page.getByTestId('result-grid');
    await expect(grid.getByRole('gridcell', { name: 'New', exact: true }).first()).toBeVisible();
    await expect(grid.getByRole('gridcell', { name: 'Expected', exact: true }).first()).toBeVisible();
    await expect(page.getByRole('region', { name: /^Row \d+ in full$/ })).toContainText('is not expected in sudo');
    await expectGoodBoth(page, 'profile-marks');
  });

  await test.step('a revision, its history, and the way to a file and back', async () => {
    await goTo(page, /^Expected state/);
    await page.getByRole('button', { name: 'Edit Pump, clean' }).click();
    const editor = page.getByRole('region', { name: /^Expected state \d+, revised$/ });
    await editor.getByRole('button', { name: 'Remove 192.0.2.0/24' }).click();
    await editor.getByRole('button', { name: 'Save the revision' }).click();
    const card = page.getByRole('article', { name: 'Pump, clean' });
    await expect(card).toContainText('Revision 2');
    await card.getByRole('button', { name: 'History of Pump, clean' }).click();
    await expect(card.getByRole('list', { name: /^Revisions of/ })).toContainText('removed: 192.0.2.0/24');
    const shared = join(folder, 'pump.json');
    await choosing(inMain, shared);
    await card.getByRole('button', { name: 'Save to a file…: Pump, clean' }).click();
    await expect(card.getByText(`Written to ${shared}.`)).toBeVisible();
    await page.getByRole('button', { name: 'Take from a file…' }).click();
    const taken = page.getByRole('region', { name: 'New expected state' });
    await expect(taken.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Pump, clean');
    await taken.getByRole('button', { name: 'Discard' }).click();
    await writeFile(shared, '{"format":"other"}');
    await page.getByRole('button', { name: 'Take from a file…' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'is no profile: format' })).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expectGoodScreen(page, 'profile-history');
  });

  await test.step('a file is attached, copied out and deleted with a reason', async () => {
    const original = join(folder, 'mail.eml');
    await writeFile(original, 'From: operator\n\nThe pump restarts at night.\n');
    await goTo(page, /^Attachments/);
    await expect(page.getByText('A file may have up to 50 million bytes')).toBeVisible();
    await choosing(inMain, original);
    await page.getByRole('button', { name: 'Attach a file…' }).click();
    await page
      .getByRole('textbox', { name: 'What it is, and where it comes from' })
      .fill('The operator’s first report');
    await expectGoodScreen(page, 'attachment-add');
    await page.getByRole('button', { name: 'Attach', exact: true }).click();
    const row = page.getByRole('row').filter({ hasText: 'mail.eml' });
    const sha256 = createHash('sha256')
      .update(await readFile(original))
      .digest('hex');
    await expect(row.getByText(sha256.slice(0, 12))).toBeVisible();
    const copy = join(folder, 'copy.eml');
    await choosing(inMain, copy);
    await row.getByRole('button', { name: 'Save a copy of mail.eml' }).click();
    await expect(page.getByText(`Saved to ${copy}`)).toBeVisible();
    expect(await readFile(copy, 'utf8')).toBe(await readFile(original, 'utf8'));
    await row.getByRole('button', { name: 'Save a copy of mail.eml' }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'exists already' })).toBeVisible();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await expectGoodBoth(page, 'attachments');
    await row.getByRole('button', { name: 'Delete mail.eml' }).click();
    await page.getByRole('textbox', { name: 'Reason' }).fill('It belongs to another case.');
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(page.getByText('No attachments yet')).toBeVisible();
  });

  await test.step('the case verifies, and nothing broke the content security policy', async () => {
    await command(page, 'Verify').click();
    await expect(page.getByText('The case file verifies')).toBeVisible({ timeout: 60_000 });
    expect(await violations(page)).toEqual([]);
    expect(await page.pageErrors()).toEqual([]);
    expect(casePath).toContain('pump-07 after');
  });
  expect(await quit()).toBe(0);
});
