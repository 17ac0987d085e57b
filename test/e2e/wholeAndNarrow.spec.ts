import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createCaseRegistry } from '../../src/engine/casefile/caseRegistry.ts';
import { openPlaybookLibrary } from '../../src/engine/playbook/openPlaybookLibrary.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import { customerId } from '../support/armWorld.ts';
import { makeCertificates } from '../support/certificates.ts';
import { faults } from '../support/logAnalyticsService/faults.ts';
import { startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';
import { startOpenIdServer } from '../support/openIdServer/server.ts';
import { kim, tenantDomain } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';
import { command, expectGoodScreen, goTo, loaded } from './support/screens.ts';
import { button, chooseCloud, openDialog, signInElsewhere } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

const window = { from: '2019-04-05T00:00:00Z', to: '2019-04-19T12:00:00Z' };
const firstHalf = { from: window.from, to: '2019-04-12T06:00:00Z' };
const ofAll = (timespan: string) => timespan === `${window.from}/${window.to}`;

let closing: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

/** A service over the sample's tables, a sign-in for it, and a case of its workspace in which nothing was asked. */
async function startCase(folder: string) {
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  await writeFile(join(folder, 'authority.pem'), certificates.authority);
  await writeSampleWorkspace({ folder: join(folder, 'logs'), events: 5000 });
  const people = await startOpenIdServer(certificates);
  const service = await startLogAnalyticsService(
    { [customerId(1)]: join(folder, 'logs') },
    (token) => token.startsWith('eyJ'),
    certificates,
  );
  closing.push(people.close, service.close);
  const cloud = people.cloud({ queryEndpoint: service.cloud.queryEndpoint });
  const playbooks = openPlaybookLibrary(join(import.meta.dirname, '../../resources/playbooks'));
  const path = join(folder, 'pump-07.casefile');
  const cases = createCaseRegistry('0.1.0');
  cases.create(path, {
    title: 'Pump 07',
    examiner: 'Kim',
    subject: { deviceId: 'pump-07', hubName: 'plant' },
    source: {
      kind: 'workspace',
      cloud: cloud.name,
      tenant: tenantDomain,
      account: null,
      workspaces: [customerId(1)],
      name: 'plant-logs',
      waitSeconds: 180,
    },
    sourceLabel: 'plant-logs',
    window,
    playbook: playbooks.get('suspicious-iot-device').playbook,
  });
  cases.closeAll();
  return { service, cloud, path };
}

async function inBothLights(page: Page, name: string): Promise<void> {
  await expectGoodScreen(page, name);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, `${name}-dark`);
  await page.emulateMedia({ colorScheme: null });
}

const verdicts = (page: Page) => page.getByRole('list', { name: 'Completeness' });
const narrower = (page: Page) => page.getByRole('form', { name: 'Narrower window' });
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

