import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { entraRefusal, usualBehaviour } from '../../test/support/openIdServer/behaviour.ts';
import { enterDeviceCode } from '../../test/support/openIdServer/headlessUser.ts';
import { type OpenIdServer, startOpenIdServer } from '../../test/support/openIdServer/server.ts';
import { armScope, guest, kim, queryScope, tenantId } from '../../test/support/openIdServer/world.ts';
import { trustHere } from '../../test/support/trustedAuthority.ts';
import { hostFromOptions } from './cloudHost.ts';

let server: OpenIdServer;
let folder: string;
beforeAll(async () => {
  server = await startOpenIdServer();
  trustHere(server.authority);
  folder = await mkdtemp(join(tmpdir(), 'casebook-host-'));
  await writeFile(join(folder, 'cloud.json'), JSON.stringify(server.cloud()));
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(server.behaviour, usualBehaviour());
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** The host of a command whose codes are entered by kim; `lines` are what it told on stderr. */
async function host() {
  const lines: string[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line));
    const [, address = '', code = ''] =
      /open (https:\S+) on any device and enter the code (\S+) /.exec(String(line)) ?? [];
    enterDeviceCode(address, code, { login: kim.username }).catch(() => undefined);
    return true;
  });
  const answers = await hostFromOptions({ cloudFile: join(folder, 'cloud.json'), tenant: tenantId, auth: 'device' });
  return { answers, lines };
}
const ask = { cloud: 'Test cloud', tenant: null, account: null, scope: queryScope };
const never = () => new AbortController().signal;

test('queries that start together ask for one sign-in', async () => {
  const { answers, lines } = await host();
  const scopes = [queryScope, armScope, queryScope];
  const tokens = await Promise.all(scopes.map((scope) => answers.token({ ...ask, scope }, never())));
  expect(lines).toHaveLength(1);
  expect(tokens.map(({ account }) => account)).toEqual([kim.username, kim.username, kim.username]);
});

test('a sign-in that ends in the middle of a run is asked for again, and the run goes on', async () => {
  server.behaviour.accessTokenTtl = 200;
  const { answers, lines } = await host();
  await answers.token(ask, never());
  server.behaviour.tokenAnswers.push(entraRefusal('invalid_grant', 700082, 'x'));
  expect(await answers.token(ask, never())).toMatchObject({ token: expect.stringMatching(/^eyJ/) });
  expect(lines).toHaveLength(2);
});

test('whoever signs in instead of the account that a case names gets no token for it', async () => {
  const { answers } = await host();
  await expect(answers.token({ ...ask, account: guest.username }, never())).rejects.toMatchObject({
    code: 'signInNeeded',
  });
});

test('other clouds than the given and the built-in ones are not known', async () => {
  const { answers, lines } = await host();
  expect(await answers.cloud('public')).toMatchObject({ queryEndpoint: 'https://api.loganalytics.io' });
  expect(await answers.cloud('elsewhere')).toBeNull();
  await expect(answers.token({ ...ask, cloud: 'elsewhere' }, never())).rejects.toMatchObject({ code: 'unknownCloud' });
  expect(lines).toEqual([]);
});
