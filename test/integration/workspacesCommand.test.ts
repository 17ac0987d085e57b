import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ArmService, startArmService } from '../support/armService.ts';
import { customerId, plantWorld, subscriptionId } from '../support/armWorld.ts';
import { makeCertificates } from '../support/certificates.ts';
import { casebook } from '../support/commandLine.ts';
import { kimEntersCode } from '../support/openIdServer/deviceCode.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { tenantDomain } from '../support/openIdServer/world.ts';
import { failed } from '../support/tlsService.ts';
import { trustHere } from '../support/trustedAuthority.ts';

let openId: OpenIdServer;
let arm: ArmService;
let folder: string;
beforeAll(async () => {
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  openId = await startOpenIdServer(certificates);
  arm = await startArmService(plantWorld, { certificates, accepts: (token) => token.startsWith('eyJ') });
  folder = await mkdtemp(join(tmpdir(), 'casebook-workspaces-'));
  await writeFile(join(folder, 'cloud.json'), JSON.stringify(openId.cloud({ armEndpoint: arm.endpoint })));
  await writeFile(join(folder, 'authority.pem'), certificates.authority);
});
afterAll(async () => {
  await openId.close();
  await arm.close();
  await rm(folder, { recursive: true });
});

/** Runs `workspaces`, signing in with the device code that it tells. */
function workspaces(...parameters: string[]) {
  const given = ['--cloud-file', join(folder, 'cloud.json'), '--tenant', tenantDomain];
  const environment = { HOME: folder, XDG_CACHE_HOME: folder, NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') };
  return casebook(['workspaces', ...given, ...parameters], { onStderr: kimEntersCode(), environment });
}

test('lists the workspaces of the account, with the hubs that send to them, and no token', async () => {
  const { code, stdout, stderr } = await workspaces();
  expect(stdout.split('\n').slice(0, 5)).toEqual([
    expect.stringMatching(/^Workspace +Workspace id +IoT hubs +Retention +Region +Resource group +Subscription$/),
    expect.stringMatching(/^-+/),
    expect.stringMatching(
      `^plant-logs +${customerId(1)} +plant \\(alerts and raw events\\) +90 d +westeurope +iot +Production$`,
    ),
    expect.stringMatching(`^soc-logs +${customerId(2)} +plant \\(alerts alone\\) +365 d`),
    expect.stringMatching(`^archive +${customerId(3)} `),
  ]);
  expect(stdout).toContain('Note: The hub plant-2: It sends to hidden-logs, which this account does not see.');
  expect(stdout).toContain('sign in to it with --tenant customer.example');
  expect(stdout).toContain('Note: plant-logs holds tables on a limited plan: SecurityIoTRawEvent (Basic).');
  expect(stdout).toContain('two queries at a time');
  expect(stdout).not.toContain('archive holds tables');
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain('eyJ');
});

test('as JSON, with what could not be read beside the rest', async () => {
  arm.interrupt({
    path: new RegExp(`${subscriptionId(1)}/providers/Microsoft.Security`),
    answer: failed(403, 'AuthorizationFailed', 'No.'),
  });
  const { code, stdout } = await workspaces('--json');
  const found = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(found.workspaces.length).toBe(3);
  expect(found.problems).toEqual([expect.stringContaining('Ask for the role Security Reader')]);
});

test('plans that may not be read are said to be unknown', async () => {
  arm.interrupt({ path: /soc-logs\/tables/, answer: failed(403, 'AuthorizationFailed', 'No.') });
  const { code, stdout } = await workspaces('--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout).tablePlans).toEqual([
    expect.stringMatching(/^plant-logs holds tables on a limited plan/),
    expect.stringMatching(/^The plans of the tables of soc-logs are not known: .+Ask for the role/),
    expect.stringContaining('two queries at a time'),
  ]);
});

test('an account that may read nothing is told which role to ask for', async () => {
  arm.interrupt({ path: /ResourceGraph/, answer: failed(403, 'AccessDenied', 'No subscription.'), times: 3 });
  const { code, stderr, stdout } = await workspaces();
  expect([code, stdout]).toEqual([3, '']);
  expect(stderr).toContain('Ask for the role Reader on the subscriptions');
});
