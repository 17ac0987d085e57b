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

const listed = (page: Page) => page.getByTestId('entities').locator('tbody').getByRole('row');
const rowOf = (page: Page, value: string) =>
  listed(page).filter({ has: page.getByRole('button', { name: value, exact: true }) });
const kind = (page: Page, name: RegExp) => page.getByRole('tablist', { name: 'Kind' }).getByRole('tab', { name });
const detail = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test('the entities of a case, with every row that names them', async ({ launch }) => {
  test.setTimeout(600_000);
  const { page } = await launch();

  await test.step('a case without rows has none', async () => {
    await noteViolations(page);
    await loaded(page);
    await openSample(page);
    await pickDevice(page, 'pump-07', 'plant');
    await createCase(page);
    await goTo(page, /^Entities/);
    await expect(page.getByText('No entities yet')).toBeVisible();
    await expectGoodScreen(page, 'entities-none');
  });

  await test.step('the attacker’s address, its scope and its first and last time', async () => {
    expect(await runAllSteps(page)).toContain('none failed');
    await kind(page, /^Addresses/).click();
    const attacker = rowOf(page, '203.0.113.9');
    await expect(attacker).toContainText('documentation');
    await expect(attacker).toContainText('2019-04-17 21:14:25 UTC');
    await expect(attacker).toContainText('2019-04-18 13:20:00 UTC');
    await expectGoodScreen(page, 'entities');
  });

  await test.step('by rows, most first, and the text that a value holds', async () => {
    await page.getByRole('columnheader', { name: 'Rows' }).getByRole('button').click();
    await expect(page.getByRole('columnheader', { name: 'Rows' })).toHaveAttribute('aria-sort', 'descending');
    await expect(listed(page).first()).toContainText('203.0.113.9');
    await page.getByRole('searchbox', { name: 'Find a value' }).fill('xmrig');
    await expect(kind(page, /^Addresses/)).toContainText('0');
    await kind(page, /^Files/).click();
    await expect(rowOf(page, '/tmp/.x/xmrig')).toBeVisible();
  });

  await test.step('its places, by the keyboard, and the way to a row and back', async () => {
    await rowOf(page, '/tmp/.x/xmrig').getByRole('button').press('Enter');
    const places = detail(page, 'File');
    await expect(places.getByRole('definition').first()).toContainText('2019-04-18 12:09:17 UTC');
    await expectGoodScreen(page, 'entity-places');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectGoodScreen(page, 'entity-places-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await places.getByRole('button', { name: 'Copy the value' }).click();
    await expect(places.getByRole('button', { name: 'Copied' })).toBeVisible();
    const ofProcesses = places.getByRole('listitem').filter({ hasText: 'Process list' });
    await ofProcesses.first().getByRole('button').click();
    await expect(page.getByRole('heading', { name: 'Process list' })).toBeVisible();
    await goTo(page, /^Entities/);
    await expect(places).toBeVisible();
    await places.getByRole('button', { name: 'Close the entity' }).press('Escape');
    await expect(places).toBeHidden();
  });

  await test.step('a name that would turn text around and never ends is shown as it is', async () => {
    await command(page, 'New query').click();
    const editor = page.getByRole('textbox', { name: 'KQL query' });
    await editor.press('ControlOrMeta+a');
    await editor.press('Delete');
    await editor.pressSequentially('print UserName=strcat("evil\\u202egpj.", strrep("a", 50000))');
    await editor.press('Escape');
    await editor.press('ControlOrMeta+Enter');
    await expect(page.getByTestId('result-grid').getByRole('gridcell').first()).toBeVisible({ timeout: 60_000 });
    await goTo(page, /^Entities/);
    await page.getByRole('searchbox', { name: 'Find a value' }).fill('evil');
    await kind(page, /^Users/).click();
    const evil = listed(page).first();
    await expect(evil).toContainText('evil\\u202egpj.aaa');
    await expect(evil).toContainText('50,009 characters');
    await evil.getByRole('button').click();
    await expect(detail(page, 'User')).toContainText('not told');
    await expectGoodScreen(page, 'entity-hostile');
  });
  expect(await violations(page)).toEqual([]);
});
