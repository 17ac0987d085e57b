import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { enterDeviceCode } from '../support/openIdServer/headlessUser.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { guest, kim } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';
import { expectGoodScreen } from './support/screens.ts';
import { button, chooseCloud, dialog, inBrowser, openDialog, signInElsewhere, status } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

let server: OpenIdServer;
test.beforeAll(async () => {
  server = await startOpenIdServer();
  trustHere(server.authority);
});
test.afterAll(() => server.close());

test('signs in by browser and by code, in a cloud of one’s own; several accounts, a closed browser, cancels, a sign-out', async ({
  folder,
  launch,
}) => {
  await writeFile(join(folder, 'authority.pem'), server.authority);
  const workbench = await launch({ environment: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } });
  const { page } = workbench;
  await openDialog(workbench, server.cloud(), join(folder, 'cloud.json'));
  await expect(dialog(page)).toContainText('Azure asks which program signs in');
  await button(page, 'Sign in with the browser').click();
  await expect(dialog(page)).toContainText('Give the client id of your app registration.');
  await expectGoodScreen(page, 'sign-in-registration');

  await chooseCloud(page);
  await button(page, 'Sign in with the browser').click();
  await expect(dialog(page)).toContainText('Waiting for you to sign in in the browser');
  await expectGoodScreen(page, 'sign-in-browser');
  await signInElsewhere(workbench, kim.username);

  await button(page, 'Sign in with the browser').click();
  await inBrowser(workbench, (elsewhere) => expect(elsewhere.getByRole('heading', { name: 'Sign in' })).toBeVisible());
  await button(page, 'Cancel').click();
  await expect(status(page).filter({ hasText: 'The sign-in was cancelled.' })).toBeVisible();

  await button(page, 'Sign in with the browser').click();
  await inBrowser(workbench, async (elsewhere) => {
    await elsewhere.getByRole('button', { name: 'Cancel' }).click();
    await expect(elsewhere.getByRole('heading', { name: 'You are not signed in' })).toBeVisible();
  });
  await expect(dialog(page).getByRole('alert')).toContainText('cancelled on the sign-in page');

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
  await expect(status(page).filter({ hasText: 'The sign-in was cancelled.' })).toBeVisible();

  await button(page, `Sign out ${kim.username}`).click();
  await expect(button(page, `Sign out ${kim.username}`)).toBeHidden();
  await expect(button(page, `Sign out ${guest.username}`)).toBeVisible();

  await dialog(page).getByRole('textbox', { name: 'Tenant' }).fill('nobody.example');
  await button(page, 'Sign in with the browser').click();
  await expect(dialog(page).getByRole('alert')).toContainText('There is no such tenant in this cloud (AADSTS90002)');
  await expectGoodScreen(page, 'sign-in-refused');
});
