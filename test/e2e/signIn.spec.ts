import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { enterDeviceCode, signInByForm } from '../support/openIdServer/headlessUser.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { guest, kim, tenantDomain } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';
import { expectGoodScreen, loaded } from './support/screens.ts';
import { expect, test } from './support/test.ts';
import type { Workbench } from './support/workbench.ts';

let server: OpenIdServer;
test.beforeAll(async () => {
  server = await startOpenIdServer();
  trustHere(server.authority);
});
test.afterAll(() => server.close());

const dialog = (page: Page) => page.getByRole('dialog', { name: 'Sign in to Azure' });
const button = (page: Page, name: string | RegExp) => dialog(page).getByRole('button', { name });

/** The system's browser is the test: main hands it the address, which is read back from there. */
async function openedAddress({ inMain }: Workbench): Promise<string> {
  let address: string | null = null;
  await expect(async () => {
    address = await inMain(() => Reflect.get(globalThis, 'openedAddress') as string | null, undefined);
    expect(address).toMatch(/^https:/);
  }).toPass();
  return address ?? '';
}

async function openDialog(workbench: Workbench, folder: string): Promise<Page> {
  const { page, inMain } = workbench;
  const path = join(folder, 'cloud.json');
  await writeFile(path, JSON.stringify(server.cloud()));
  await inMain(({ dialog: system, shell }, chosen) => {
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
    shell.openExternal = async (url: string) => void Reflect.set(globalThis, 'openedAddress', url);
  }, path);
  await loaded(page);
  await page.getByRole('button', { name: /^Sign in to Azure/ }).click();
  await expect(dialog(page)).toBeVisible();
  return page;
}

test('signs in by browser and by code, in a cloud of one’s own; several accounts; a cancel; a sign-out', async ({
  folder,
  launch,
}) => {
  await writeFile(join(folder, 'authority.pem'), server.authority);
  const workbench = await launch({ environment: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } });
  const page = await openDialog(workbench, folder);
  await expect(dialog(page)).toContainText('Azure asks which program signs in');
  await button(page, 'Sign in with the browser').click();
  await expect(dialog(page)).toContainText('Give the client id of your app registration.');
  await expectGoodScreen(page, 'sign-in-registration');

  await button(page, 'Add a cloud by its file…').click();
  await expect(dialog(page).getByRole('combobox', { name: 'Cloud' })).toHaveValue('Test cloud');
  await dialog(page).getByRole('textbox', { name: 'Tenant' }).fill(tenantDomain);

  await button(page, 'Sign in with the browser').click();
  await expect(dialog(page)).toContainText('Waiting for you to sign in in the browser');
  await expectGoodScreen(page, 'sign-in-browser');
  await signInByForm(await openedAddress(workbench), { login: kim.username });
  await expect(
    dialog(page)
      .getByRole('status')
      .filter({ hasText: `Signed in as ${kim.username}.` }),
  ).toBeVisible();

  await button(page, 'Sign in with a code').click();
  const code = dialog(page).locator('output');
  await expect(code).toHaveText(/^\w{4}-\w{4}$/);
  await expectGoodScreen(page, 'sign-in-code');
  const address = await dialog(page)
    .getByRole('link', { name: /^https:/ })
    .getAttribute('href');
  await enterDeviceCode(address ?? '', await code.innerText(), { login: guest.username });
  await expect(button(page, `Sign out ${guest.username}`)).toBeVisible();
  await expect(dialog(page)).toContainText(/last until Casebook ends|encrypted by the system/);
  await expectGoodScreen(page, 'sign-in-accounts');
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectGoodScreen(page, 'sign-in-accounts-dark');
  await page.emulateMedia({ colorScheme: null });

  await button(page, 'Sign in with a code').click();
  await expect(code).toBeVisible();
  await button(page, 'Cancel').click();
  await expect(dialog(page).getByRole('status').filter({ hasText: 'The sign-in was cancelled.' })).toBeVisible();

  await button(page, `Sign out ${kim.username}`).click();
  await expect(button(page, `Sign out ${kim.username}`)).toBeHidden();
  await expect(button(page, `Sign out ${guest.username}`)).toBeVisible();

  await dialog(page).getByRole('textbox', { name: 'Tenant' }).fill('nobody.example');
  await button(page, 'Sign in with the browser').click();
  await expect(dialog(page).getByRole('alert')).toContainText('There is no such tenant in this cloud (AADSTS90002)');
  await expectGoodScreen(page, 'sign-in-refused');
});
