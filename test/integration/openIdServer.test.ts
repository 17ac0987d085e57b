import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterDeviceCode, formOf, signInByForm } from '../support/openIdServer/headlessUser.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { clientId, kim, queryScope, tenantDomain, tenantId } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';

let server: OpenIdServer;
beforeAll(async () => {
  server = await startOpenIdServer();
  trustHere(server.authority);
});
afterAll(() => server.close());

const endpoint = (name: string) => `${server.origin}/${tenantId}/oauth2/v2.0/${name}`;
const post = async (name: string, fields: Record<string, string>) => {
  const response = await fetch(endpoint(name), { method: 'POST', body: new URLSearchParams(fields) });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

test('a tenant answers under its id and its domain, any other is refused with Entra’s number', async () => {
  const discovery = (tenant: string) => fetch(`${server.origin}/${tenant}/v2.0/.well-known/openid-configuration`);
  for (const tenant of [tenantId, tenantDomain]) {
    expect(await (await discovery(tenant)).json()).toMatchObject({ token_endpoint: endpoint('token') });
  }
  const refused = await discovery('other.example');
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('AADSTS90002')]);
});

test('a sign-in without PKCE is sent back with a refusal', async () => {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: 'http://localhost:9',
    response_type: 'code',
    response_mode: 'form_post',
    scope: `openid ${queryScope}`,
    state: 's',
  });
  const response = await fetch(`${endpoint('authorize')}?${query}`);
  const { fields } = formOf({ url: endpoint('authorize'), html: await response.text() });
  expect(fields).toMatchObject({ error: 'invalid_request', error_description: expect.stringContaining('PKCE') });
});

test('a device code is pending until its page is confirmed; its tokens are for the API asked for', async () => {
  const { body: code } = await post('devicecode', { client_id: clientId, scope: `openid ${queryScope}` });
  const ask = () =>
    post('token', {
      client_id: clientId,
      grant_type: 'device_code',
      device_code: String(code.device_code),
      scope: queryScope,
    });
  expect(await ask()).toMatchObject({ status: 400, body: { error: 'authorization_pending' } });
  await enterDeviceCode(String(code.verification_uri), String(code.user_code), { login: kim.username });
  const { body: tokens } = await ask();
  expect(tokens).toMatchObject({
    scope: queryScope,
    refresh_token: expect.any(String),
    client_info: expect.any(String),
  });
  const refreshed = await post('token', {
    client_id: clientId,
    grant_type: 'refresh_token',
    refresh_token: String(tokens.refresh_token),
  });
  expect(refreshed.body).toMatchObject({ access_token: expect.any(String) });
});

test('the headless user brings the sign-in page’s answer to the application', async () => {
  await expect(signInByForm(`${server.origin}/${tenantId}/nothing`, 'cancel')).rejects.toThrow('shows no form');
});
