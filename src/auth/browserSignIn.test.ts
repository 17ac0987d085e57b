import { describe, expect, test } from 'vitest';
import { signInByForm } from '../../test/support/openIdServer/headlessUser.ts';
import { armScope, guest, kim, queryScope, tenantDomain, tenantId } from '../../test/support/openIdServer/world.ts';
import { proxiedFetch } from './proxiedFetch.ts';
import { createSignIn } from './signIn.ts';
import { signInTarget } from './target.ts';
import { claimsOf, never, newSignIn, openIdServerForTests, targetIn, tokenFor } from './testSignIn.ts';
import { memoryStore } from './tokenStore.ts';

const server = openIdServerForTests();
const target = () => targetIn(server.current.cloud());

describe('with the browser', () => {
  test('signs in to a pinned tenant and gives tokens for both scopes of the cloud', async () => {
    const signIn = newSignIn();
    expect(await signIn.withBrowser(target(), never())).toEqual({
      id: `${kim.id}.${tenantId}`,
      tenantId,
      username: kim.username,
      name: kim.name,
    });
    const first = await tokenFor(signIn, target());
    expect(claimsOf(first)).toMatchObject({ aud: 'https://api.loganalytics.test', sub: kim.id });
    expect(first.expiresOn).toBeGreaterThan(Date.now());
    expect(claimsOf(await tokenFor(signIn, target(), { scope: armScope }))).toMatchObject({
      aud: 'https://management.test',
    });
  });

  test.each(['AAD', 'OIDC'] as const)('a token that is still good is not asked for again (%s)', async (protocol) => {
    const cloud = server.current.cloud({ protocol });
    const signIn = newSignIn();
    const tenant = protocol === 'AAD' ? tenantDomain : null;
    const target = signInTarget({ cloud, tenant, clientId: null });
    await signIn.withBrowser(target, never());
    const before = server.current.tokenRequests.length;
    const ask = { account: null, scope: queryScope, signal: never() };
    const [first, second] = [await signIn.token(target, ask), await signIn.token(target, ask)];
    expect(first).toEqual(second);
    expect(server.current.tokenRequests).toHaveLength(before);
  });

  test('offers the account that is wanted, and takes whoever signs in', async () => {
    const opened: string[] = [];
    const browser = (url: string) => {
      opened.push(url);
      return signInByForm(url, { login: kim.username });
    };
    const signIn = newSignIn({ browser });
    expect(await signIn.withBrowser(target(), never(), guest.username)).toMatchObject({ username: kim.username });
    await signIn.withBrowser(target(), never());
    expect(opened.map((url) => new URL(url).searchParams.get('login_hint'))).toEqual([guest.username, null]);
  });

  test('a cancel on the page is told', async () => {
    const signIn = newSignIn({ browser: (url) => signInByForm(url, 'cancel') });
    await expect(signIn.withBrowser(target(), never())).rejects.toMatchObject({
      code: 'signInFailed',
      message: expect.stringContaining('cancelled on the sign-in page'),
    });
  });

  test('a cancel in Casebook ends the wait at once, and its listener', async () => {
    const controller = new AbortController();
    const opened = Promise.withResolvers<string>();
    const signIn = newSignIn({ browser: async (url) => opened.resolve(url) });
    const signingIn = signIn.withBrowser(target(), controller.signal);
    const url = await opened.promise;
    controller.abort();
    await expect(signingIn).rejects.toMatchObject({ name: 'AbortError' });
    const { port } = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
    await expect
      .poll(() =>
        fetch(`http://127.0.0.1:${port}/`).then(
          () => 'open',
          () => 'closed',
        ),
      )
      .toBe('closed');
  });

  test('a browser that nobody comes back from is given up after a time', async () => {
    const signIn = newSignIn({ browser: async () => undefined, browserPatience: 200 });
    await expect(signIn.withBrowser(target(), never())).rejects.toMatchObject({
      code: 'signInFailed',
      message: expect.stringContaining('Nobody came back'),
    });
  });

  test('an answer with another state changes nothing: the right one still signs in', async () => {
    const statuses: number[] = [];
    const forge = async (url: string) => {
      const { port } = new URL(new URL(url).searchParams.get('redirect_uri') ?? '');
      const forged = new URLSearchParams({ code: 'stolen', state: 'another' });
      statuses.push((await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: forged })).status);
      await signInByForm(url, { login: kim.username });
    };
    await expect(newSignIn({ browser: forge }).withBrowser(target(), never())).resolves.toMatchObject({
      username: kim.username,
    });
    expect(statuses).toEqual([400]);
  });

  test('a code from elsewhere is refused by the server, since it is not this sign-in’s', async () => {
    const forge = async (url: string) => {
      const query = new URL(url).searchParams;
      const { port } = new URL(query.get('redirect_uri') ?? '');
      const forged = new URLSearchParams({ code: 'stolen', state: query.get('state') ?? '' });
      await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body: forged });
    };
    await expect(newSignIn({ browser: forge }).withBrowser(target(), never())).rejects.toMatchObject({
      code: 'signInFailed',
    });
  });

  test('the browser’s page says how it ended', async () => {
    const pages: string[] = [];
    const signIn = newSignIn({
      browser: async (url) => pages.push((await signInByForm(url, { login: kim.username })).html),
    });
    await signIn.withBrowser(target(), never());
    await expect.poll(() => pages.join()).toContain('You are signed in');
  });

  test('a browser that does not open is told', async () => {
    const signIn = createSignIn({
      fetch: proxiedFetch(),
      openBrowser: () => Promise.reject(new Error('no browser here')),
      storeOf: () => memoryStore(''),
    });
    await expect(signIn.withBrowser(target(), never())).rejects.toThrow('no browser here');
  });
});

test('the browser is asked for PKCE, an answer as a form, and a choice of account', async () => {
  const addresses: string[] = [];
  const signIn = newSignIn({
    browser: async (url) => {
      addresses.push(url);
      await signInByForm(url, { login: kim.username });
    },
  });
  await signIn.withBrowser(target(), never());
  expect(Object.fromEntries(new URL(addresses[0] ?? '').searchParams)).toMatchObject({
    code_challenge_method: 'S256',
    response_mode: 'form_post',
    prompt: 'select_account',
    redirect_uri: expect.stringMatching(/^http:\/\/localhost:\d+$/),
  });
});
