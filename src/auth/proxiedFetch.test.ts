import { afterEach, expect, test, vi } from 'vitest';
import { startConnectProxy } from '../../test/support/connectProxy.ts';
import { signInByForm } from '../../test/support/openIdServer/headlessUser.ts';
import { kim } from '../../test/support/openIdServer/world.ts';
import { proxiedFetch } from './proxiedFetch.ts';
import { createSignIn } from './signIn.ts';
import { never, openIdServerForTests, targetIn, tokenFor } from './testSignIn.ts';
import { memoryStore } from './tokenStore.ts';

const server = openIdServerForTests();
let proxy: Awaited<ReturnType<typeof startConnectProxy>> | undefined;
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy?.close();
  proxy = undefined;
});

/** Starts a proxy and names it in the environment. */
async function behindProxy(refusal?: string) {
  proxy = await startConnectProxy(refusal);
  vi.stubEnv('HTTPS_PROXY', proxy.url);
  return proxy.targets;
}
const signIn = () =>
  createSignIn({
    fetch: proxiedFetch(),
    openBrowser: async (url) => {
      signInByForm(url, { login: kim.username }).catch(() => undefined);
    },
    storeOf: () => memoryStore(''),
  });

test('without a proxy it goes straight', async () => {
  const session = signIn();
  await session.withBrowser(targetIn(server.current.cloud()), never());
  expect(await tokenFor(session, targetIn(server.current.cloud()))).toMatchObject({ account: kim.username });
});

test('it goes through the proxy that the environment names', async () => {
  const targets = await behindProxy();
  await signIn().withBrowser(targetIn(server.current.cloud()), never());
  expect(new Set(targets)).toEqual(new Set([new URL(server.current.origin).host]));
});

test('a proxy that refuses is told', async () => {
  await behindProxy('407 Proxy Authentication Required');
  await expect(signIn().withBrowser(targetIn(server.current.cloud()), never())).rejects.toMatchObject({
    code: expect.stringMatching(/^service(Unreachable|Failed)$/),
    message: expect.stringContaining('proxy'),
  });
});

test('a service that is not there is told with the cause', async () => {
  const gone = targetIn(server.current.cloud({ authority: 'https://no-such-host.invalid' }));
  await expect(signIn().withBrowser(gone, never())).rejects.toMatchObject({
    code: 'serviceUnreachable',
    message: expect.stringContaining('its name is not known here'),
  });
});
