import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { signInByForm } from '../../test/support/openIdServer/headlessUser.ts';
import { kim } from '../../test/support/openIdServer/world.ts';
import { proxiedFetch } from './proxiedFetch.ts';
import { createSignIn } from './signIn.ts';
import { never, openIdServerForTests, targetIn, tokenFor } from './testSignIn.ts';
import { memoryStore } from './tokenStore.ts';

const server = openIdServerForTests();
const proxies: Server[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const proxy of proxies.splice(0)) proxy.close();
});

/** A proxy that lets tunnels through, or answers each with `refusal`. */
async function startProxy(refusal?: string) {
  const tunnels: string[] = [];
  const proxy = createServer().on('connect', (request, client, head) => {
    tunnels.push(request.url ?? '');
    if (refusal) return client.end(`HTTP/1.1 ${refusal}\r\n\r\n`);
    const [, port = ''] = (request.url ?? '').split(':');
    const target = connect(Number(port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.write(head);
      target.pipe(client).pipe(target);
    });
    target.on('error', () => client.destroy());
    client.on('error', () => target.destroy());
    return undefined;
  });
  proxies.push(proxy);
  await new Promise<void>((done) => proxy.listen(0, '127.0.0.1', done));
  vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  return tunnels;
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
  const tunnels = await startProxy();
  await signIn().withBrowser(targetIn(server.current.cloud()), never());
  expect(new Set(tunnels)).toEqual(new Set([new URL(server.current.origin).host]));
});

test('a proxy that refuses is told', async () => {
  await startProxy('407 Proxy Authentication Required');
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
