import { randomUUID } from 'node:crypto';
import type { PipelinePolicy, PipelineResponse } from '@azure/core-rest-pipeline';
import type { AccessToken } from '../../../shared/accessToken.ts';
import type { Cloud } from '../../../shared/clouds.ts';
import type { TimeRange } from '../../../shared/contract/index.ts';

/** One request of the query API. */
export interface ServiceRequest {
  readonly workspace: string;
  /** Workspaces that the query reads beside the first. */
  readonly additionalWorkspaces: readonly string[];
  readonly kql: string;
  readonly window: TimeRange | undefined;
  /** Seconds that the service may take, 1 to 600. */
  readonly waitSeconds: number;
}

/** A reply exactly as it came, whatever its status. */
export interface ServiceAnswer {
  readonly status: number;
  header(name: string): string | undefined;
  /** The bytes of the body, after the transfer's own compression. */
  readonly body: Uint8Array;
  /** The id by which the service's own logs know the request. */
  readonly clientRequestId: string;
  /** Who asked, where the token's giver tells. */
  readonly identity?: string | undefined;
  /** UTC, by this computer's clock. */
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** How the service is reached. */
export interface ServiceAccess {
  readonly cloud: Cloud;
  readonly accessToken: AccessToken;
  /** Roots of trust in place of the runtime's own, PEM, which `NODE_EXTRA_CA_CERTS` extends. */
  readonly tlsOptions?: { readonly ca: string } | undefined;
}

/** The package's version, pinned in package.json; it does not tell it at run time. */
export const clientVersion = '1.3.3';

/** What the client is given to read in place of the answer: its own reading would round longs, cut datetimes and lose nulls. */
const standIn = '{"tables":[]}';

/** A request that brought no reply at all; `cause` says why. */
export class NoReply extends Error {}

/**
 * Sends one request through Azure's own client and hands back what came, unread and unconverted. Throws what `accessToken` throws,
 * the signal's reason, and NoReply; there are no retries and no redirections.
 */
export async function exchange(
  { cloud, accessToken, tlsOptions }: ServiceAccess,
  request: ServiceRequest,
  signal: AbortSignal,
): Promise<ServiceAnswer> {
  const clientRequestId = randomUUID();
  const seen: {
    reply?: Pick<ServiceAnswer, 'status' | 'header' | 'body'>;
    refused?: { error: unknown };
    identity?: string | undefined;
  } = {};
  const capture: PipelinePolicy = {
    name: 'casebookCapture',
    async sendRequest(outgoing, next) {
      outgoing.headers.set('Cache-Control', 'no-cache');
      outgoing.headers.set('x-ms-client-request-id', clientRequestId);
      outgoing.headers.set('Prefer', preferences(request.waitSeconds));
      outgoing.streamResponseStatusCodes = new Set([Number.POSITIVE_INFINITY]);
      // A connection that waits for the next query may be closed by then, which would look like a failure of that query.
      outgoing.disableKeepAlive = true;
      const response = await next(outgoing);
      seen.reply = {
        status: response.status,
        header: (name) => response.headers.get(name),
        body: await readBody(response),
      };
      outgoing.streamResponseStatusCodes = new Set();
      response.headers.set('Content-Type', 'application/json');
      delete response.readableStreamBody;
      response.bodyAsText = standIn;
      return response;
    },
  };
  const getToken = async () => {
    try {
      const { token, expiresOn, account } = await accessToken(cloud.queryScope, signal);
      seen.identity = account;
      return { token, expiresOnTimestamp: expiresOn };
    } catch (error) {
      seen.refused = { error };
      throw error;
    }
  };
  // Loaded with the first request: it takes longer than everything else that the engine starts with.
  const { LogsQueryClient } = await import('@azure/monitor-query');
  const client = new LogsQueryClient(
    { getToken },
    {
      endpoint: cloud.queryEndpoint,
      additionalPolicies: [{ policy: capture, position: 'perRetry' }],
      retryOptions: { maxRetries: 0 },
      redirectOptions: { maxRetries: 0 },
      ...(tlsOptions && { tlsOptions }),
    },
  );
  const startedAt = new Date().toISOString();
  try {
    // The interval is text of our own: the client's other forms go through Date, which cuts a time at the millisecond.
    const interval = request.window && { duration: `${request.window.from}/${request.window.to}` };
    await client.queryWorkspace(request.workspace, request.kql, interval as { duration: string }, {
      additionalWorkspaces: [...request.additionalWorkspaces],
      abortSignal: signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    if (seen.refused) throw seen.refused.error;
    if (!seen.reply) throw new NoReply(messageOf(error), { cause: error });
  }
  if (!seen.reply) throw new NoReply('The client ended without a reply.');
  return { ...seen.reply, identity: seen.identity, clientRequestId, startedAt, finishedAt: new Date().toISOString() };
}

const preferences = (waitSeconds: number): string =>
  [
    `wait=${waitSeconds}`,
    'include-statistics=true',
    'include-render=true',
    'include-dataSources=true',
    'include-permissions=true',
  ].join(',');

/** Where the length is told beforehand, a long body is not held twice. */
async function readBody({ readableStreamBody, bodyAsText, headers }: PipelineResponse): Promise<Uint8Array> {
  if (!readableStreamBody) return new TextEncoder().encode(bodyAsText ?? '');
  const told = headers.has('content-encoding') ? 0 : Number(headers.get('content-length') ?? 0);
  const whole = Buffer.allocUnsafeSlow(told > 0 && told <= mostTold ? told : 0);
  const further: Uint8Array[] = [];
  let length = 0;
  for await (const part of readableStreamBody) {
    const chunk = part as unknown as Uint8Array;
    if (length + chunk.byteLength <= whole.byteLength) whole.set(chunk, length);
    else further.push(chunk);
    length += chunk.byteLength;
  }
  if (length === whole.byteLength) return whole;
  const fitting = length - further.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return Buffer.concat([whole.subarray(0, fitting), ...further]);
}

/** Bytes that are taken on a header's word; the service sends at most about 100 MB. */
const mostTold = 200_000_000;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
