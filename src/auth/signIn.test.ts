import { describe, expect, test } from 'vitest';
import { entraRefusal } from '../../test/support/openIdServer/behaviour.ts';
import { signInByForm } from '../../test/support/openIdServer/headlessUser.ts';
import {
  guest,
  kim,
  otherTenantDomain,
  otherTenantId,
  queryScope,
  tenantDomain,
  tenantId,
} from '../../test/support/openIdServer/world.ts';
import { claimsOf, never, newSignIn, openIdServerForTests, targetIn, tokenFor } from './testSignIn.ts';
import { memoryStore } from './tokenStore.ts';

const server = openIdServerForTests();
const target = () => targetIn(server.current.cloud());

describe('accounts', () => {
  test('several stay signed in; one is chosen by id or user name, and a sign-out forgets one alone', async () => {
    let username = kim.username;
    const signIn = newSignIn({ browser: (url) => signInByForm(url, { login: username }) });
    await signIn.withBrowser(target(), never());
    username = guest.username;
    const second = await signIn.withBrowser(target(), never());
    expect((await signIn.accounts(target())).map((account) => account.username).sort()).toEqual([
      kim.username,
      guest.username,
    ]);
    await expect(tokenFor(signIn, target())).rejects.toMatchObject({
      code: 'accountNeeded',
      message: expect.stringMatching(/^2 acc/),
    });
    expect(claimsOf(await tokenFor(signIn, target(), { account: second.id }))).toMatchObject({ sub: guest.id });
    expect(claimsOf(await tokenFor(signIn, target(), { account: kim.username.toUpperCase() }))).toMatchObject({
      sub: kim.id,
    });
    await signIn.signOut(target(), second.id);
    expect(await signIn.accounts(target())).toHaveLength(1);
    expect(claimsOf(await tokenFor(signIn, target()))).toMatchObject({ sub: kim.id });
    await expect(tokenFor(signIn, target(), { account: second.id })).rejects.toMatchObject({ code: 'signInNeeded' });
  });

  test('nobody signed in is a state with words, and costs no request', async () => {
    const before = server.current.tokenRequests.length;
    await expect(tokenFor(newSignIn(), target())).rejects.toMatchObject({
      code: 'signInNeeded',
      message: `Nobody is signed in to the cloud Test cloud, tenant ${tenantId}. Sign in there.`,
    });
    expect(server.current.tokenRequests).toHaveLength(before);
  });

  test('only the cloud’s own scopes are given tokens for', async () => {
    const signIn = newSignIn();
    await signIn.withBrowser(target(), never());
    await expect(tokenFor(signIn, target(), { scope: 'https://elsewhere.test/.default' })).rejects.toMatchObject({
      code: 'notAllowed',
    });
  });
});

