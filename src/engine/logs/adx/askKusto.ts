import { classifyConnection } from '../../../core/serviceReplies/classifyConnection.ts';
import { clockText } from '../../../core/serviceReplies/clockSkew.ts';
import { CasebookError } from '../../../shared/result.ts';
import { type Clock, realClock } from '../azure/pace.ts';
import { type OnWaiting, patiently } from '../azure/patience.ts';
import { type Received, SourceReplyError } from '../logSource.ts';
import { classifyKusto } from './classifyKusto.ts';
import {
  clientVersion,
  type KustoLine,
  type KustoReply,
  type KustoRequest,
  NoKustoReply,
  newRequestId,
} from './kustoExchange.ts';

/** What the requests of one source share. */
export interface KustoPartner {
  readonly line: KustoLine;
  readonly cluster: string;
  readonly cloud: string;
  /** The database as people know it. */
  readonly label: string;
  readonly onWaiting: OnWaiting;
  readonly clock?: Clock;
  /** Seconds for telling the service of a cancel. */
  readonly cancelPatience: number;
  /** Keeps the source open until work that nobody waits for is done. */
  readonly track: (work: Promise<unknown>) => void;
}

/** Characters of a reply that tell whether it is an answer. */
const telling = 65_536;
/** Seconds beyond the server's own time after which a request is given up. */
const grace = 30;
/**
 * Asks one request, waits where the service asks to, and hands back its reply. A cancel is told to the service too, which would
 * otherwise go on. Throws SourceReplyError for a reply that is no answer, `serviceUnreachable` without a reply, what the sign-in
 * throws, and the signal's reason.
 */
export async function askKusto(partner: KustoPartner, request: KustoRequest, signal: AbortSignal): Promise<Received> {
  const { clock = realClock, onWaiting, label, cluster, cloud } = partner;
  const attempt = () => attemptOnce(partner, request, signal);
  const { answer, tries } = await patiently(attempt, { clock, onWaiting }, signal);
  const received = receivedFrom(answer, cluster, request, tries);
  const text = new TextDecoder().decode(answer.body.subarray(0, telling));
  const context = { label, cluster, cloud, waitSeconds: request.waitSeconds };
  const failure = classifyKusto({ status: answer.status, text }, context);
  if (failure) throw new SourceReplyError(failure, received);
  return received;
}

async function attemptOnce(partner: KustoPartner, request: KustoRequest, signal: AbortSignal): Promise<KustoReply> {
  const seconds = request.waitSeconds + grace;
  const deadline = AbortSignal.timeout(seconds * 1000);
  const either = AbortSignal.any([signal, deadline]);
  const clientRequestId = newRequestId();
  const cancel = () => partner.track(cancelQuery(partner, request, clientRequestId));
  either.addEventListener('abort', cancel, { once: true });
  try {
    return await partner.line.exchange(request, clientRequestId, either);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CasebookError || (!(error instanceof NoKustoReply) && !deadline.aborted)) throw error;
    const fault = error instanceof NoKustoReply ? error : { code: undefined, message: 'no reply' };
    const { host } = new URL(partner.cluster);
    const failure = classifyConnection(
      { code: fault.code, message: fault.message, ...(deadline.aborted && { gaveUpAfter: seconds }) },
      host,
      'the network, the proxy and the address of the cluster, which answers only while the cluster runs',
    );
    throw new CasebookError(failure.code, failure.message, { ...failure.detail });
  } finally {
    either.removeEventListener('abort', cancel);
  }
}

/** Fails in silence: the query ends at its server time at the latest, and nobody waits for this. */
async function cancelQuery(
  { line, cancelPatience }: KustoPartner,
  { kind, database }: KustoRequest,
  clientRequestId: string,
): Promise<void> {
  if (kind !== 'query') return;
  const text = `.cancel query "${clientRequestId}"`;
  const command: KustoRequest = { kind: 'command', database, text, waitSeconds: cancelPatience };
  await line.exchange(command, newRequestId(), AbortSignal.timeout(cancelPatience * 1000)).catch(() => undefined);
}

/** The reply with what tells where it came from; nothing in it says who asked. */
function receivedFrom(reply: KustoReply, cluster: string, { waitSeconds }: KustoRequest, tries: number): Received {
  const facts = {
    'azure-kusto-data': clientVersion,
    'service address': cluster,
    'HTTP status': String(reply.status),
    'client request id': reply.clientRequestId,
    'service activity id': reply.header('x-ms-activity-id'),
    'service date': reply.header('date'),
    'seconds allowed': String(waitSeconds),
    tries: tries > 1 ? String(tries) : undefined,
    clock: clockText(reply.header('date'), Date.parse(reply.finishedAt)),
  };
  const versions = Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const { body, startedAt, finishedAt } = reply;
  return { body, startedAt, finishedAt, versions };
}
