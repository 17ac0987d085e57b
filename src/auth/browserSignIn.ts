import { request } from 'node:http';
import type { AuthenticationResult, InteractiveRequest, PublicClientApplication } from '@azure/msal-node';
import { CasebookError } from '../shared/result.ts';

interface BrowserSignIn {
  readonly request: Omit<InteractiveRequest, 'openBrowser' | 'successTemplate' | 'errorTemplate'>;
  /** Opens the system's browser; rejects where it cannot. */
  readonly openBrowser: (url: string) => Promise<void>;
  readonly signal: AbortSignal;
  /** Milliseconds after which nobody is expected to come back from the browser. */
  readonly patience: number;
}

const page = (title: string, text: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>`;
const donePage = page('You are signed in', 'Close this page and go back to Casebook.');
const failedPage = page('You are not signed in', 'Close this page. Casebook says what happened.');

/**
 * Signs in with the system's browser, PKCE and a listener on 127.0.0.1. The client library itself waits for ever and cannot be
 * stopped, so a cancel or the end of patience answers its listener with a refusal, which also tells the browser's page.
 */
export async function signInWithBrowser(
  app: PublicClientApplication,
  { request, openBrowser, signal, patience }: BrowserSignIn,
): Promise<AuthenticationResult> {
  signal.throwIfAborted();
  const ended = Promise.withResolvers<never>();
  ended.promise.catch(() => undefined);
  let over = false;
  let opened: string | undefined;
  const end = (reason: unknown) => {
    over = true;
    ended.reject(reason);
    if (opened !== undefined) refuseAt(opened);
  };
  const onAbort = () => end(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => end(tooLate(patience)), patience);
  const signingIn = app.acquireTokenInteractive({
    ...request,
    successTemplate: donePage,
    errorTemplate: failedPage,
    async openBrowser(url) {
      opened = url;
      if (over) refuseAt(url);
      else await Promise.race([openBrowser(url), ended.promise]);
    },
  });
  try {
    return await Promise.race([signingIn, ended.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
    signingIn.catch(() => undefined);
  }
}

const tooLate = (patience: number) =>
  new CasebookError(
    'signInFailed',
    `Nobody came back from the browser within ${Math.max(1, Math.round(patience / 60_000))} minutes. Sign in again; where the browser is on another computer, use a device code.`,
  );

/** Ends the wait of the listener that an authorization address names. It may be gone already. */
function refuseAt(authorizationUrl: string): void {
  const query = new URL(authorizationUrl).searchParams;
  const body = new URLSearchParams({ error: 'user_cancelled', state: query.get('state') ?? '' }).toString();
  const { port } = new URL(query.get('redirect_uri') ?? '');
  request({
    host: '127.0.0.1',
    port,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
  })
    .on('response', (response) => response.resume())
    .on('error', () => undefined)
    .end(body);
}