describe('silently', () => {
  test('a token that is about to expire is refreshed, by one request for all that ask at once', async () => {
    server.current.behaviour.accessTokenTtl = 200;
    const signIn = newSignIn();
    await signIn.withBrowser(target(), never());
    const before = server.current.tokenRequests.length;
    await Promise.all([1, 2, 3, 4].map(() => tokenFor(signIn, target())));
    expect(server.current.tokenRequests.slice(before)).toEqual(['refresh_token']);
  });

  test.each([
    [
      'a sign-in that the server ended',
      entraRefusal('invalid_grant', 700082, 'expired'),
      'signInNeeded',
      'revoked or has expired',
    ],
    [
      'multi-factor authentication',
      entraRefusal('interaction_required', 50076, 'x', { suberror: 'basic_action' }),
      'signInNeeded',
      'multi-factor authentication',
    ],
    ['consent', entraRefusal('invalid_grant', 65001, 'x', { suberror: 'consent_required' }), 'signInNeeded', 'consent'],
    [
      'an invalid grant without a number',
      { status: 400, body: { error: 'invalid_grant' } },
      'signInNeeded',
      'Sign in again',
    ],
    [
      'a service that fails',
      { status: 503, body: 'Service Unavailable' },
      'serviceFailed',
      'failed (503). Try again in a few minutes',
    ],
    [
      'a proxy’s page',
      { status: 200, body: '<html>Please log on to the proxy' },
      'serviceFailed',
      'a page that begins "<html>Please log on to the proxy" (200), as a proxy does',
    ],
  ])('%s is a state with words', async (_, answer, code, words) => {
    server.current.behaviour.accessTokenTtl = 200;
    const signIn = newSignIn();
    await signIn.withBrowser(target(), never());
    server.current.behaviour.tokenAnswers.push(answer);
    await expect(tokenFor(signIn, target())).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
    expect(claimsOf(await tokenFor(signIn, target()))).toMatchObject({ sub: kim.id });
  });

  test('a refresh token that the server no longer takes needs a person', async () => {
    Object.assign(server.current.behaviour, { accessTokenTtl: 200, refreshTokenTtl: 1 });
    const signIn = newSignIn();
    await signIn.withBrowser(target(), never());
    await expect
      .poll(
        () =>
          tokenFor(signIn, target()).then(
            () => 'given',
            (error: { code: string }) => error.code,
          ),
        { timeout: 20_000, interval: 300 },
      )
      .toBe('signInNeeded');
  });

  test('an abort ends the wait', async () => {
    const signIn = newSignIn();
    await signIn.withBrowser(target(), never());
    const asking = signIn.token(target(), { account: null, scope: queryScope, signal: AbortSignal.abort() });
    await expect(asking).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('in several tenants', () => {
  const inTenant = (tenant: string) => targetIn(server.current.cloud(), tenant);
  const issuerOf = (tenant: string) => `${server.current.origin}/${tenant}/v2.0`;

  test.each([
    ['by id', otherTenantId],
    ['by domain', otherTenantDomain],
  ])(
    'a token is of the tenant that is named %s, never of another that the account is signed in to',
    async (_, other) => {
      const signIn = newSignIn();
      const { id } = await signIn.withBrowser(inTenant(tenantDomain), never());
      await expect(tokenFor(signIn, inTenant(other))).rejects.toMatchObject({ code: 'signInNeeded' });
      const elsewhere = await tokenFor(signIn, inTenant(other), { account: id }).catch(
        (error: { code: string }) => error,
      );
      expect('token' in elsewhere ? claimsOf(elsewhere) : elsewhere).toMatchObject(
        'token' in elsewhere ? { iss: issuerOf(otherTenantId) } : { code: 'signInNeeded' },
      );
      expect(await signIn.withBrowser(inTenant(other), never())).toMatchObject({ id, tenantId: otherTenantId });
      for (const [tenant, expected] of [
        [other, otherTenantId],
        [tenantDomain, tenantId],
      ] as const) {
        expect(claimsOf(await tokenFor(signIn, inTenant(tenant)))).toMatchObject({ iss: issuerOf(expected) });
      }
      expect((await signIn.accounts(inTenant(other))).map((account) => account.tenantId).sort()).toEqual([
        tenantId,
        otherTenantId,
      ]);
    },
  );

  test('sign-ins to several tenants stand side by side, in whichever order and after a restart', async () => {
    const store = memoryStore('for a test');
    for (const tenant of [tenantDomain, otherTenantDomain, tenantDomain]) {
      await newSignIn({ store }).withBrowser(inTenant(tenant), never());
    }
    const signIn = newSignIn({ store });
    const tenants = (await signIn.accounts(inTenant(tenantDomain))).map((account) => account.tenantId);
    expect(tenants.sort()).toEqual([tenantId, otherTenantId]);
    for (const tenant of [tenantId, otherTenantId]) {
      expect(claimsOf(await tokenFor(signIn, inTenant(tenant)))).toMatchObject({ iss: issuerOf(tenant) });
    }
  });

  test('the id behind a domain is looked up once', async () => {
    const signIn = newSignIn();
    await signIn.withBrowser(inTenant(tenantDomain), never());
    server.current.behaviour.discoveryAnswer = { status: 503, body: 'down' };
    await expect(tokenFor(signIn, inTenant(tenantDomain))).resolves.toBeDefined();
  });
});
