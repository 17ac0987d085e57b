import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test/e2e',
  outputDir: 'test-results',
  // A test waits for processes, services and animations half of its time: two share two processors well.
  workers: 2,
  timeout: 180_000,
  expect: { timeout: 30_000, toPass: { timeout: 30_000 } },
  forbidOnly: process.env.CI !== undefined,
  reporter: [['list']],
});
