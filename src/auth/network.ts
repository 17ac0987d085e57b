import { AuthError, type INetworkModule, type NetworkRequestOptions, type NetworkResponse } from '@azure/msal-node';
import { connectionReason } from '../core/serviceReplies/classifyConnection.ts';
import { clockText } from '../core/serviceReplies/clockSkew.ts';
import { CasebookError } from '../shared/result.ts';

/** As much of `fetch` as signing in needs. */
export type Fetch = (
  url: string,
  init: {
    readonly method: 'GET' | 'POST';
    readonly headers: Record<string, string>;
    readonly body?: string;
    readonly signal: AbortSignal;
  },
) => Promise<Pick<Response, 'status' | 'headers' | 'text'>>;

/** A failure that passes through the client library as it is, which hides the causes of others. */
export class NetworkTrouble extends AuthError {
  readonly failure: CasebookError;

  constructor(failure: CasebookError) {
    super('network_trouble', '', failure.message);
    // The library's own constructor makes every instance a plain AuthError.
    Object.setPrototypeOf(this, NetworkTrouble.prototype);
    this.failure = failure;
  }
}

/** Seconds without an answer after which a request is given up. */
const patience = 30;
/** Seconds between two questions for a device code where the service names none (RFC 8628, 3.2). */
const usualInterval = 5;

export interface Network extends INetworkModule {
  /** Says that this computer's clock differs from the service's, as its newest answer tells; undefined where it does not. */
  clockProblem(): string | undefined;
}

/** The client library's requests over a `fetch`. What cannot be an answer of a sign-in service is a `NetworkTrouble` with its cause. */
export function networkOver(fetch: Fetch, now: () => number = Date.now): Network {
  let clock: string | undefined;
  async function send<T>(method: 'GET' | 'POST', url: string, options?: NetworkRequestOptions) {
    const { host } = new URL(url);
    const deadline = AbortSignal.timeout(patience * 1000);
    const reply = await ask(fetch, url, {
      method,
      headers: options?.headers ?? {},
      signal: deadline,
      ...(method === 'POST' && { body: options?.body ?? '' }),
    }).catch((error: unknown) => {
      throw new NetworkTrouble(unreachable(host, error, deadline.aborted));
    });
    const body = parseObject(reply.text);
    if (!body) throw new NetworkTrouble(notAnAnswer(host, reply.status, reply.text));
    clock = clockText(reply.headers.date, now());
    if ('device_code' in body && typeof body.interval !== 'number') body.interval = usualInterval;
    return { status: reply.status, headers: reply.headers, body: body as T } satisfies NetworkResponse<T>;
  }
  return {
    clockProblem: () => clock,
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

async function ask(fetch: Fetch, url: string, init: Parameters<Fetch>[1]) {
  const response = await fetch(url, init);
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function unreachable(host: string, error: unknown, late: boolean): CasebookError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  const message = cause instanceof Error ? cause.message : String(cause);
  const reason = late ? `it gave no answer within ${patience} seconds` : connectionReason(code, message);
  return new CasebookError(
    'serviceUnreachable',
    `The sign-in service ${host} cannot be reached: ${reason}. Check ${code?.startsWith('CERT_') ? 'this computer’s clock, ' : ''}the network, the proxy and the cloud, then try again.`,
    { host, ...(code !== undefined && { systemCode: code }) },
  );
}

function notAnAnswer(host: string, status: number, text: string): CasebookError {
  const begin = text.replace(/\s+/g, ' ').trim().slice(0, 80);
  const shown = begin === '' ? 'an empty page' : `a page that begins "${begin}"`;
  return new CasebookError(
    'serviceFailed',
    status >= 500
      ? `The sign-in service ${host} failed (${status}). Try again in a few minutes.`
      : `In place of the sign-in service ${host} something answered with ${shown} (${status}), as a proxy does. Sign in to the proxy or check the cloud’s addresses, then try again.`,
    { host, status },
  );
}
