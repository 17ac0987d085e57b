import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { signInByForm } from '../../../test/support/openIdServer/headlessUser.ts';
import { type OpenIdServer, startOpenIdServer } from '../../../test/support/openIdServer/server.ts';
import {
  armScope,
  guest,
  kim,
  otherTenantDomain,
  queryScope,
  tenantDomain,
} from '../../../test/support/openIdServer/world.ts';
import { trustHere } from '../../../test/support/trustedAuthority.ts';
import { call, windowWithCloud } from './testWindow.ts';

let server: OpenIdServer;
let folder: string;
beforeAll(async () => {
  server = await startOpenIdServer();
  trustHere(server.authority);
});
afterAll(() => server.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-main-sign-in-'));
});
afterEach(() => rm(folder, { recursive: true }));

const start = { cloud: 'test cloud', tenant: tenantDomain, way: 'browser' as const };

test('the engine is given the person’s clouds, and tokens for who is signed in, with or without a tenant named', async () => {
  const { handle, host } = await windowWithCloud(folder, server.cloud());
  expect(await host.cloud('TEST CLOUD')).toEqual(server.cloud());
  expect(await host.cloud('elsewhere')).toBeNull();
  const ask = { cloud: 'Test cloud', tenant: null, account: null, scope: armScope };
  const { signal } = call;
  await expect(host.token(ask, signal)).rejects.toMatchObject({ code: 'signInNeeded' });
  await handle['signIn.start'](start, call);
  expect(await host.token(ask, signal)).toMatchObject({ token: expect.any(String) });
  expect(await host.token({ ...ask, tenant: tenantDomain }, signal)).toMatchObject({ token: expect.any(String) });
  await expect(host.token({ ...ask, account: guest.username }, signal)).rejects.toMatchObject({ code: 'signInNeeded' });
  await expect(host.token({ ...ask, cloud: 'elsewhere' }, signal)).rejects.toMatchObject({ code: 'unknownCloud' });
});

test('where an account is signed in to several tenants, a source has to name one', async () => {
  const { handle, host } = await windowWithCloud(folder, server.cloud());
  for (const tenant of [tenantDomain, otherTenantDomain]) await handle['signIn.start']({ ...start, tenant }, call);
  const ask = { cloud: 'Test cloud', tenant: null, account: null, scope: queryScope };
  await expect(host.token(ask, call.signal)).rejects.toMatchObject({
    code: 'invalidInput',
    message: expect.stringContaining('Sign-ins to 2 tenants'),
  });
  expect(await host.token({ ...ask, tenant: otherTenantDomain }, call.signal)).toMatchObject({
    token: expect.any(String),
  });
});

test('where several accounts are signed in to a tenant, the one that is chosen asks, until it is signed out', async () => {
  let login = kim.username;
  const openBrowser = async (url: string): Promise<void> => {
    signInByForm(url, { login }).catch(() => undefined);
  };
  const { handle, host } = await windowWithCloud(folder, server.cloud(), { openBrowser });
  await handle['signIn.start'](start, call);
  login = guest.username;
  const { id } = await handle['signIn.start'](start, call);
  const ask = { cloud: 'Test cloud', tenant: tenantDomain, account: null, scope: queryScope };
  await expect(host.token(ask, call.signal)).rejects.toMatchObject({
    code: 'accountNeeded',
    message: expect.stringMatching(
      /^2 accounts are signed in to the cloud Test cloud, tenant .*Choose which of them asks/,
    ),
  });
  const choice = { cloud: 'test cloud', tenant: tenantDomain };
  await handle['signIn.choose']({ ...choice, account: id }, call);
  expect((await host.token(ask, call.signal)).account).toBe(guest.username);
  expect((await host.token({ ...ask, account: kim.username }, call.signal)).account).toBe(kim.username);
  expect(await handle['signIn.accounts']({ cloud: 'Test cloud' }, call)).toMatchObject({
    chosen: [{ tenant: tenantDomain, account: id }],
  });
  await handle['signIn.signOut']({ cloud: 'Test cloud', account: id }, call);
  expect((await host.token(ask, call.signal)).account).toBe(kim.username);
  await expect(handle['signIn.choose']({ ...choice, account: id }, call)).rejects.toMatchObject({
    code: 'signInNeeded',
  });
});
