import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import type { Configuration, JWK, KoaContextWithOIDC } from 'oidc-provider';
import { z } from 'zod';
import type { Behaviour } from './behaviour.ts';
import { codePage, confirmPage, donePage } from './pages.ts';
import { allApis, apis, clientId, personWithId } from './world.ts';

/** Where one tenant is asked, as Entra lays it out. */
export const pathsOf = (tenant: string) => ({
  authorize: `/${tenant}/oauth2/v2.0/authorize`,
  token: `/${tenant}/oauth2/v2.0/token`,
  deviceCode: `/${tenant}/oauth2/v2.0/devicecode`,
  enterCode: `/${tenant}/oauth2/deviceauth`,
  interaction: `/${tenant}/interaction`,
  discovery: `/${tenant}/v2.0/.well-known/openid-configuration`,
  keys: `/${tenant}/discovery/v2.0/keys`,
});
export type Paths = ReturnType<typeof pathsOf>;

const scopedBody = z.looseObject({ scope: z.string() });

/** The API that the request's scopes are for; Entra gives tokens for one API at a time. */
function apiAskedFor(context: KoaContextWithOIDC): string {
  const body = scopedBody.safeParse(context.oidc.body);
  const scopes = (body.success ? body.data.scope : '').split(' ');
  return allApis().find((api) => scopes.includes(`${api}/.default`)) ?? apis[0];
}

/** The provider as the client library needs it: a public client, PKCE, device codes, and tokens for APIs as JWTs. */
export function configurationOf(behaviour: Behaviour, tenant: string, key: JWK): Configuration {
  const paths = pathsOf(tenant);
  return {
    jwks: { keys: [key] },
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        redirect_uris: ['http://localhost'],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
        response_types: ['code'],
      },
    ],
    async findAccount(_context, id) {
      const person = personWithId(id);
      return (
        person && {
          accountId: id,
          claims: async () => ({
            sub: id,
            oid: id,
            tid: tenant,
            preferred_username: person.username,
            name: person.name,
          }),
        }
      );
    },
    claims: { openid: ['sub', 'oid', 'tid', 'preferred_username', 'name'] },
    conformIdTokenClaims: false,
    scopes: ['openid', 'profile', 'offline_access'],
    pkce: { required: () => true },
    interactions: { url: (_context, { uid }) => `${paths.interaction}/${uid}` },
    routes: {
      authorization: paths.authorize,
      token: paths.token,
      device_authorization: paths.deviceCode,
      code_verification: paths.enterCode,
      jwks: paths.keys,
    },
    // Entra takes a refresh token more than once, so that questions at the same time do not end each other's sign-in.
    rotateRefreshToken: false,
    cookies: { keys: ['a key for tests'] },
    ttl: {
      AccessToken: () => behaviour.accessTokenTtl,
      RefreshToken: () => behaviour.refreshTokenTtl,
      DeviceCode: () => behaviour.deviceCodeTtl,
      AuthorizationCode: 60,
      IdToken: 3600,
      Interaction: 3600,
      Session: 3600,
      Grant: 86_400,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: async (context, form, _out, problem) => {
          context.body = codePage(form, problem?.message);
        },
        userCodeConfirmSource: async (context, form, _client, _device, code) => {
          context.body = confirmPage(form, code);
        },
        successSource: async (context) => {
          context.body = donePage();
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: (context) => apiAskedFor(context),
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, api) => ({
          scope: `${api}/.default`,
          audience: api,
          accessTokenFormat: 'jwt',
          accessTokenTTL: behaviour.accessTokenTtl,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
  };
}

export async function signingKey(): Promise<JWK> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n, e, d, p, q, dp, dq, qi } = privateKey.export({ format: 'jwk' });
  return { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'test', n, e, d, p, q, dp, dq, qi };
}
