import type { Page } from '@playwright/test';
import { noteViolations, violations } from './support/policy.ts';
import { command, createCase, expectGoodScreen, goTo, loaded, openSample, pickDevice } from './support/screens.ts';
import { expect, test } from './support/test.ts';

const editor = (page: Page) => page.getByRole('textbox', { name: 'KQL query' });
const proposals = (page: Page) => page.getByRole('listbox');
const problems = (page: Page) => page.getByRole('region', { name: 'Problems' });
const clear = async (page: Page) => {
  await editor(page).press('ControlOrMeta+a');
  await editor(page).press('Delete');
};

/** CodeMirror takes no key for a list of proposals that opened less than 75 ms ago, lest somebody's next line break pick one. */
async function acceptProposal(page: Page): Promise<void> {
  await page.waitForTimeout(200);
  await editor(page).press('Enter');
}

test('a query is written, completed, checked, explained, laid out and run', async ({ launch }) => {
  test.setTimeout(600_000);
  const { page } = await launch();
  await noteViolations(page);
  await loaded(page);
  await openSample(page);
  await pickDevice(page, 'pump-07', 'plant');
  await createCase(page);
  await command(page, 'New query').click();
  await expect(editor(page)).toBeVisible();

  await test.step('completion of operators, columns and functions', async () => {
    await editor(page).pressSequentially('SecurityIoTRawEvent | whe', { delay: 20 });
    await expect(proposals(page).getByRole('option', { name: /^where/ })).toBeVisible();
    await acceptProposal(page);
    await expect(editor(page)).toContainText('| where');
    await expect(problems(page).getByText('has not been read yet')).toBeHidden({ timeout: 60_000 });
    await editor(page).pressSequentially('RawEventN', { delay: 20 });
    await expect(proposals(page).getByRole('option', { name: /^RawEventName/ })).toContainText('string column');
    await expectGoodScreen(page, 'query-completion');
    await acceptProposal(page);
  });

  await test.step('values of a column with few of them', async () => {
    await editor(page).pressSequentially(' == "Log', { delay: 20 });
    await proposals(page)
      .getByRole('option', { name: /^"Login"/ })
      .click();
    await expect(editor(page)).toContainText('RawEventName == "Login"');
    await expect(editor(page)).not.toContainText('"Login""');
  });

  await test.step('a problem with its place and what to do, and the way to it', async () => {
    await editor(page).pressSequentially('\n| where Nothing == 1', { delay: 10 });
    await editor(page).press('Escape');
    const problem = problems(page).getByRole('button', { name: /2:9.*Nothing.*Correct the name/ });
    await expect(problem).toBeVisible();
    await expect(page.locator('.cm-lintRange-error')).toHaveText('Nothing');
    await expectGoodScreen(page, 'query-problem');
    await editor(page).press('ControlOrMeta+Enter');
    await expect(page.getByRole('alert').filter({ hasText: 'Nothing was run. Line 2, column 9' })).toBeVisible();
    await problem.click();
    await expect(editor(page)).toBeFocused();
  });

  await test.step('hover and signature help', async () => {
    await clear(page);
    await editor(page).pressSequentially('SecurityIoTRawEvent | summarize Events = count() by bin(', { delay: 10 });
    await expect(page.locator('.kql-signature strong')).toHaveText('value');
    await editor(page).pressSequentially('TimeGenerated, ', { delay: 10 });
    await expect(page.locator('.kql-signature strong')).toHaveText('roundTo');
    await editor(page).pressSequentially('1h', { delay: 10 });
    await editor(page).press('End');
    await editor(page).press('Escape');
    await page.locator('.kql-column', { hasText: 'TimeGenerated' }).hover();
    await expect(page.locator('.kql-hover')).toContainText('TimeGenerated: datetime');
    await page.mouse.move(0, 0);
  });

  await test.step('layout, run, and the answer', async () => {
    await page.getByRole('button', { name: 'Format', exact: true }).click();
    await expect(page.locator('.cm-line')).toHaveCount(2);
    await expect(problems(page).getByText('No problems')).toBeVisible();
    await editor(page).press('Shift+Enter');
    await expect(page.getByTestId('provenance')).toContainText('Exhibit 1', { timeout: 120_000 });
    await expect(page.getByTestId('result-grid').getByRole('columnheader', { name: /Events/ })).toBeVisible();
    // Without a sort the order of the rows is not promised, so any of the hours may be in sight.
    await expect(page.getByRole('gridcell', { name: /^2019-04-\d\dT\d\d:00:00\.0000000Z$/ }).first()).toBeVisible();
    await expectGoodScreen(page, 'query-answered');
  });

  await test.step('history, and the run among the own queries', async () => {
    await clear(page);
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await page.getByRole('menuitem', { name: /^E1 / }).click();
    await expect(editor(page)).toContainText('summarize Events');
    await goTo(page, /^E1 /);
    await page.getByRole('button', { name: 'Query', exact: true }).click();
    await expect(page.getByRole('textbox', { name: 'Query text' })).toContainText('summarize Events');
    await expect(page.locator('.kql-text .kql-operator').first()).toHaveText('summarize');
    await page.getByRole('button', { name: 'Edit as a new query' }).click();
    await expect(editor(page)).toContainText('summarize Events');
  });

  await test.step('a query over the saved exhibit', async () => {
    await clear(page);
    await editor(page).pressSequentially('exhibit(1) | where Even', { delay: 20 });
    await expect(proposals(page).getByRole('option', { name: /^Events/ })).toBeVisible();
    await editor(page).press('Escape');
    await editor(page).press('Escape');
    await clear(page);
    await editor(page).pressSequentially('exhibit(1) | summarize sum(Events)', { delay: 5 });
    await editor(page).press('Escape');
    await editor(page).press('ControlOrMeta+Enter');
    await expect(page.getByTestId('provenance')).toContainText('Exhibit 2', { timeout: 60_000 });
    await expect(problems(page).getByText('No problems')).toBeVisible();
  });

  await test.step('the keyboard gets out of the editor', async () => {
    await editor(page).focus();
    await editor(page).press('Escape');
    await editor(page).press('Tab');
    await expect(editor(page)).not.toBeFocused();
  });

  await test.step('a megabyte does not freeze the window', async () => {
    await clear(page);
    await editor(page).focus();
    await page.evaluate((text) => {
      const clipboard = new DataTransfer();
      clipboard.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }),
      );
    }, 'SecurityAlert | where AlertName != "x" // line\n'.repeat(22_000));
    await expect(problems(page).getByText('too long to be checked while you type')).toBeVisible();
    await clear(page);
    await expect(problems(page).getByText('No problems')).toBeVisible();
  });

  await test.step('dark', async () => {
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await page.getByRole('menuitem', { name: /^E1 / }).click();
    await page.emulateMedia({ colorScheme: 'dark' });
    await editor(page).press('ControlOrMeta+End');
    await editor(page).pressSequentially('\n| where Ev', { delay: 20 });
    await expect(proposals(page).getByRole('option', { name: /^Events/ })).toBeVisible();
    await expectGoodScreen(page, 'query-dark');
  });

  expect(await violations(page)).toEqual([]);
  expect(await page.pageErrors()).toEqual([]);
});
