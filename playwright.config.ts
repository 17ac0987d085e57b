import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // Each test starts the whole product; two at a time would measure the machine.
  workers: 1,
  timeout: 180_000,
  expect: { timeout: 30_000, toPass: { timeout: 30_000 } },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
});
