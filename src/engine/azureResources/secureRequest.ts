import { randomUUID } from 'node:crypto';
import {
  createDefaultHttpClient,
  createEmptyPipeline,
  createHttpHeaders,
  createPipelineRequest,
  isRestError,
  proxyPolicy,
} from '@azure/core-rest-pipeline';
import { type ConnectionFault, classifyConnection } from '../../core/serviceReplies/classifyConnection.ts';
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

/**
 * Sends requests with a bearer token over TLS, through the proxy that HTTPS_PROXY and NO_PROXY name; follows no redirect, and bounds
 * the size and the time of each answer.
 */
export function secureSender({ trustedRoots, limits = defaultLimits }: SecureOptions) {
  const pipeline = createEmptyPipeline();
  pipeline.addPolicy(proxyPolicy());
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
      const answer = await pipeline.sendRequest(client, request);
      const text = await readText(answer.readableStreamBody, limits.answerBytes, host);
      return { status: answer.status, text, header: (name) => answer.headers.get(name) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CasebookError) throw error;
      throw unreachable(host, { ...faultOf(error), ...(deadline.aborted && { gaveUpAfter: limits.seconds }) });
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
function unreachable(host: string, fault: ConnectionFault): CasebookError {
  const { code, message, detail } = classifyConnection(fault, host);
  return new CasebookError(code, message, { ...detail });
}

const faultOf = (error: unknown): ConnectionFault => ({
  code: isRestError(error) ? error.code : undefined,
  message: error instanceof Error ? error.message : String(error),
});
