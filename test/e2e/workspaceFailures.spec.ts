import type { Page } from '@playwright/test';
import { faults } from '../support/logAnalyticsService/faults.ts';
import { entraRefusal } from '../support/openIdServer/behaviour.ts';
import { kim, tenantId } from '../support/openIdServer/world.ts';
import { endOf, failing, lacking } from './support/failures.ts';
import { command, expectGoodScreen, goTo, startRun } from './support/screens.ts';
import { button, dialog as signIn, signInElsewhere } from './support/signIn.ts';
import { expect, test } from './support/test.ts';
import { type Azure, launchFor, openLiveCase, startAzure } from './support/workspace.ts';

let azure: Azure;
test.beforeEach(async ({ folder }) => {
  azure = await startAzure(folder);
});
test.afterEach(() => azure.close());

const slow = { timeout: 300_000 };
const panel = (page: Page) => page.getByRole('tabpanel', { name: 'Hardened query' });
const grid = (page: Page) => page.getByTestId('result-grid');
const outcome = (page: Page) => page.getByRole('status').filter({ hasText: /^Ran \d+ queries/ });
const resume = (page: Page) => page.getByRole('button', { name: 'Resume the run' });

async function expectGoodInBothThemes(page: Page, name: string): Promise<void> {
  await expectGoodScreen(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: null });
}

test('every failure of a workspace is told in its words, the run goes on, and what failed is asked again', async ({
  folder,
  launch,
}) => {
  test.setTimeout(600_000);
  const { service } = azure;
  const workbench = await launchFor(azure, folder, launch);
  const { page } = workbench;
  await openLiveCase(workbench);

  for (const { file, fault } of [...failing, ...lacking]) service.when(endOf(file), fault);
  service.when(endOf('15-membership-changes.kql'), faults.throttled('5'), 1);
  const main = page.getByRole('main');
  await startRun(page);
  await expect(main).toContainText(
    /The service asks to wait \(too many queries\): try 2 of 5 follows in [1-5] s/,
    slow,
  );
  await expect(outcome(page)).toBeVisible(slow);
  await expect(outcome(page)).toContainText(`Ran 29 queries: ${failing.length} failed, 1 skipped`);
  const passing = failing.filter(({ passes }) => passes);
  await expect(main).toContainText(`${passing.length + 1} of its 30 queries are still to be answered.`);

  for (const { file, step, words, picture } of [...failing, ...lacking]) {
    await test.step(file, async () => {
      await goTo(page, step);
      for (const each of words) await expect(panel(page)).toContainText(each);
      await expect(panel(page).getByRole('list', { name: 'Completeness' })).not.toContainText(/^Complete/);
      if (picture !== undefined) await expectGoodInBothThemes(page, `failure-${picture}`);
    });
  }
  await goTo(page, /^15 Changes to users and groups/);
  await expect(grid(page)).toBeVisible();

  service.reset();
  await goTo(page, /^11 All listening sockets/);
  await page.getByRole('button', { name: 'Ask again, for up to 10 minutes' }).click();
  await expect(grid(page)).toBeVisible(slow);
  const patient = service.received.find(({ query }) => query.includes(endOf('11-listeners.kql')));
  expect(patient?.headers.prefer).toContain('wait=600');

  await resume(page).click();
  await expect(outcome(page)).toContainText(`Ran ${passing.length} queries: none failed`, slow);
  await expect(resume(page)).toBeHidden();
  for (const { step } of passing) {
    await goTo(page, step);
    await expect(page.getByRole('combobox', { name: 'Runs of this query' })).toBeVisible();
    await expect(page.getByRole('list', { name: 'Completeness' })).not.toContainText('The query gave no answer');
  }
});

test('a sign-in that ends in the middle of a run is taken up again from where it failed, and a lost network is told', async ({
  folder,
  launch,
}) => {
  test.setTimeout(600_000);
  const { people, service } = azure;
  // A token that is as good as over is asked for anew before each query.
  people.behaviour.accessTokenTtl = 60;
  const workbench = await launchFor(azure, folder, launch);
  const { page } = workbench;
  await openLiveCase(workbench);

  service.when(endOf('18-os-baseline.kql'), (_request, standard) => {
    people.behaviour.refreshAnswer = entraRefusal('invalid_grant', 700082, 'The refresh token has expired.');
    return standard();
  });
  await startRun(page);
  await expect(outcome(page)).toContainText(/Ran \d+ queries: \d+ failed/, slow);
  await goTo(page, /^18 OS baseline failures/);
  await expect(grid(page)).toBeVisible();
  await goTo(page, /^24 Changes of system identity/);
  await expect(panel(page)).toContainText('A sign-in is needed');
  await expect(panel(page)).toContainText(/The sign-in .*expired.*\(AADSTS700082\)/);
  await expectGoodInBothThemes(page, 'failure-sign-in-expired');

  await test.step('a query of one’s own leads to the sign-in too', async () => {
    await command(page, 'New query').click();
    await page.getByRole('textbox', { name: 'KQL query' }).fill('SecurityAlert | count');
    await page.getByRole('button', { name: 'Run query' }).click();
    await expect(page.getByRole('main')).toContainText('A sign-in is needed', slow);
    await expect(page.getByRole('button', { name: 'Sign in…' })).toBeVisible();
  });

  await goTo(page, /^24 Changes of system identity/);
  await panel(page).getByRole('button', { name: 'Sign in…' }).click();
  await expect(signIn(page).getByRole('combobox', { name: 'Cloud' })).toHaveValue('Test cloud');
  await expect(signIn(page).getByRole('textbox', { name: 'Tenant' })).toHaveValue(tenantId);
  await expect(signIn(page)).toContainText(kim.username);
  await expectGoodInBothThemes(page, 'failure-sign-in-dialog');
  Object.assign(people.behaviour, { accessTokenTtl: 3600, refreshAnswer: undefined });
  await button(page, 'Sign in with the browser').click();
  await signInElsewhere(workbench, kim.username);
  await button(page, 'Close').click();
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(grid(page)).toBeVisible(slow);
  await resume(page).click();
  await expect(outcome(page)).toContainText('none failed', slow);
  await expect(resume(page)).toBeHidden();

  await service.close();
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(panel(page)).toContainText('cannot be reached: nothing listens at this address', slow);
  await expectGoodInBothThemes(page, 'failure-no-network');
});
