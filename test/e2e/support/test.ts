import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type LaunchOptions, launchWorkbench, type Workbench } from './workbench.ts';

interface Fixtures {
  readonly folderPrefix: string;
  /** A fresh folder, removed after the test. */
  readonly folder: string;
  /** Starts the product on folders of this test's own; whatever still runs at the end is quit. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<Workbench>;
}

export const test = base.extend<Fixtures>({
  folderPrefix: ['casebook-e2e-', { option: true }],
  folder: async ({ folderPrefix }, use) => {
    const folder = await mkdtemp(join(tmpdir(), folderPrefix));
    await use(folder);
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  },
  launch: async ({ folder }, use) => {
    const running: Workbench[] = [];
    await use(async (options = {}) => {
      const workbench = await launchWorkbench({
        userData: join(folder, 'user'),
        caseFolder: join(folder, 'Casebook'),
        ...options,
      });
      running.push(workbench);
      return workbench;
    });
    for (const workbench of running) await workbench.quit();
  },
});

export { expect };
