import { randomUUID } from 'node:crypto';
import { Agent } from 'node:https';
import type { Client, ClientRequestProperties } from 'azure-kusto-data';
import type { AccessToken } from '../../../shared/accessToken.ts';
import { type Cloud, hasCluster } from '../../../shared/clouds.ts';
import type { TimeRange } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import { limits } from '../../casefile/format.ts';
import { windowOptions } from './windowOptions.ts';

/** A query, or a management command, to one database. */
export interface KustoRequest {
  readonly kind: 'query' | 'command';
  readonly database: string;
  readonly text: string;
  readonly window?: TimeRange | undefined;
  /** Seconds that the service may take, 1 to 3600. */
  readonly waitSeconds: number;
}

/** A reply exactly as it came, whatever its status. */
export interface KustoReply {
  readonly status: number;
  header(name: string): string | undefined;
  /** The bytes of the body, after the transfer's own compression. */
  readonly body: Uint8Array;
  /** The id by which the service's own logs know the request, and by which it is cancelled. */
  readonly clientRequestId: string;
  /** UTC, by this computer's clock. */
  readonly startedAt: string;
  readonly finishedAt: string;
}

/** How a cluster is reached. */
export interface KustoAccess {
  readonly cloud: Pick<Cloud, 'name' | 'authority' | 'clusters'>;
  /** The origin of its address, such as `https://archive.westeurope.kusto.windows.net`. */
  readonly cluster: string;
  readonly accessToken: AccessToken;
  /** Roots of trust in place of the runtime's own, PEM, which `NODE_EXTRA_CA_CERTS` extends. */
  readonly tlsOptions?: { readonly ca: string } | undefined;
  /** The most bytes of a reply; the case file reads no more either. */
  readonly mostBytes?: number;
}

