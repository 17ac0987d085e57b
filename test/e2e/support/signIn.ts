import { writeFile } from 'node:fs/promises';
import { chromium, expect, type Page } from '@playwright/test';
import type { Cloud } from '../../../src/shared/clouds.ts';
import { findChromium } from '../../../tools/findChromium.mjs';
import { tenantDomain } from '../../support/openIdServer/world.ts';
import { loaded } from './screens.ts';
import type { Workbench } from './workbench.ts';

export const dialog = (page: Page) => page.getByRole('dialog', { name: 'Sign in to Azure' });
export const status = (page: Page) => dialog(page).getByRole('status');
export const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name });

/** From here on the system's file dialog answers with the cloud's file, and its browser only notes the address. */
export async function standInForSystem({ inMain }: Workbench, cloud: Cloud, path: string): Promise<void> {
  await writeFile(path, JSON.stringify(cloud));
  await inMain(({ dialog: system, shell }, chosen) => {
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    shell.openExternal = async (url: string) => void Reflect.set(globalThis, 'openedAddress', url);
  }, path);
}

/** Opens the sign-in dialog, with a stand-in for the system. */
export async function openDialog(workbench: Workbench, cloud: Cloud, path: string): Promise<void> {
  const { page } = workbench;
  await standInForSystem(workbench, cloud, path);
  await loaded(page);
  await page.getByRole('button', { name: /^Sign in to Azure/ }).click();
  await expect(dialog(page)).toBeVisible();
}

/** Takes in the cloud of the file and names the tenant. */
export async function chooseCloud(page: Page): Promise<void> {
  await button(page, 'Add a cloud by its file…').click();
  await expect(dialog(page).getByRole('combobox', { name: 'Cloud' })).toHaveValue('Test cloud');
  await dialog(page).getByRole('textbox', { name: 'Tenant' }).fill(tenantDomain);
}

/** The address that main handed to the system's browser last. */
async function openedAddress({ inMain }: Workbench): Promise<string> {
  let address = '';
  await expect(async () => {
    address = (await inMain(() => Reflect.get(globalThis, 'openedAddress') as string | undefined, undefined)) ?? '';
    expect(address).toMatch(/^https:/);
  }).toPass();
  await inMain(() => void Reflect.set(globalThis, 'openedAddress', undefined), undefined);
  return address;
}

/** Runs with the page that the browser was to open, in an installed browser of its own; it is closed at the end. */
export async function inBrowser(workbench: Workbench, person: (page: Page) => Promise<void>): Promise<void> {
  const executablePath = findChromium();
  const browser = await chromium.launch(executablePath === undefined ? {} : { executablePath });
  try {
    const page = await browser.newPage({ ignoreHTTPSErrors: true });
    page.setDefaultTimeout(60_000);
    await page.goto(await openedAddress(workbench));
    await person(page);
  } finally {
    await browser.close();
  }
}

/** Signs in there, and sees the page say so. */
export async function signInElsewhere(workbench: Workbench, username: string): Promise<void> {
  await inBrowser(workbench, async (page) => {
    await page.getByRole('textbox', { name: 'Account' }).fill(username);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'You are signed in' })).toBeVisible();
  });
  await expect(status(workbench.page).filter({ hasText: `Signed in as ${username}.` })).toBeVisible();
}