test('what is too much for a service is asked for in parts, and rows that it cut are fetched whole', async ({
  folder,
  launch,
}) => {
  test.setTimeout(300_000);
  const { service, cloud, path } = await startCase(folder);
  const workbench = await launch({ environment: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } });
  const { page } = workbench;
  await openDialog(workbench, cloud, join(folder, 'cloud.json'));
  await chooseCloud(page);
  await button(page, 'Sign in with the browser').click();
  await signInElsewhere(workbench, kim.username);
  await button(page, 'Close').click();
  await workbench.inMain(({ dialog: system }, chosen) => {
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
  await page.getByRole('button', { name: /^Open a case file/ }).click();
  await loaded(page, 'case');

  await test.step('a query that is not finished in time is asked for a half of the window, and for the other', async () => {
    service.when(({ query, timespan }) => query.includes('"LocalUsers"') && ofAll(timespan), faults.timedOut);
    await goTo(page, /Users with access/);
    await press(page, 'Run');
    await expect(verdicts(page)).toContainText('Failed');
    await press(page, 'Ask for a narrower window');
    await narrower(page).getByRole('textbox', { name: 'To, UTC (not included)' }).fill('2019-05-01');
    await expect(narrower(page)).toContainText('The case’s window ends 2019-04-19 12:00:00 UTC.');
    await inBothLights(page, 'narrower-window');
    await press(page, 'First half');
    await press(page, 'Ask for this window');
    await expect(verdicts(page)).toContainText('Narrower window');
    await expect(verdicts(page)).toContainText('Asked for 2019-04-05 00:00:00 UTC to 2019-04-12 06:00:00 UTC alone');
    const parts = page.getByTestId('window-parts');
    await expect(parts).toContainText('None of them covers 2019-04-12 06:00:00 to 2019-04-19 12:00:00 UTC.');
    await inBothLights(page, 'window-part');
    await goTo(page, /^Overview/);
    await goTo(page, /Users with access/);
    await expect(verdicts(page)).toContainText('Failed');
    await press(page, 'Ask for a narrower window');
    await press(page, 'Second half');
    await press(page, 'Ask for this window');
    await expect(parts).toContainText('Together they cover the case’s window.');
    await expect(page.getByRole('button', { name: /Users with access/, description: /failed/ })).toBeVisible();
    expect(service.received.some(({ timespan }) => timespan === `${firstHalf.from}/${firstHalf.to}`)).toBe(true);
  });

  await test.step('a summary that was cut has no slices, which is said, and is asked for a narrower window', async () => {
    service.when('RemoteAddresses=make_set(RemoteAddress, 1024)', faults.truncated(1));
    await goTo(page, /User logins/);
    await press(page, 'Run');
    await expect(verdicts(page)).toContainText('Truncated');
    const missing = page.getByRole('region', { name: 'Rows that are missing' });
    await expect(missing).toContainText('All rows cannot be fetched in slices of time: “summarize Rows=count(),');
    await press(page, 'Ask for a narrower window');
    await inBothLights(page, 'summary-cut');
  });

  await test.step('an answer that was cut is fetched whole, and stopped on the way', async () => {
    const kql = 'SecurityIoTRawEvent | where DeviceId == "pump-07" | project TimeGenerated, RawEventName';
    service.when(({ query }) => query === kql, faults.truncated(50));
    await command(page, 'New query').click();
    const editor = page.getByRole('textbox', { name: 'KQL query' });
    const fetchAll = page.getByRole('button', { name: 'Fetch all rows', exact: true });
    await editor.fill('SecurityAlert | summarize count()');
    await expect(page.getByText('“summarize count()” does not work on each row by itself.')).toBeVisible();
    await expect(fetchAll).toHaveAttribute('aria-disabled', 'true');
    await inBothLights(page, 'query-not-whole');
    await editor.fill(kql);
    await expect(fetchAll).not.toHaveAttribute('aria-disabled', 'true');
    await press(page, 'Run query');
    await expect(verdicts(page)).toContainText('Truncated');
    await page
      .getByRole('navigation', { name: 'Case', exact: true })
      .getByRole('button', { name: /^E5 Security/ })
      .click();
    await inBothLights(page, 'query-cut');

    const held = Promise.withResolvers<void>();
    service.when('| where TimeGenerated >=', faults.truncated(100), 1);
    service.when('| where TimeGenerated >=', faults.slow(held.promise), 1);
    await fetchAll.click();
    const progress = page.getByRole('status').filter({ hasText: 'Fetching rows, slice 1 of 2' });
    await expect(progress).toContainText(/0 of [\d,]+/);
    await expectGoodScreen(page, 'query-fetching');
    await page.getByRole('main').getByRole('button', { name: 'Cancel', exact: true }).last().click();
    await expect(page.getByText('The query was cancelled. Nothing of it is saved.')).toBeVisible();
    held.resolve();

    service.when('| where TimeGenerated >=', faults.truncated(100), 1);
    await fetchAll.click();
    await expect(page.getByTestId('provenance')).toContainText('Exhibit 6');
    await page.getByRole('button', { name: 'Provenance', exact: true }).click();
    await expect(page.getByText(/^([\d,]+) counted first, \1 fetched in 2 slices of time: as many$/)).toBeVisible();
    await expect(verdicts(page)).not.toContainText('Truncated');
    await inBothLights(page, 'query-whole');
    await goTo(page, /^E5 Security/);
    await page.getByRole('button', { name: 'exhibit 6' }).click();
    await expect(page.getByTestId('provenance')).toContainText('Exhibit 6');
  });
});
