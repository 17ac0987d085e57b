import { writeFile } from 'node:fs/promises';
import { expect, type Page } from '@playwright/test';
import type { Cloud } from '../../../src/shared/clouds.ts';
import { signInByForm } from '../../support/openIdServer/headlessUser.ts';
import { tenantDomain } from '../../support/openIdServer/world.ts';
import { loaded } from './screens.ts';
import type { Workbench } from './workbench.ts';

export const dialog = (page: Page) => page.getByRole('dialog', { name: 'Sign in to Azure' });
export const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name });

/** Opens the sign-in dialog; the system's file dialog answers with the cloud's file, and its browser only notes the address. */
export async function openDialog({ page, inMain }: Workbench, cloud: Cloud, path: string): Promise<void> {
  await writeFile(path, JSON.stringify(cloud));
  await inMain(({ dialog: system, shell }, chosen) => {
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    shell.openExternal = async (url: string) => void Reflect.set(globalThis, 'openedAddress', url);
  }, path);
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

/** Signs in on the page that the browser was to open. */
export async function signInElsewhere({ page, inMain }: Workbench, username: string): Promise<void> {
  let address = '';
  await expect(async () => {
    address = (await inMain(() => Reflect.get(globalThis, 'openedAddress') as string | undefined, undefined)) ?? '';
    expect(address).toMatch(/^https:/);
  }).toPass();
  await signInByForm(address, { login: username });
  await expect(
    dialog(page)
      .getByRole('status')
      .filter({ hasText: `Signed in as ${username}.` }),
  ).toBeVisible();
}
