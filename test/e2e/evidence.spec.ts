import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createCase,
  expectGoodScreen,
  goTo,
  loaded,
  openSample,
  pickDevice,
  question,
  runAllSteps,
} from './support/screens.ts';
import { expect, test } from './support/test.ts';

test('what a query leaves out, its raw events, and answers on incomplete evidence', async ({ launch, folder }) => {
  test.setTimeout(600_000);
  const { page, quit } = await launch();
  await loaded(page);
  await openSample(page);
  await pickDevice(page, 'pump-07', 'plant');
  await createCase(page);
  expect(await runAllSteps(page)).toContain('all come out the same');

  await test.step('the clock of the device, and both windows', async () => {
    await expect(page.getByTestId('clock')).toContainText('Its local time is UTC+02:00');
    await page.getByTestId('clock').scrollIntoViewIfNeeded();
    await expectGoodScreen(page, 'clock');
  });

  await test.step('the counts under the guide’s query lead to the rows', async () => {
    await goTo(page, /03 Open ports/);
    await page.getByRole('tab', { name: /guide’s query/ }).click();
    await expect(page.getByTestId('left-out')).toContainText('Listeners on ports above 1024');
    await expectGoodScreen(page, 'left-out');
    await page.getByRole('button', { name: 'Both queries side by side' }).click();
    await expect(page.getByRole('cell', { name: '8888' })).toBeVisible();
    await expectGoodScreen(page, 'side-by-side');
    await page
      .getByTestId('left-out')
      .getByRole('button', { name: /Listeners on ports above 1024/ })
      .click();
    await expect(page.getByRole('heading', { name: /Listeners on ports above 1024/ })).toBeVisible();
    await expect(page.getByTestId('result-grid').getByRole('gridcell', { name: '8888' }).first()).toBeVisible();
    await expectGoodScreen(page, 'left-out-rows');
  });

  await test.step('a summary’s row has its raw events beside it, without the source', async () => {
    await rename(join(folder, 'Casebook', 'Sample workspace'), join(folder, 'moved away'));
    await goTo(page, /04 User logins/);
    await page.getByTestId('result-grid').getByRole('gridcell', { name: 'maint' }).first().click();
    await page.getByRole('button', { name: 'Raw events behind this row' }).click();
    await expect(page.getByRole('region', { name: /^Raw events behind row/ })).toContainText('raw events of exhibit');
    await expectGoodScreen(page, 'raw-events');
  });

  await test.step('“expected” on a capped set asks for its limitation', async () => {
    await goTo(page, /05 Process list/);
    const card = question(page, 'Were there any suspicious processes running on the device?');
    await card.getByRole('radio', { name: 'Expected', exact: true }).check();
    await expect(card.getByTestId('limitation')).toContainText('set capped');
    await expect(card.getByRole('button', { name: 'Save the answer' })).toBeDisabled();
    await card
      .getByRole('textbox', { name: 'Limitation' })
      .fill('The guide’s query shows 128 command lines of each program.');
    await expectGoodScreen(page, 'limitation');
    await card.getByRole('button', { name: 'Save the answer' }).click();
    await expect(card.getByText(/revision 1$/)).toBeVisible();
    await expect(card).toBeFocused();
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectGoodScreen(page, 'limitation-dark');
  });
  expect(await quit()).toBe(0);
});
