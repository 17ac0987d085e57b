import { mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

/** Every step of a run on the sample, on a slow machine. */
const runMs = 120_000;

/** The window once it has drawn itself. */
export const loaded = (page: Page, place = 'start') =>
  expect(page.locator(`[data-app-state="loaded"][data-page="${place}"]`)).toBeVisible();

/**
 * Checks a screen for accessibility and, where CASEBOOK_SCREENSHOTS names a folder, keeps its picture there.
 * Left out are Fluent's own focus sentinels, which axe takes for hidden controls.
 */
export async function expectGoodScreen(page: Page, name: string): Promise<void> {
  const pictures = process.env.CASEBOOK_SCREENSHOTS;
  if (pictures) {
    await mkdir(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${name}.png`), animations: 'disabled', caret: 'hide' });
  }
  // The usual mode would open a second page, which the product denies.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).exclude('[data-tabster-dummy]').analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`));
  expect(found, `accessibility of ${name}`).toEqual([]);
}

export async function openSample(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Open the sample workspace/ }).click();
  await loaded(page, 'source');
  await expect(page.getByTestId('devices')).toBeVisible({ timeout: runMs });
}

/** Picks a device of a hub; both names are exact, since the sample holds look-alikes. */
export async function pickDevice(page: Page, device: string, hub: string): Promise<void> {
  await page
    .getByTestId('devices')
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: hub, exact: true }) })
    .getByRole('button', { name: device, exact: true })
    .click();
  await expect(page.getByRole('form', { name: 'New investigation' })).toBeVisible();
}

/** Makes the case and hands back the path of its file. */
export async function createCase(page: Page): Promise<string> {
  const path = await page.getByRole('textbox', { name: 'Case file' }).inputValue();
  await page.getByRole('button', { name: 'Create the case' }).click();
  await loaded(page, 'case');
  return path;
}

export const command = (page: Page, name: string) =>
  page.getByRole('toolbar', { name: 'Case' }).getByRole('button', { name, exact: true });

export const startRun = (page: Page) => command(page, 'Run all steps').click();

/** Runs every step and hands back what the window says of it. */
export async function runAllSteps(page: Page): Promise<string> {
  await startRun(page);
  const outcome = page.getByRole('status').filter({ hasText: /^Ran \d+ queries/ });
  await expect(outcome).toBeVisible({ timeout: runMs });
  return outcome.innerText();
}

/** Goes to an entry of the list at the left, such as a step by its title. */
export const goTo = (page: Page, name: RegExp) =>
  page.getByRole('navigation', { name: 'Case', exact: true }).getByRole('button', { name }).click();

export const question = (page: Page, text: string) => page.getByRole('article', { name: text });

/** The row of the grid in view that holds these values, each whole in a cell of its own. */
export const rowOf = (page: Page, values: readonly string[]): Locator =>
  values
    .map((text) => page.getByRole('gridcell', { name: text, exact: true }))
    .reduce((left, cell) => left.filter({ has: cell }), page.getByTestId('result-grid').getByRole('row'));

/** Selects that row. */
export const selectRow = (page: Page, values: readonly string[]): Promise<void> =>
  rowOf(page, values).getByRole('checkbox').click();

/** A case that is closed is one file: nothing of the database's own is left beside it. */
export async function expectOnePlainFile(path: string): Promise<void> {
  const beside = await readdir(dirname(path));
  expect(beside.filter((name) => name.startsWith(basename(path)))).toEqual([basename(path)]);
}
