import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import { tryJson } from '../../core/serviceReplies/errorEntries.ts';
import type { AccessToken } from '../../shared/accessToken.ts';
import type { Cloud } from '../../shared/clouds.ts';
import { CasebookError } from '../../shared/result.ts';
import type { ArmCall } from './armCalls.ts';
import { type Asked, failureOf, notJson, unknownForm } from './armFailure.ts';
import { retryAfterSeconds } from './retryAfter.ts';
import { type HttpAnswer, type SecureOptions, type SecureRequest, secureSender } from './secureRequest.ts';

/** One question to Azure Resource Manager. */
interface ArmQuestion<S extends z.ZodType> {
  readonly call: ArmCall;
  /** What the path of the call is about: a subscription, a resource. */
  readonly of?: string;
  /** For people, such as `the subscriptions`. */
  readonly what: string;
  /** Sent by POST; without it the question is a GET. */
  readonly body?: unknown;
  /** The whole address of a further page, as the service gave it. */
  readonly page?: string;
  readonly answer: S;
}

/** Asks Azure Resource Manager in one cloud as one account. */
export interface ArmClient {
  /** The cloud's name. */
  readonly cloud: string;
  /**
   * Throws `signInNeeded`, `accessDenied`, `throttled`, `serviceUnreachable`, or `serviceFailed` with the HTTP status in
   * `detail.status`; an abort as it comes.
   */
  ask<S extends z.ZodType>(question: ArmQuestion<S>, signal: AbortSignal): Promise<z.output<S>>;
}

export interface ArmClientOptions extends SecureOptions {
  readonly cloud: Pick<Cloud, 'name' | 'armEndpoint' | 'armScope'>;
  readonly accessToken: AccessToken;
  /** Told before each wait that the service asked for. */
  readonly onWait?: (seconds: number, what: string) => void;
}

const mostAttempts = 4;
const longestWait = 60;
/** Where the service asks to wait and does not say how long. */
const ownWait = (attempt: number): number => 2 ** attempt;

export function createArmClient({ cloud, accessToken, onWait, ...secure }: ArmClientOptions): ArmClient {
  const send = secureSender(secure);

  const sendPatiently = async (request: Omit<SecureRequest, 'token'>, asked: Asked, signal: AbortSignal) => {
    for (let attempt = 0; ; attempt += 1) {
      const { token } = await accessToken(cloud.armScope, signal);
      const answer = await send({ ...request, token }, signal);
      if (answer.status !== 429 && answer.status !== 503) return answer;
      const seconds = retryAfterSeconds(answer.header('retry-after'), Date.now()) ?? ownWait(attempt);
      if (attempt + 1 >= mostAttempts || seconds > longestWait) throw throttled(answer, asked, seconds);
      onWait?.(seconds, asked.what);
      await pause(seconds * 1000, undefined, { signal });
    }
  };

  return {
    cloud: cloud.name,
    async ask({ call, of = '', what, body, page, answer: shape }, signal) {
      const asked: Asked = { what, cloud: cloud.name, call };
      const url = page === undefined ? addressOf(cloud.armEndpoint, call, of) : pageOf(cloud.armEndpoint, page, asked);
      const request = { method: body === undefined ? 'GET' : 'POST', url, body } as const;
      const answer = await sendPatiently(request, asked, signal);
      if (answer.status < 200 || answer.status > 299) throw failureOf(answer, asked);
      const json = tryJson(answer.text);
      if (json === undefined) throw notJson(answer, asked);
      const parsed = shape.safeParse(json);
      if (!parsed.success) throw unknownForm(asked, problemsOf(parsed.error));
      return parsed.data;
    },
  };
}

function addressOf(endpoint: string, call: ArmCall, of: string): string {
  const url = new URL(endpoint + call.path(of));
  url.searchParams.set('api-version', call.version);
  return url.href;
}

/** A token goes to the cloud's own host alone, whatever an answer names. */
function pageOf(endpoint: string, page: string, asked: Asked): string {
  const url = URL.canParse(page) ? new URL(page) : undefined;
  if (url?.origin === new URL(endpoint).origin) return url.href;
  throw unknownForm(asked, 'the address of its next page is not on the same host.');
}

const problemsOf = (error: z.ZodError): string =>
  `${error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.') || 'the answer'}: ${message}`)
    .join('; ')}.`;

const throttled = ({ status }: HttpAnswer, { what, cloud }: Asked, seconds: number): CasebookError =>
  new CasebookError(
    'throttled',
    `The cloud ${cloud} asks to wait ${seconds} seconds before it tells ${what}. Try again after that.`,
    { status, retryAfterSeconds: seconds },
  );
