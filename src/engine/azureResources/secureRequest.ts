import { randomUUID } from 'node:crypto';
import {
  createDefaultHttpClient,
  createHttpHeaders,
  createPipelineRequest,
  isRestError,
} from '@azure/core-rest-pipeline';
import { CasebookError } from '../../shared/result.ts';

/** What a service answered, whatever its status. */
export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
  header(name: string): string | undefined;
}

export interface SecureRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly token: string;
  /** Sent as JSON. */
  readonly body?: unknown;
}

export interface SecureOptions {
  /** Roots of trust in place of the system's, PEM. */
  readonly trustedRoots?: string;
  readonly limits?: { readonly answerBytes: number; readonly seconds: number };
}

const defaultLimits = { answerBytes: 64_000_000, seconds: 60 };
const client = createDefaultHttpClient();

/** Sends requests with a bearer token over TLS, follows no redirect, and bounds the size and the time of each answer. */
export function secureSender({ trustedRoots, limits = defaultLimits }: SecureOptions) {
  const tlsSettings = trustedRoots === undefined ? undefined : { ca: trustedRoots };

  /** Throws `serviceUnreachable` without an answer in time, `serviceFailed` for one that is too long; an abort as it comes. */
  return async (asked: SecureRequest, signal: AbortSignal): Promise<HttpAnswer> => {
    signal.throwIfAborted();
    const { host } = new URL(asked.url);
    const deadline = AbortSignal.timeout(limits.seconds * 1000);
    try {
      const request = createPipelineRequest({
        url: asked.url,
        method: asked.method,
        headers: createHttpHeaders({
          authorization: `Bearer ${asked.token}`,
          accept: 'application/json',
          'accept-encoding': 'gzip,deflate',
          'user-agent': 'Casebook',
          'x-ms-client-request-id': randomUUID(),
          ...(asked.body === undefined ? {} : { 'content-type': 'application/json' }),
        }),
        ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
        abortSignal: AbortSignal.any([signal, deadline]),
        streamResponseStatusCodes: new Set([Number.POSITIVE_INFINITY]),
        // A connection that waits for the next request may be closed by then, which would look like a failure of that request.
        disableKeepAlive: true,
      });
      if (tlsSettings) request.tlsSettings = tlsSettings;
      const answer = await client.sendRequest(request);
      const text = await readText(answer.readableStreamBody, limits.answerBytes, host);
      return { status: answer.status, text, header: (name) => answer.headers.get(name) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CasebookError) throw error;
      if (deadline.aborted) throw unreachable(host, `it gave no answer within ${limits.seconds} seconds`);
      throw unreachable(host, reasonOf(error));
    }
  };
}

async function readText(body: AsyncIterable<unknown> | undefined, most: number, host: string): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body ?? []) {
    const bytes = Buffer.from(part as Uint8Array);
    length += bytes.byteLength;
    if (length > most) {
      throw new CasebookError('serviceFailed', `${host} sent more than ${most} bytes, which is no answer to a list.`);
    }
    parts.push(bytes);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Without the client's own error as its cause, which holds the request with its token. */
const unreachable = (host: string, reason: string) =>
  new CasebookError(
    'serviceUnreachable',
    `${host} cannot be reached: ${reason}. Check the network and the proxy, then try again.`,
    { host },
  );

function reasonOf(error: unknown): string {
  const code = isRestError(error) ? error.code : undefined;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name is not known here';
  if (code === 'ECONNREFUSED') return 'nothing listens at this address';
  if (code === 'ECONNRESET') return 'the connection was cut';
  if (code !== undefined && /CERT|SIGNED|SIGNATURE|ALTNAME/.test(code)) {
    return `its certificate is not trusted (${code}); where a proxy or a private cloud has a root of its own, name its file in NODE_EXTRA_CA_CERTS`;
  }
  return error instanceof Error ? error.message : String(error);
}
