import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { Cloud } from '../../../src/shared/clouds.ts';
import { makeCertificates, type TestCertificates } from '../certificates.ts';
import { type Behaviour, usualBehaviour } from './behaviour.ts';
import { configurationOf, pathsOf, signingKey } from './configuration.ts';
import { entraShape } from './entraShape.ts';
import { interactions } from './interactions.ts';
import { armScope, clientId, queryScope, tenantId, tenants } from './world.ts';

export interface OpenIdServer {
  /** What a client has to trust, as PEM. */
  readonly authority: string;
  /** `https://localhost:PORT`. */
  readonly origin: string;
  readonly behaviour: Behaviour;
  /** The grant types that tokens were asked with, in order. */
  readonly tokenRequests: readonly string[];
  /** A cloud whose people sign in here; Entra's protocol, unless told otherwise. */
  cloud(changes?: Partial<Cloud>): Cloud;
  close(): Promise<void>;
}

/**
 * Starts a real OpenID Connect provider over HTTPS on the loopback in Entra's URL layout, with two tenants, each under its id and its
 * domain. It signs in whoever its page is told to.
 */
export async function startOpenIdServer(certificates?: TestCertificates): Promise<OpenIdServer> {
  const { authority, certificate, key } = certificates ?? (await makeCertificates());
  const behaviour = usualBehaviour();
  const tokenRequests: string[] = [];
  const server = createServer({ cert: certificate, key });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;

  const signing = await signingKey();
  const answerOf = (tenant: string) => {
    const paths = pathsOf(tenant);
    const provider = new Provider(`${origin}/${tenant}/v2.0`, configurationOf(behaviour, tenant, signing));
    provider.use(entraShape(behaviour, origin, paths, (grantType) => tokenRequests.push(grantType)));
    provider.use(interactions(provider, paths));
    return provider.callback();
  };
  const answers = new Map([...tenants.values()].map((tenant) => [tenant, answerOf(tenant)]));

  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', origin);
    const [, named = '', ...rest] = url.pathname.split('/');
    const tenant = tenants.get(named.toLowerCase()) ?? named;
    const path = `/${tenant}/${rest.join('/')}`;
    const isDiscovery = path === pathsOf(tenant).discovery;
    if (isDiscovery && behaviour.discoveryAnswer) {
      const { status, body, headers } = behaviour.discoveryAnswer;
      const type = typeof body === 'string' ? 'text/html' : 'application/json';
      response.writeHead(status, { 'content-type': type, ...headers });
      return response.end(typeof body === 'string' ? body : JSON.stringify(body));
    }
    const answer = answers.get(tenant);
    if (!answer) return refuseTenant(response, named);
    request.url = (isDiscovery ? '/.well-known/openid-configuration' : path) + url.search;
    return void answer(request, response);
  });

  return {
    authority,
    origin,
    behaviour,
    tokenRequests,
    cloud: (changes = {}) => ({
      name: 'Test cloud',
      authority: changes.protocol === 'OIDC' ? `${origin}/${tenantId}/v2.0` : origin,
      protocol: 'AAD',
      clientId,
      queryEndpoint: 'https://127.0.0.1:9',
      queryScope,
      armEndpoint: 'https://127.0.0.1:9',
      armScope,
      ...changes,
    }),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function refuseTenant(response: import('node:http').ServerResponse, tenant: string): void {
  response.writeHead(400, { 'content-type': 'application/json' });
  response.end(
    JSON.stringify({
      error: 'invalid_tenant',
      error_description: `AADSTS90002: Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`,
      error_codes: [90002],
    }),
  );
}
