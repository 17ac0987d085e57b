import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type OpenIdServer, startOpenIdServer } from '../../../test/support/openIdServer/server.ts';
import { clientId, kim, tenantDomain, tenantId } from '../../../test/support/openIdServer/world.ts';
import { trustHere } from '../../../test/support/trustedAuthority.ts';
import { signIn as contract } from '../../shared/contract/signIn.ts';
import { call, openWindow, windowWithCloud } from './testWindow.ts';

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

const opened = (options?: Parameters<typeof openWindow>[1]) => openWindow(folder, options);
const withCloud = (options?: Parameters<typeof openWindow>[1]) => windowWithCloud(folder, server.cloud(), options);
const start = { cloud: 'test cloud', tenant: tenantDomain, way: 'browser' as const };

test('a cloud of one’s own is listed behind those that come with Casebook, and forgotten again', async () => {
  const { handle } = await withCloud();
  const clouds = contract['signIn.clouds'].output.parse(await handle['signIn.clouds']({}, call));
  expect(clouds.map(({ name, builtIn }) => [name, builtIn])).toEqual([
    ['public', true],
    ['usGovernment', true],
    ['china', true],
    ['Test cloud', false],
  ]);
  expect(clouds[3]).toMatchObject({ clientId, takesClientId: false, needsTenant: true, lastTenant: null });
  expect(clouds[0]).toMatchObject({ clientId: null, takesClientId: true });
  await handle['signIn.removeCloud']({ cloud: 'Test cloud' }, call);
  expect(await handle['signIn.clouds']({}, call)).toHaveLength(3);
  await expect(handle['signIn.removeCloud']({ cloud: 'public' }, call)).rejects.toMatchObject({ code: 'invalidInput' });
});

test('a client id is kept for its cloud; without one the sign-in says what is missing', async () => {
  const { handle } = opened();
  const asked = { cloud: 'public', tenant: tenantDomain, way: 'browser' as const };
  await expect(handle['signIn.start'](asked, call)).rejects.toMatchObject({
    code: 'invalidInput',
    message: expect.stringContaining('docs/guide/app-registration.md'),
  });
  await handle['signIn.setClientId']({ cloud: 'public', clientId }, call);
  const [first, second] = await opened().handle['signIn.clouds']({}, call);
  expect([first?.clientId, second?.clientId]).toEqual([clientId, null]);
});

test.each(['browser', 'code'] as const)(
  'a sign-in by %s is listed, kept over a restart, and signed out',
  async (way) => {
    const { handle, told } = await withCloud();
    const account = contract['signIn.start'].output.parse(await handle['signIn.start']({ ...start, way }, call));
    expect(account).toMatchObject({ username: kim.username, tenantId });
    expect(told).toHaveLength(way === 'code' ? 1 : 0);
    const after = opened();
    const listed = contract['signIn.accounts'].output.parse(
      await after.handle['signIn.accounts']({ cloud: 'Test cloud' }, call),
    );
    expect(listed).toEqual({ accounts: [account], chosen: [], keeping: { place: 'file', note: null } });
    expect((await after.handle['signIn.clouds']({}, call))[3]?.lastTenant).toBe(tenantDomain);
    await after.handle['signIn.signOut']({ cloud: 'Test cloud', account: account.id }, call);
    expect(await handle['signIn.accounts']({ cloud: 'Test cloud' }, call)).toMatchObject({ accounts: [] });
  },
);

test('without the system’s encryption nothing is written, and that is said', async () => {
  const { handle } = await withCloud({ protecting: { missing: 'No keyring.' } });
  await handle['signIn.start'](start, call);
  expect(await handle['signIn.accounts']({ cloud: 'Test cloud' }, call)).toMatchObject({
    accounts: [{ username: kim.username }],
    keeping: { place: 'memory', note: 'No keyring.' },
  });
  expect((await readdir(folder)).sort()).toEqual(['cloud.json', 'clouds.json']);
});

test('a damaged file of sign-ins is set aside, and the list of accounts says so', async () => {
  const { handle } = await withCloud();
  await handle['signIn.start'](start, call);
  const [name = ''] = (await readdir(join(folder, 'sign-in'))).filter((file) => file.endsWith('.bin'));
  await writeFile(join(folder, 'sign-in', name), 'x');
  const listed = await opened().handle['signIn.accounts']({ cloud: 'Test cloud' }, call);
  expect(listed.accounts).toEqual([]);
  expect(listed.keeping.note).toContain(`set aside as ${join(folder, 'sign-in', name)}.damaged-`);
  expect(listed.keeping.note).toContain('Sign in again');
});

test('a cancelled sign-in ends, and a cloud that is taken away signs out its accounts', async () => {
  const { handle } = await withCloud();
  const cancelled = { ...call, signal: AbortSignal.abort() };
  await expect(handle['signIn.start']({ ...start, way: 'code' }, cancelled)).rejects.toMatchObject({
    name: 'AbortError',
  });
  await handle['signIn.start'](start, call);
  await handle['signIn.removeCloud']({ cloud: 'Test cloud' }, call);
  const { handle: again } = await withCloud();
  expect(await again['signIn.accounts']({ cloud: 'Test cloud' }, call)).toMatchObject({ accounts: [] });
});

test('a browser that does not open is told, with the other way', async () => {
  const { handle } = await withCloud({ openBrowser: () => Promise.reject(new Error('no program for https')) });
  await expect(handle['signIn.start'](start, call)).rejects.toMatchObject({
    code: 'signInFailed',
    message: expect.stringMatching(/could not be opened: no program for https\. Sign in with a code instead\./),
  });
});

test('another client id signs out who came in with the one before', async () => {
  const path = join(folder, 'clouds.json');
  const own = { ...server.cloud(), clientId: null };
  const clientIds = { 'test cloud': clientId };
  await writeFile(path, JSON.stringify({ version: 1, clouds: [own], clientIds, lastTenants: {} }));
  const { handle } = opened();
  await handle['signIn.start'](start, call);
  const kept = () => handle['signIn.accounts']({ cloud: 'Test cloud' }, call);
  await handle['signIn.setClientId']({ cloud: 'Test cloud', clientId }, call);
  expect((await kept()).accounts).toHaveLength(1);
  await handle['signIn.setClientId']({ cloud: 'Test cloud', clientId: tenantId }, call);
  await handle['signIn.setClientId']({ cloud: 'Test cloud', clientId }, call);
  expect((await kept()).accounts).toEqual([]);
});

test('a sign-in service that names a program’s address in place of its page opens nothing', async () => {
  const { handle } = await withCloud();
  const described = await fetch(`${server.origin}/${tenantId}/v2.0/.well-known/openid-configuration`);
  const body = {
    ...z.looseObject({}).parse(await described.json()),
    authorization_endpoint: 'file:///usr/bin/program',
  };
  server.behaviour.discoveryAnswer = { status: 200, body };
  try {
    await expect(handle['signIn.start'](start, call)).rejects.toMatchObject({
      code: 'signInFailed',
      message: expect.stringContaining('not one that Casebook opens'),
    });
  } finally {
    server.behaviour.discoveryAnswer = undefined;
  }
});

test.each([
  ['a file that is not there', 'none.json', 'fileNotFound'],
  ['a file that describes no cloud', 'cloud.json', 'invalidInput'],
])('%s is refused', async (_, name, code) => {
  await writeFile(join(folder, 'cloud.json'), '{}');
  await expect(opened().handle['signIn.addCloud']({ path: join(folder, name) }, call)).rejects.toMatchObject({ code });
});
