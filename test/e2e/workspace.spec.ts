import type { Page } from '@playwright/test';
import { customerId } from '../support/armWorld.ts';
import { faults } from '../support/logAnalyticsService/faults.ts';
import { guest, kim } from '../support/openIdServer/world.ts';
import { failed } from '../support/tlsService.ts';
import { createCase, expectGoodScreen, goTo, loaded, pickDevice, runAllSteps } from './support/screens.ts';
import { button, chooseCloud, dialog, signInElsewhere } from './support/signIn.ts';
import { expect, test } from './support/test.ts';
import { type Azure, choice, launchFor, startAzure } from './support/workspace.ts';

let azure: Azure;
test.beforeEach(async ({ folder }) => {
  azure = await startAzure(folder);
});
test.afterEach(() => azure.close());

const ask = (page: Page) => page.getByRole('button', { name: /^Ask a workspace/ }).click();
const open = (page: Page) => choice(page).getByRole('button', { name: 'Open' }).click();
const preFlight = (page: Page) => page.getByTestId('pre-flight');
const deviceRow = (page: Page, id: string) =>
  page
    .getByTestId('devices')
    .getByRole('row')
    .filter({ has: page.getByRole('button', { name: id, exact: true }) })
    .first();
const tableRow = (page: Page, name: string) =>
  page
    .getByTestId('tables')
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name, exact: true }) });

test('from a sign-in to a case on a live workspace, and what refuses it on the way', async ({ folder, launch }) => {
  test.setTimeout(600_000);
  const { arm, service } = azure;
  const workbench = await launchFor(azure, folder, launch);
  const { page } = workbench;

  await ask(page);
  await chooseCloud(page);
  await button(page, 'Sign in with the browser').click();
  await signInElsewhere(workbench, kim.username);
  arm.interrupt({ path: /ResourceGraph/, answer: failed(403, 'AccessDenied', 'No subscription.'), times: 3 });
  await button(page, 'Close').click();

  await expect(choice(page).getByRole('alert')).toContainText('Ask for the role Reader on the subscriptions');
  await expectGoodScreen(page, 'workspace-list-refused');
  await choice(page).getByRole('textbox', { name: 'Workspaces by their ids' }).fill('plant-logs');
  await open(page);
  await expect(choice(page)).toContainText('“plant-logs” is no workspace id.');
  await choice(page).getByRole('textbox', { name: 'Workspaces by their ids' }).fill('');
  await choice(page).getByRole('button', { name: 'Try again' }).click();
  await expect(choice(page).getByTestId('workspaces')).toContainText('soc-logs');
  await choice(page).getByRole('searchbox').fill('plant');
  await choice(page).getByRole('checkbox', { name: 'plant-logs' }).check();
  await expectGoodScreen(page, 'workspace-list');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, 'workspace-list-dark');
  await page.emulateMedia({ colorScheme: null });

  service.when(() => true, faults.accessDenied);
  arm.interrupt({ path: /workspaces\/plant-logs$/i, answer: failed(403, 'AuthorizationFailed', 'No.') });
  await open(page);
  await loaded(page, 'source');
  await expect(page.getByRole('alert')).toContainText('role Log Analytics Reader');
  await expect(preFlight(page)).toContainText(kim.username);
  await expect(preFlight(page)).toContainText('May readno');
  await expect(preFlight(page)).toContainText(
    'plant-logs: 90 days, at most 5 GB a day (no more is known: This account may not read the workspace plant-logs',
  );
  await expectGoodScreen(page, 'workspace-denied');

  service.reset();
  service.when('RawEvent', faults.throttled('120'));
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(
    page.getByRole('status').filter({ hasText: 'The service asks to wait (too many queries)' }),
  ).toBeVisible();
  await expectGoodScreen(page, 'workspace-throttled');
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await loaded(page);

  service.reset();
  for (const name of ['SecurityIoTRawEvent', 'DefenderIoTRawEvent']) service.when(name, faults.tableAbsent(name));
  await ask(page);
  await choice(page).getByRole('checkbox', { name: 'plant-logs' }).check();
  await open(page);
  await expect(page.getByTestId('devices')).toBeVisible({ timeout: 120_000 });
  await expect(preFlight(page)).toContainText('Raw eventsOff');
  await expect(page.getByText('To have raw events stored')).toBeVisible();
  await expect(tableRow(page, 'SecurityIoTRawEvent')).toContainText('Absent');
  await expect(deviceRow(page, 'pump-07')).toContainText('not knownNot known');
  await expectGoodScreen(page, 'workspace-raw-events-off');
  service.reset();
  service.when('SecurityRecommendation', faults.tableAbsent('SecurityRecommendation'));
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(tableRow(page, 'SecurityRecommendation')).toContainText('Absent');
  await expect(page.getByRole('button', { name: 'Ask again' })).toBeEnabled();
  await expect(tableRow(page, 'SecurityIoTRawEvent')).toContainText('30 days, 365 days in the archive');
  await expect(preFlight(page)).toContainText('Raw eventsOn');
  await expect(preFlight(page)).toContainText('plant-logs: 90 days, at most 5 GB a day');
  await expect(page.getByText('The workspace takes in no data at present')).toBeVisible();
  await expect(page.getByText('plant-logs holds tables on a limited plan: SecurityIoTRawEvent (Basic)')).toBeVisible();
  await pickDevice(page, 'pump-07', 'plant');
  await expectGoodScreen(page, 'workspace-pre-flight');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, 'workspace-pre-flight-dark');
  await page.emulateMedia({ colorScheme: null });

  await createCase(page);
  expect(await runAllSteps(page)).toMatch(/^Ran \d\d queries: 1 failed/);
  await goTo(page, /Related alerts/);
  await expect(page.getByTestId('result-grid')).toBeVisible();
  await goTo(page, /^Overview/);
  await expectGoodScreen(page, 'workspace-case');

  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await loaded(page);
  await page.getByRole('button', { name: /^Sign in to Azure/ }).click();
  await dialog(page).getByRole('combobox', { name: 'Cloud' }).selectOption('Test cloud');
  await button(page, 'Sign in with the browser').click();
  await signInElsewhere(workbench, guest.username);
  await button(page, 'Close').click();
  await page.getByRole('button', { name: /^Investigation of pump-07/ }).click();
  await loaded(page, 'case');
  await goTo(page, /Related alerts/);
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByText('2 accounts are signed in to the cloud Test cloud')).toBeVisible();
  await expectGoodScreen(page, 'workspace-account-needed');
  await page.getByRole('combobox', { name: 'Asked as' }).selectOption(guest.username);
  await page.getByRole('button', { name: 'Ask as this account' }).click();
  await expect(page.getByText(`${guest.username} asks until Casebook ends.`)).toBeVisible();
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByTestId('result-grid')).toBeVisible();

  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await loaded(page);
  await service.close();
  await ask(page);
  await choice(page).getByRole('textbox', { name: 'Workspaces by their ids' }).fill(customerId(1));
  await open(page);
  await expect(page.getByRole('alert')).toContainText('cannot be reached');
  await expectGoodScreen(page, 'workspace-unreachable');
});
