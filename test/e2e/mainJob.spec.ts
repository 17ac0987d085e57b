import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
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
  question,
  runAllSteps,
  selectRow,
} from './support/screens.ts';
import { expect, test } from './support/test.ts';

const asked = 'Are the users that logged in, supposed to log in?';

test('from the sample workspace to a report, and back to the case when its logs are gone', async ({
  launch,
  folder,
}) => {
  test.setTimeout(600_000);
  const first = await launch();
  const { page } = first;
  let casePath = '';

  await test.step('start', async () => {
    await noteViolations(page);
    await loaded(page);
    await expect(page.getByText('No cases yet')).toBeVisible();
    await expectGoodScreen(page, 'start');
  });

  await test.step('open the sample and pick the device', async () => {
    await openSample(page);
    await pickDevice(page, 'pump-07', 'plant');
    await page.getByRole('textbox', { name: 'Examiner' }).fill('Kim Example');
    await expectGoodScreen(page, 'new-investigation');
  });

  await test.step('run all steps', async () => {
    casePath = await createCase(page);
    await expectGoodScreen(page, 'case-new');
    expect(await runAllSteps(page)).toContain('none failed');
    await expect(page.getByTestId('observations').getByRole('listitem').first()).toBeVisible();
    await expectGoodScreen(page, 'case-overview');
  });

  await test.step('answer a question and cite the row behind it', async () => {
    await goTo(page, /User logins/);
    await selectRow(page, ['pi', 'success', 'remote']);
    const card = question(page, asked);
    await card.getByRole('radio', { name: 'Unexpected', exact: true }).check();
    await card
      .getByRole('textbox', { name: 'Reason' })
      .fill('pi signed in from 203.0.113.9 after a day of failures. Nobody of ours works from there.');
    await card.getByRole('button', { name: 'Cite 1 selected row' }).click();
    await card.getByRole('button', { name: 'Save the answer' }).click();
    await expect(card.getByText(/revision 1$/)).toBeVisible();
    await expectGoodScreen(page, 'step-answered');
  });

  await test.step('write a note', async () => {
    await command(page, 'Add note').click();
    await page.getByRole('textbox', { name: 'New note' }).fill('**Isolated** the pump from the network at 09:40 UTC.');
    await page.getByRole('button', { name: 'Save the note' }).click();
    await expect(page.getByRole('article', { name: 'Note 1' }).getByText('Isolated')).toBeVisible();
    await expectGoodScreen(page, 'notes');
  });

  await test.step('export the report', async () => {
    await command(page, 'Export PDF').click();
    await expectGoodScreen(page, 'export');
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await expect(page.getByTestId('report-written')).toBeVisible({ timeout: 120_000 });
    const pdf = await readFile(casePath.replace(/\.casefile$/, '.pdf'));
    expect(pdf.subarray(0, 5).toString('latin1')).toBe('%PDF-');
    await page.getByRole('button', { name: 'Close', exact: true }).last().click();
  });

  await test.step('verify, and look at the custody log', async () => {
    await command(page, 'Verify').click();
    await expect(page.getByText('The case file verifies')).toBeVisible({ timeout: 60_000 });
    await goTo(page, /^Custody log/);
    await expect(page.getByRole('cell', { name: 'report', exact: true })).toBeVisible();
    await expectGoodScreen(page, 'custody');
  });

  await test.step('nothing broke the content security policy', async () => {
    expect(await violations(page)).toEqual([]);
    expect(await page.pageErrors()).toEqual([]);
  });

  await test.step('quit leaves one plain file', async () => {
    expect(await first.quit()).toBe(0);
    await expectOnePlainFile(casePath);
    expect((await stat(casePath)).size).toBeGreaterThan(50_000);
  });

  await test.step('reopen offline: the logs are gone, the case is whole', async () => {
    await rename(join(folder, 'Casebook', 'Sample workspace'), join(folder, 'moved away'));
    const { page: offline, inMain } = await launch();
    await loaded(offline);
    await expectGoodScreen(offline, 'start-with-cases');
    await offline
      .getByRole('button', { name: /pump-07/ })
      .first()
      .click();
    await loaded(offline, 'case');
    await expect(offline.getByText('Source not reachable: saved exhibits only')).toBeVisible();
    await goTo(offline, /User logins/);
    const card = question(offline, asked);
    await expect(card.getByRole('radio', { name: 'Unexpected', exact: true })).toBeChecked();
    await card.getByRole('button', { name: /^E\d+ row \d+$/ }).click();
    await expect(offline.getByRole('region', { name: /^Row \d+ in full$/ })).toBeVisible();
    await expectGoodScreen(offline, 'offline');
    await offline.emulateMedia({ colorScheme: 'dark' });
    await expectGoodScreen(offline, 'offline-dark');
    await goTo(offline, /^Notes/);
    await expect(offline.getByRole('article', { name: 'Note 1' })).toBeVisible();
    await command(offline, 'Verify').click();
    await expect(offline.getByText('The case file verifies')).toBeVisible({ timeout: 60_000 });
    await command(offline, 'Close').click();
    await loaded(offline);
    await inMain(({ app }, path) => {
      app.emit('second-instance', {}, ['casebook', path], '.');
    }, casePath);
    await loaded(offline, 'case');
  });
});
