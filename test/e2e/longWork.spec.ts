import type { Page } from '@playwright/test';
import {
  command,
  createCase,
  expectOnePlainFile,
  loaded,
  openSample,
  pickDevice,
  startRun,
} from './support/screens.ts';
import { expect, test } from './support/test.ts';

/** Starts a run on a new case and waits until its first answers are saved. */
async function runUnderWay(page: Page): Promise<string> {
  await loaded(page);
  await openSample(page);
  await pickDevice(page, 'pump-07', 'plant');
  const casePath = await createCase(page);
  await startRun(page);
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Case' }).getByRole('button', { name: /^01 .* rows?(, with warnings)?$/ }),
  ).toBeVisible();
  return casePath;
}

test('a run can be cancelled; what was answered by then is saved', async ({ launch }) => {
  const { page, quit } = await launch();
  const casePath = await runUnderWay(page);
  await command(page, 'Cancel').click();
  await expect(page.getByText('The run was cancelled. What had been answered by then is saved.')).toBeVisible();
  await expect(command(page, 'Run all steps')).toBeEnabled();
  await command(page, 'Verify').click();
  await expect(page.getByText('The case file verifies')).toBeVisible();
  expect(await quit()).toBe(0);
  await expectOnePlainFile(casePath);
});

test('a quit in the middle of a run leaves one plain file that verifies, and the run goes on from there', async ({
  launch,
}) => {
  const { page, quit } = await launch();
  const casePath = await runUnderWay(page);
  expect(await quit()).toBe(0);
  await expectOnePlainFile(casePath);
  const { page: again } = await launch({ caseFile: casePath });
  await loaded(again, 'case');
  await command(again, 'Verify').click();
  await expect(again.getByText('The case file verifies')).toBeVisible();
  await expect(again.getByText(/^The run of .* is not complete\./)).toBeVisible();
  await again.getByRole('button', { name: 'Resume the run' }).click();
  await expect(again.getByText(/^Ran \d+ queries: none failed\./)).toBeVisible({ timeout: 60_000 });
  await expect(again.getByRole('button', { name: 'Resume the run' })).toBeHidden();
});
