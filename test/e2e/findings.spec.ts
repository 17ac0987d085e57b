import type { Page } from '@playwright/test';
import { noteViolations, violations } from './support/policy.ts';
import {
  command,
  createCase,
  expectGoodScreen,
  expectOnePlainFile,
  goTo,
  loaded,
  openSample,
  pickDevice,
  rowOf,
  runAllSteps,
  selectRow,
} from './support/screens.ts';
import { expect, test } from './support/test.ts';

const title = 'pi signed in after its password was guessed';
const beside = (page: Page) => page.getByRole('region', { name: 'Selected rows' });
const finding = (page: Page) => page.getByRole('article', { name: /^Finding 1/ });
const entry = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Case', exact: true }).getByRole('button', { name });

test('a finding and a bookmark from the rows that show them, and back to the rows', async ({ launch }) => {
  test.setTimeout(600_000);
  const first = await launch();
  const { page } = first;
  let casePath = '';

  await test.step('a case without findings and bookmarks', async () => {
    await noteViolations(page);
    await loaded(page);
    await openSample(page);
    await pickDevice(page, 'pump-07', 'plant');
    casePath = await createCase(page);
    expect(await runAllSteps(page)).toContain('none failed');
    await goTo(page, /^Bookmarks/);
    await expect(page.getByText('No bookmarks yet')).toBeVisible();
    await goTo(page, /^Findings/);
    await expect(page.getByText('No findings yet')).toBeVisible();
    await expectGoodScreen(page, 'findings-none');
  });

  await test.step('rows go into a new finding by the keyboard alone', async () => {
    await goTo(page, /04 User logins/);
    await expect(beside(page)).toContainText('Select rows');
    await rowOf(page, ['pi', 'success', 'remote']).getByRole('gridcell', { name: 'pi', exact: true }).focus();
    await page.keyboard.press('Space');
    await expect(beside(page)).toContainText('1 row of E');
    for (const reached of ['Clear selection', 'Bookmark', 'Cite in a finding']) {
      await page.keyboard.press('Tab');
      await expect(page.getByRole('button', { name: reached, exact: true })).toBeFocused();
    }
    await page.keyboard.press('Enter');
    await expectGoodScreen(page, 'finding-cite-menu');
    await page.getByRole('menuitem', { name: 'A new finding' }).press('Enter');
    const editor = page.getByRole('region', { name: 'New finding' });
    await expect(editor.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await page.keyboard.type(title);
    await editor.getByRole('combobox', { name: 'Severity' }).selectOption('High');
    await editor.getByRole('textbox', { name: 'ATT&CK techniques' }).fill('T1110.001, brute');
    await expect(editor.getByText('Not a technique: brute')).toBeVisible();
    await expect(editor.getByRole('button', { name: 'Save the finding' })).toBeDisabled();
    await editor.getByRole('textbox', { name: 'ATT&CK techniques' }).fill('T1110.001');
    await editor.getByRole('button', { name: 'Add technique T1078' }).click();
    await editor
      .getByRole('textbox', { name: 'Reason' })
      .fill('A day of failures from **203.0.113.9**, then a success.\n\n- nobody of ours works from there');
    await expectGoodScreen(page, 'finding-editor');
  });

  await test.step('what is written stays while the rows are looked up, and is saved', async () => {
    await page.getByRole('button', { name: /^E\d+ row \d+$/ }).click();
    await expect(page.getByRole('heading', { name: 'User logins' })).toBeVisible();
    await command(page, 'Close').click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Stay' }).click();
    await goTo(page, /^Findings/);
    const editor = page.getByRole('region', { name: 'New finding' });
    await expect(editor.getByRole('textbox', { name: 'ATT&CK techniques' })).toHaveValue('T1110.001, T1078');
    await editor
      .getByRole('textbox', { name: 'Alternatives considered' })
      .fill('A colleague abroad: asked, and none was.');
    await page.keyboard.press('Control+Enter');
    await expect(finding(page)).toBeFocused();
    await expect(finding(page)).toContainText('ATT&CK T1110.001, T1078');
    await expect(entry(page, /^Findings/)).toContainText('1');
  });

  await test.step('another row is cited in it, and it is revised', async () => {
    await goTo(page, /04 User logins/);
    await selectRow(page, ['maint', 'success', 'remote']);
    await beside(page).getByRole('button', { name: 'Cite in a finding' }).click();
    await page.getByRole('menuitem', { name: /^Finding 1:/ }).click();
    await expect(beside(page).getByRole('status')).toHaveText('1 row cited in finding 1.');
    await goTo(page, /^Findings/);
    await expect(finding(page).getByRole('list', { name: 'Cited rows' }).getByRole('listitem')).toHaveCount(2);
    await finding(page).getByRole('button', { name: 'Revise finding 1' }).click();
    await finding(page).getByRole('combobox', { name: 'Severity' }).selectOption('Critical');
    await goTo(page, /04 User logins/);
    await selectRow(page, ['pi', 'success', 'local']);
    await beside(page).getByRole('button', { name: 'Cite in a finding' }).click();
    await page.getByRole('menuitem', { name: /^Finding 1:/ }).click();
    await expect(beside(page).getByRole('status')).toContainText('The revision is not saved yet.');
    await goTo(page, /^Findings/);
    await expect(finding(page).getByRole('combobox', { name: 'Severity' })).toHaveValue('critical');
    await finding(page).getByRole('button', { name: 'Save the revision' }).click();
    await expect(finding(page).getByRole('button', { name: 'Revise finding 1' })).toBeFocused();
    await finding(page)
      .getByText(/^Revision 3/)
      .click();
    await expect(finding(page).getByText(/^Revision 1, /)).toBeVisible();
    await expectGoodScreen(page, 'findings');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectGoodScreen(page, 'findings-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('rows are bookmarked once, with a comment', async () => {
    await goTo(page, /04 User logins/);
    await selectRow(page, ['pi', 'success', 'remote']);
    await beside(page).getByRole('button', { name: 'Bookmark' }).click();
    await page.keyboard.type('Ask the night shift who this was.');
    await expectGoodScreen(page, 'bookmark-rows');
    await beside(page).getByRole('button', { name: 'Bookmark 1 row' }).click();
    await expect(beside(page).getByRole('status')).toHaveText('1 row bookmarked.');
    await expect(beside(page).getByRole('button', { name: 'Bookmarked' })).toBeDisabled();
    await expect(beside(page).getByRole('button', { name: 'Bookmarked' })).toBeFocused();
    await goTo(page, /^Bookmarks/);
    const card = page.getByRole('article', { name: /User logins/ });
    await expect(card).toContainText('Ask the night shift who this was.');
    await expect(card).toContainText('203.0.113.9');
    await card.getByRole('button', { name: /^Revise/ }).click();
    await card.getByRole('textbox', { name: 'Comment' }).fill('Asked: nobody.');
    await card.getByRole('button', { name: 'Save the comment' }).click();
    await card.getByText(/^Revision 2/).click();
    await expect(card.getByText('Ask the night shift who this was.')).toBeVisible();
    await expectGoodScreen(page, 'bookmarks');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectGoodScreen(page, 'bookmarks-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  await test.step('the overview leads to the finding and to an open question', async () => {
    await goTo(page, /^Overview/);
    await expectGoodScreen(page, 'overview-findings');
    await page.getByTestId('findings-by-severity').getByRole('button', { name: title }).click();
    await expect(finding(page)).toBeFocused();
    await goTo(page, /^Overview/);
    const asked = 'Are the users that logged in, supposed to log in?';
    await page.getByRole('region', { name: 'Open questions' }).getByRole('button', { name: asked }).click();
    await expect(page.getByRole('article', { name: asked })).toBeFocused();
  });

  await test.step('all of it is in the file, leads to its rows, and is deleted with a reason', async () => {
    expect(await violations(page)).toEqual([]);
    expect(await first.quit()).toBe(0);
    await expectOnePlainFile(casePath);
    const again = await launch({ caseFile: casePath });
    const reopened = again.page;
    await loaded(reopened, 'case');
    await goTo(reopened, /^Findings/);
    await expect(finding(reopened)).toContainText('Critical');
    await goTo(reopened, /^Bookmarks/);
    await reopened.getByRole('button', { name: /^E\d+ row \d+$/ }).click();
    await expect(reopened.getByRole('region', { name: /^Row \d+ in full/ })).toContainText('203.0.113.9');
    await goTo(reopened, /^Findings/);
    await reopened.getByRole('button', { name: 'Delete finding 1' }).click();
    const dialog = reopened.getByRole('dialog', { name: 'Delete finding 1?' });
    await expect(dialog.getByRole('button', { name: 'Delete' })).toBeDisabled();
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('It is part of another finding.');
    await expectGoodScreen(reopened, 'finding-delete');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await expect(reopened.getByText('No findings yet')).toBeVisible();
    expect(await again.quit()).toBe(0);
  });
});
