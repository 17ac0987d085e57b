import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { casebook } from '../support/commandLine.ts';
import { entraRefusal, usualBehaviour } from '../support/openIdServer/behaviour.ts';
import { deviceCodeTold as code } from '../support/openIdServer/deviceCode.ts';
import { enterDeviceCode, signInByForm } from '../support/openIdServer/headlessUser.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { kim, tenantDomain, tenantId } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';

let server: OpenIdServer;
let folder: string;
let cloudFile: string;
beforeAll(async () => {
  server = await startOpenIdServer();
  trustHere(server.authority);
  folder = await mkdtemp(join(tmpdir(), 'casebook-sign-in-'));
  cloudFile = join(folder, 'cloud.json');
  await writeFile(cloudFile, JSON.stringify(server.cloud()));
  await writeFile(join(folder, 'authority.pem'), server.authority);
});
beforeEach(() => Object.assign(server.behaviour, usualBehaviour()));
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Runs `sign-in`; `person` acts once what stderr tells matches. No browser opens: PATH holds no program. */
function signIn(parameters: string[], tells: RegExp, person: (found: string[]) => Promise<unknown>) {
  let acted = false;
  const onStderr = (text: string) => {
    const found = tells.exec(text);
    if (!found || acted) return;
    acted = true;
    person([...found]).catch(() => undefined);
  };
  const environment = {
    PATH: folder,
    HOME: folder,
    XDG_CACHE_HOME: folder,
    NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem'),
  };
  return casebook(['sign-in', '--cloud-file', cloudFile, '--tenant', tenantDomain, ...parameters], {
    onStderr,
    environment,
  });
}
const enter = ([, address = '', userCode = '']: string[]) =>
  enterDeviceCode(address, userCode, { login: kim.username });

test('with a device code: who came, and tokens for queries and for finding workspaces; none is shown or kept', async () => {
  const before = await readdir(folder);
  const { code: exit, stdout, stderr } = await signIn(['--json'], code, enter);
  expect([exit, JSON.parse(stdout)]).toMatchObject([
    0,
    {
      cloud: 'Test cloud',
      account: { username: kim.username, tenantId },
      query: { ok: true, expiresOn: expect.any(String) },
      arm: { ok: true },
    },
  ]);
  expect(stdout + stderr).not.toContain('eyJ');
  expect(await readdir(folder)).toEqual(before);
});

test('with the browser, whose address is told where none opens', async () => {
  const { code: exit, stdout } = await signIn(['--auth', 'browser'], /computer: (https:\S+)/, ([, address = '']) =>
    signInByForm(address, { login: kim.username }),
  );
  expect(exit).toBe(0);
  expect(stdout).toContain(`Signed in as ${kim.username}`);
  expect(stdout).toContain('Queries of workspaces: yes, with a token until 20');
  expect(stdout).toContain('keeps no sign-in');
});

test('finding workspaces without a consent to it is told beside the queries, which work', async () => {
  const { code: exit, stdout } = await signIn(
    ['--auth', 'browser'],
    /computer: (https:\S+)/,
    async ([, address = '']) => {
      server.behaviour.refreshAnswer = entraRefusal('invalid_grant', 65001, 'x', { suberror: 'consent_required' });
      await signInByForm(address, { login: kim.username });
    },
  );
  expect(exit).toBe(0);
  expect(stdout).toContain('Queries of workspaces: yes');
  expect(stdout).toMatch(/Finding workspaces: {4}no\. .*consented/);
});

test('a refusal is one line with what to do, exit code 3', async () => {
  server.behaviour.authorizeError = { error: 'access_denied', error_description: 'AADSTS53003: Blocked.' };
  const { code: exit, stderr } = await signIn(['--auth', 'browser'], /computer: (https:\S+)/, ([, address = '']) =>
    signInByForm(address, { login: kim.username }),
  );
  expect(exit).toBe(3);
  expect(stderr).toMatch(
    /\ncasebook: No sign-in for the cloud Test cloud.* conditional access .*\(AADSTS53003\)\. .*administrator of the tenant\.\n$/,
  );
});

test('Ctrl+C ends the wait', async () => {
  let shown = false;
  const ended = await casebook(['sign-in', '--cloud-file', cloudFile, '--tenant', tenantId], {
    environment: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') },
    onStderr: (text) => {
      shown ||= code.test(text);
    },
    stopWhen: () => shown,
  });
  expect(ended.code).toBe(130);
});
