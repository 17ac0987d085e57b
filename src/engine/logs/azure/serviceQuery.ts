import { classifyConnection } from '../../../core/serviceReplies/classifyConnection.ts';
import { classifyReply } from '../../../core/serviceReplies/classifyReply.ts';
import { clockText } from '../../../core/serviceReplies/clockSkew.ts';
import { CasebookError } from '../../../shared/result.ts';
import { retryAfterSeconds } from '../../azureResources/retryAfter.ts';
import { type RawAnswer, type Received, SourceReplyError } from '../logSource.ts';
import { type Clock, type Pace, realClock } from './pace.ts';
import { type OnWaiting, patiently } from './patience.ts';
import {
  clientVersion,
  exchange,
  NoReply,
  type ServiceAccess,
  type ServiceAnswer,
  type ServiceRequest,
} from './serviceExchange.ts';

/** What the requests of one source share. */
export interface ServiceLine extends ServiceAccess {
  /** The workspace as people know it. */
  readonly label: string;
  readonly pace: Pace;
  readonly onWaiting: OnWaiting;
  readonly clock?: Clock;
}

/** Characters of a reply that tell whether it is an answer. */
const telling = 65_536;
/** Seconds beyond the server's own time after which a request is given up: the service may keep it in its queue for three minutes. */
const grace = 240;

/**
 * Asks the service one query, waits where it asks to, and hands back its answer. Throws SourceReplyError for a reply that is no
 * answer, `serviceUnreachable` without a reply, what the sign-in throws, and the signal's reason.
 */
export async function askService(line: ServiceLine, request: ServiceRequest, signal: AbortSignal): Promise<RawAnswer> {
  const { clock = realClock, onWaiting, pace } = line;
  const attempt = () => pace(() => attemptOnce(line, request, signal), signal);
  const { answer, tries } = await patiently(attempt, { clock, onWaiting }, signal);
  const received = receivedFrom(answer, line, request, tries);
  const failure = classifyReply(
    {
      status: answer.status,
      text: new TextDecoder().decode(answer.body.subarray(0, telling)),
      date: answer.header('date'),
      retryAfter: retryAfterSeconds(answer.header('retry-after'), clock.now()),
    },
    {
      label: line.label,
      cloud: line.cloud.name,
      waitSeconds: request.waitSeconds,
      receivedAt: Date.parse(answer.finishedAt),
    },
  );
  if (failure) throw new SourceReplyError(failure, received);
  const age = Number(answer.header('age') ?? 0);
  return { ...received, unreadable: [], ...(age > 0 && { ageSeconds: age }) };
}

async function attemptOnce(line: ServiceLine, request: ServiceRequest, signal: AbortSignal): Promise<ServiceAnswer> {
  const seconds = request.waitSeconds + grace;
  const deadline = AbortSignal.timeout(seconds * 1000);
  try {
    return await exchange(line, request, AbortSignal.any([signal, deadline]));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CasebookError || (!(error instanceof NoReply) && !deadline.aborted)) throw error;
    const cause = error instanceof NoReply ? error.cause : error;
    const fault = { code: codeOf(cause), message: cause instanceof Error ? cause.message : String(cause) };
    const { host } = new URL(line.cloud.queryEndpoint);
    const failure = classifyConnection({ ...fault, ...(deadline.aborted && { gaveUpAfter: seconds }) }, host);
    throw new CasebookError(failure.code, failure.message, failure.detail, { cause });
  }
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** The reply with what tells where it came from; nothing in it says who asked. */
function receivedFrom(
  answer: ServiceAnswer,
  { cloud }: ServiceLine,
  { waitSeconds }: ServiceRequest,
  tries: number,
): Received {
  const facts = {
    '@azure/monitor-query': clientVersion,
    'service address': cloud.queryEndpoint,
    'HTTP status': String(answer.status),
    'client request id': answer.clientRequestId,
    'service request id': answer.header('x-ms-request-id') ?? answer.header('x-ms-correlation-request-id'),
    'service date': answer.header('date'),
    'seconds in a cache': answer.header('age'),
    'seconds allowed': String(waitSeconds),
    tries: tries > 1 ? String(tries) : undefined,
    clock: clockText(answer.header('date'), Date.parse(answer.finishedAt)),
  };
  const versions = Object.fromEntries(Object.entries(facts).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  const { body, startedAt, finishedAt, identity } = answer;
  return { body, startedAt, finishedAt, versions, identity };
}
