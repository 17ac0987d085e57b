import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import { makeCertificates } from '../support/certificates.ts';
import { type KustoService, kustoDatabase, startKustoService } from '../support/kustoService/service.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { kim, moreApis } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';
import { createCase, expectGoodScreen, goTo, loaded, pickDevice, runAllSteps } from './support/screens.ts';
import { button, chooseCloud, signInElsewhere, standInForSystem } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

let closing: (() => Promise<void>)[] = [];
test.afterEach(async () => {
  await Promise.all(closing.map((close) => close()));
  closing = [];
});

/** A sign-in and a cluster over the sample's tables, which the product is told to trust by a file. */
async function startArchive(folder: string): Promise<{ people: OpenIdServer; cluster: KustoService }> {
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  await writeFile(join(folder, 'authority.pem'), certificates.authority);
  await writeSampleWorkspace({ folder: join(folder, 'logs'), events: 5000 });
  const cluster = await startKustoService(join(folder, 'logs'), {
    certificates,
    accepts: (token) => token.startsWith('eyJ'),
  });
  closing.push(cluster.close);
  moreApis.push(cluster.endpoint);
  const people = await startOpenIdServer(certificates);
  closing.push(people.close);
  return { people, cluster };
}

const choice = (page: Page) => page.getByRole('dialog', { name: 'Ask an archive' });
const preFlight = (page: Page) => page.getByTestId('pre-flight');

async function name(page: Page, cluster: string, database: string): Promise<void> {
  await choice(page).getByRole('textbox', { name: 'Cluster' }).fill(cluster);
  await choice(page).getByRole('textbox', { name: 'Database' }).fill(database);
  await choice(page).getByRole('button', { name: 'Open' }).click();
}

async function backToArchives(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await loaded(page);
  await page.getByRole('button', { name: /^Ask an archive/ }).click();
}

test('from a sign-in to a case on an archive, and clusters and databases that are refused', async ({
  folder,
  launch,
}) => {
  test.setTimeout(600_000);
  const { people, cluster } = await startArchive(folder);
  const workbench = await launch({ environment: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } });
  const { page } = workbench;
  await standInForSystem(workbench, people.cloud({ clusters: [cluster.endpoint] }), join(folder, 'cloud.json'));
  await loaded(page);
  await expectGoodScreen(page, 'archive-start');

  await page.getByRole('button', { name: /^Ask an archive/ }).click();
  await chooseCloud(page);
  await button(page, 'Sign in with the browser').click();
  await signInElsewhere(workbench, kim.username);
  await button(page, 'Close').click();

  await name(page, 'http://archive.example', '');
  await expect(choice(page)).toContainText('This is no address of a cluster.');
  await expect(choice(page)).toContainText('Give the name of the database');
  await expectGoodScreen(page, 'archive-choice');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, 'archive-choice-dark');
  await page.emulateMedia({ colorScheme: null });

  await name(page, 'https://elsewhere.kusto.windows.net', kustoDatabase);
  await loaded(page, 'source');
  await expect(page.getByRole('alert')).toContainText('is not known as a cluster of Azure Data Explorer in the cloud');
  await expect(preFlight(page)).toContainText('May readnot known: see above why');
  await expectGoodScreen(page, 'archive-refused');
  expect(cluster.arrivals).toEqual([]);

  await backToArchives(page);
  await name(page, cluster.endpoint, 'elsewhere');
  await expect(page.getByRole('alert')).toContainText('elsewhere');
  await expectGoodScreen(page, 'archive-no-database');

  await backToArchives(page);
  await name(page, `${cluster.endpoint}/`, kustoDatabase);
  await expect(page.getByTestId('devices')).toBeVisible({ timeout: 120_000 });
  await expect(page.getByTestId('tables')).toContainText('SecurityIoTRawEvent');
  await expect(preFlight(page)).toContainText(kim.username);
  await expect(preFlight(page)).toContainText(/May readyes: \d tables/);
  await pickDevice(page, 'pump-07', 'plant');
  await expectGoodScreen(page, 'archive-pre-flight');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, 'archive-pre-flight-dark');
  await page.emulateMedia({ colorScheme: null });

  await createCase(page);
  expect(await runAllSteps(page)).toMatch(/^Ran \d\d queries/);
  await goTo(page, /Related alerts/);
  await expect(page.getByTestId('result-grid')).toBeVisible();
  await expectGoodScreen(page, 'archive-step');
});
