import { text } from 'node:stream/consumers';
import type Provider from 'oidc-provider';
import type { Paths } from './configuration.ts';
import { signInPage } from './pages.ts';
import { allApis, clientId, personNamed } from './world.ts';

type Middleware = Parameters<Provider['use']>[0];

/** The sign-in page: it takes the name of a person of the test world, with consent, or a cancel. */
export function interactions(provider: Provider, paths: Paths): Middleware {
  return async (context, next) => {
    if (!context.path.startsWith(`${paths.interaction}/`)) return next();
    await provider.interactionDetails(context.req, context.res);
    if (context.method === 'GET') {
      context.type = 'html';
      context.body = signInPage(context.path);
      return;
    }
    const form = new URLSearchParams(await text(context.req));
    const person = personNamed(form.get('login') ?? '');
    if (form.get('choice') !== 'cancel' && !person) {
      context.type = 'html';
      context.body = signInPage(context.path);
      return;
    }
    context.respond = false;
    await provider.interactionFinished(
      context.req,
      context.res,
      person && form.get('choice') !== 'cancel'
        ? { login: { accountId: person.id }, consent: { grantId: await grantTo(provider, person.id) } }
        : { error: 'access_denied', error_description: 'the user canceled the authentication' },
      { mergeWithLastSubmission: false },
    );
  };
}

async function grantTo(provider: Provider, accountId: string): Promise<string> {
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid profile offline_access');
  for (const api of allApis()) grant.addResourceScope(api, `${api}/.default`);
  return grant.save();
}
