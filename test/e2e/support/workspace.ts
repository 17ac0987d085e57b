import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { writeSampleWorkspace } from '../../../src/engine/sample/sampleWorkspace.ts';
import { type ArmService, startArmService } from '../../support/armService.ts';
import { customerId, plantWorld } from '../../support/armWorld.ts';
import { makeCertificates } from '../../support/certificates.ts';
import { type LogAnalyticsService, startLogAnalyticsService } from '../../support/logAnalyticsService/service.ts';
import { type OpenIdServer, startOpenIdServer } from '../../support/openIdServer/server.ts';
import { kim } from '../../support/openIdServer/world.ts';
import { trustHere } from '../../support/trustedAuthority.ts';
import { createCase, loaded, pickDevice } from './screens.ts';
import { button, chooseCloud, signInElsewhere, standInForSystem } from './signIn.ts';
import { expect } from './test.ts';
import type { LaunchOptions, Workbench } from './workbench.ts';

/** A token of the sign-in server; whether its signature holds is that server's own concern. */
const isToken = (token: string) => token.startsWith('eyJ');

export interface Azure {
  readonly people: OpenIdServer;
  readonly arm: ArmService;
  readonly service: LogAnalyticsService;
  close(): Promise<void>;
}

/** A sign-in, Azure Resource Manager and the query API over the sample's tables, which the product is told to trust by a file. */
export async function startAzure(folder: string): Promise<Azure> {
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  await writeFile(authorityFile(folder), certificates.authority);
  await writeSampleWorkspace({ folder: join(folder, 'logs'), events: 5000 });
  const people = await startOpenIdServer(certificates);
  const arm = await startArmService(plantWorld, { certificates, accepts: isToken });
  const service = await startLogAnalyticsService({ [customerId(1)]: join(folder, 'logs') }, isToken, certificates);
  return {
    people,
    arm,
    service,
    async close() {
      await Promise.all([people.close(), arm.close(), service.close()]);
    },
  };
}

const authorityFile = (folder: string) => join(folder, 'authority.pem');

/** Starts the product, which trusts those services and is offered the file of their cloud. */
export async function launchFor(
  { people, arm, service }: Azure,
  folder: string,
  launch: (options?: Partial<LaunchOptions>) => Promise<Workbench>,
): Promise<Workbench> {
  const workbench = await launch({ environment: { NODE_EXTRA_CA_CERTS: authorityFile(folder) } });
  const cloud = people.cloud({ queryEndpoint: service.cloud.queryEndpoint, armEndpoint: arm.endpoint });
  await standInForSystem(workbench, cloud, join(folder, 'cloud.json'));
  await loaded(workbench.page);
  return workbench;
}

export const choice = (page: Page) => page.getByRole('dialog', { name: 'Ask a workspace' });

/** Asks a workspace for the first time, for which kim signs in; the list of workspaces opens. */
async function signInToAsk(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await page.getByRole('button', { name: /^Ask a workspace/ }).click();
  await chooseCloud(page);
  await button(page, 'Sign in with the browser').click();
  await signInElsewhere(workbench, kim.username);
  await button(page, 'Close').click();
}

/** From the first page to a case on the device pump-07 of the workspace plant-logs. */
export async function openLiveCase(workbench: Workbench): Promise<void> {
  const { page } = workbench;
  await signInToAsk(workbench);
  await choice(page).getByRole('checkbox', { name: 'plant-logs' }).check();
  await choice(page).getByRole('button', { name: 'Open' }).click();
  await loaded(page, 'source');
  await expect(page.getByTestId('devices')).toBeVisible({ timeout: 120_000 });
  await pickDevice(page, 'pump-07', 'plant');
  await createCase(page);
}
