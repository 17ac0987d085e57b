import { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Answer, Behaviour } from './behaviour.ts';
import type { Paths } from './configuration.ts';
import { refusalPage } from './pages.ts';
import { allApis, personWithId } from './world.ts';

const urn = 'urn:ietf:params:oauth:grant-type:device_code';
const allScopes = () => ['openid', 'profile', 'offline_access', ...allApis().map((api) => `${api}/.default`)].join(' ');

type Middleware = Parameters<Provider['use']>[0];

/** Middleware that gives the provider Entra's ways where the client library relies on them. */
export function entraShape(
  behaviour: Behaviour,
  origin: string,
  paths: Paths,
  note: (grantType: string) => void,
): Middleware {
  return async (plain, next) => {
    const context = plain as KoaContextWithOIDC;
    switch (context.path) {
      case paths.authorize:
        if (behaviour.authorizeError) return refuse(context, behaviour.authorizeError);
        // The provider gives refresh tokens only after consent, and tokens of a refresh only for what was granted then.
        context.query = { ...context.query, prompt: 'consent', scope: allScopes(), resource: allApis() };
        return next();
      case paths.deviceCode: {
        const form = await formOf(context);
        form.set('scope', allScopes());
        form.set('prompt', 'consent');
        for (const api of allApis()) form.append('resource', api);
        replaceForm(context, form);
        await next();
        return completeDeviceCode(context, behaviour, `${origin}${paths.enterCode}`);
      }
      case paths.token: {
        const form = await formOf(context);
        note(form.get('grant_type') ?? '');
        const refresh = form.get('grant_type') === 'refresh_token' ? behaviour.refreshAnswer : undefined;
        const answer = behaviour.tokenAnswers.shift() ?? refresh;
        if (answer) return give(context, answer);
        if (form.get('grant_type') === 'device_code') form.set('grant_type', urn);
        replaceForm(context, form);
        await next();
        return completeToken(context);
      }
      default:
        return next();
    }
  };
}

const formOf = async (context: KoaContextWithOIDC) => new URLSearchParams(await text(context.req));

/** Puts a changed form where the provider reads the one that was sent. */
function replaceForm(context: KoaContextWithOIDC, form: URLSearchParams): void {
  const body = Buffer.from(form.toString());
  const again = new IncomingMessage(context.req.socket);
  again.headers = context.req.headers;
  again.headers['content-length'] = String(body.length);
  // One that ends without being complete closes its connection.
  again.complete = true;
  again.push(body);
  again.push(null);
  context.req = again;
}

function give(context: KoaContextWithOIDC, { status, body, headers }: Answer): void {
  context.status = status;
  if (headers) context.set({ ...headers });
  context.body = body;
}

function refuse(context: KoaContextWithOIDC, refusal: { error: string; error_description: string }): void {
  const { redirect_uri: target = '', state = '' } = context.query;
  context.type = 'html';
  context.body = refusalPage(String(target), { ...refusal, state: String(state) });
}

const isRecord = (body: unknown): body is Record<string, unknown> => typeof body === 'object' && body !== null;

function completeDeviceCode(context: KoaContextWithOIDC, behaviour: Behaviour, address: string): void {
  if (!isRecord(context.body) || !('user_code' in context.body)) return;
  context.body = {
    ...context.body,
    verification_uri: address,
    interval: behaviour.deviceInterval,
    message: `Open ${address} and enter ${String(context.body.user_code)}.`,
  };
}

/** Names the account as Entra does beside the tokens. */
function completeToken(context: KoaContextWithOIDC): void {
  const person = personWithId(context.oidc?.entities.Account?.accountId ?? '');
  if (!person || !isRecord(context.body)) return;
  const info = JSON.stringify({ uid: person.id, utid: person.homeTenantId });
  context.body = { ...context.body, client_info: Buffer.from(info).toString('base64url') };
}