/** A request that brought no reply; `code` is the system's or the client's. */
export class NoKustoReply extends Error {
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

/** The package's version, pinned in package.json; it does not tell it at run time. */
export const clientVersion = '7.0.4';

/** Loaded with the first request: it brings sign-in libraries of its own, which nothing here uses, and a quarter of a second. */
const loadClient = () => import('azure-kusto-data');

/**
 * A line to a cluster through Azure's own client, which is given bytes to hand over in place of JSON to read: its own reading would
 * round longs. It asks the network nothing beside the requests, and tokens are for the cluster's own address alone.
 */
export function kustoLine({ cloud, cluster, accessToken, tlsOptions, mostBytes = limits.answerBytes }: KustoAccess) {
  // A connection that waits for the next query may be closed by then, which would look like a failure of that query.
  const agent = new Agent({ keepAlive: false, ...tlsOptions });

  return {
    /** Throws what `accessToken` throws, the signal's reason, and NoKustoReply; there are no retries and no redirections. */
    async exchange(request: KustoRequest, clientRequestId: string, signal: AbortSignal): Promise<KustoReply> {
      const sdk = await loadClient();
      signal.throwIfAborted();
      introduce(sdk, cloud, cluster);
      const seen: { reply?: Pick<KustoReply, 'status' | 'header' | 'body'>; refused?: { error: unknown } } = {};
      const connection = sdk.KustoConnectionStringBuilder.withTokenProvider(cluster, async () => {
        try {
          return (await accessToken(`${cluster}/.default`, signal)).token;
        } catch (error) {
          seen.refused = { error };
          throw error;
        }
      });
      const client = new sdk.Client(connection);
      handOverBytes(client, agent, mostBytes, (reply) => {
        seen.reply = reply;
      });
      const stop = () => client.close();
      signal.addEventListener('abort', stop, { once: true });
      const properties = propertiesOf(new sdk.ClientRequestProperties(), request, clientRequestId);
      const startedAt = new Date().toISOString();
      try {
        if (request.kind === 'query') await client.executeQuery(request.database, request.text, properties);
        else await client.executeMgmt(request.database, request.text, properties);
      } catch (error) {
        signal.throwIfAborted();
        if (seen.refused) throw seen.refused.error;
        throw failureOf(error, cluster);
      } finally {
        signal.removeEventListener('abort', stop);
      }
      if (!seen.reply) throw new NoKustoReply('The client ended without a reply.', undefined);
      return { ...seen.reply, clientRequestId, startedAt, finishedAt: new Date().toISOString() };
    },
    close: () => agent.destroy(),
  };
}
export type KustoLine = ReturnType<typeof kustoLine>;

export const newRequestId = (): string => `Casebook;${randomUUID()}`;

type Sdk = Awaited<ReturnType<typeof loadClient>>;

/**
 * Tells the client what it would otherwise ask the cluster without a token: where to sign in, and that the cluster may have a token.
 * Only the cloud's own clusters may, because a case from elsewhere could name any.
 */
function introduce(sdk: Sdk, cloud: KustoAccess['cloud'], cluster: string): void {
  sdk.CloudSettings.writeToCache(cluster, {
    LoginEndpoint: new URL(cloud.authority).origin,
    LoginMfaRequired: false,
    KustoClientAppId: '',
    KustoClientRedirectUri: '',
    KustoServiceResourceId: cluster,
    FirstPartyAuthorityUrl: '',
  });
  if (!hasCluster(cloud, cluster)) throw notOfCloud(cluster, cloud.name);
  sdk.kustoTrustedEndpoints.addTrustedHosts([new sdk.MatchRule(new URL(cluster).hostname, true)], false);
}

const notOfCloud = (cluster: string, cloud: string): CasebookError =>
  new CasebookError(
    'invalidInput',
    `${cluster} is not known as a cluster of Azure Data Explorer in the cloud ${cloud}, so no token is sent to it. Check the address and the cloud; a cloud file lists its clusters under "clusters".`,
  );

function handOverBytes(
  client: Client,
  agent: Agent,
  mostBytes: number,
  onReply: (reply: Pick<KustoReply, 'status' | 'header' | 'body'>) => void,
): void {
  const { defaults, interceptors } = client.axiosInstance;
  defaults.responseType = 'arraybuffer';
  defaults.transformResponse = [];
  defaults.validateStatus = () => true;
  defaults.maxContentLength = mostBytes;
  defaults.httpsAgent = agent;
  interceptors.response.use((response) => {
    const header = (name: string) => {
      const value: unknown = response.headers[name.toLowerCase()];
      return value === undefined || value === null ? undefined : String(value);
    };
    onReply({ status: response.status, header, body: bytesOf(response.data) });
    return response;
  });
}

/** Not copied: an answer may be hundreds of megabytes. */
const bytesOf = (data: unknown): Uint8Array => (data instanceof Uint8Array ? data : new Uint8Array());

/** `raw` lets the client read nothing; the names keep it from sending the person's account and the program's path. */
function propertiesOf(
  properties: ClientRequestProperties,
  { kind, window, waitSeconds }: KustoRequest,
  clientRequestId: string,
): ClientRequestProperties {
  properties.raw = true;
  properties.clientRequestId = clientRequestId;
  properties.application = 'Casebook';
  properties.user = 'Casebook';
  properties.setTimeout(waitSeconds * 1000);
  if (kind === 'query') {
    properties.setOption('request_readonly', true);
    properties.setOption('results_progressive_enabled', false);
  }
  for (const [name, value] of Object.entries(windowOptions(window))) properties.setOption(name, value);
  return properties;
}

/** Without the client's own error as its cause, which holds the request. */
function failureOf(error: unknown, cluster: string): NoKustoReply | CasebookError {
  const message = error instanceof Error ? error.message : String(error);
  const most = /maxContentLength size of (\d+) exceeded/.exec(message)?.[1];
  if (most !== undefined) {
    const words = `${cluster} sent more than ${most} bytes, which is more than an exhibit can hold. Narrow the window or the query.`;
    return new CasebookError('serviceFailed', words);
  }
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return new NoKustoReply(message, code);
}
