import { z } from 'zod';
import { oneLine, tryJson } from '../../core/serviceReplies/errorEntries.ts';
import { CasebookError } from '../../shared/result.ts';
import type { ArmCall } from './armCalls.ts';
import type { HttpAnswer } from './secureRequest.ts';

const armError = z.looseObject({
  error: z.looseObject({ code: z.string().optional(), message: z.string().optional() }),
});

/** Which call failed, for people. */
export interface Asked {
  /** Such as `the IoT security solutions of subscription …`. */
  readonly what: string;
  readonly cloud: string;
  readonly call: ArmCall;
}

/** An answer that is not a success, in words; `detail.status` is the HTTP status, `detail.code` the service's own code. */
export function failureOf(answer: HttpAnswer, { what, cloud, call }: Asked): CasebookError {
  const { status } = answer;
  const { code, said } = words(answer.text);
  const detail = { status, ...(code === undefined ? {} : { code }) };
  if (status === 401) {
    const message = `The cloud ${cloud} did not accept the sign-in when asked for ${what}${said}. Sign in again.`;
    return new CasebookError('signInNeeded', message, detail);
  }
  if (status === 403) {
    const message = `This account may not read ${what}${said}. Ask for the role ${call.role}; a new role can take up to 60 minutes to work.`;
    return new CasebookError('accessDenied', message, { ...detail, role: call.role });
  }
  return new CasebookError(
    'serviceFailed',
    `The cloud ${cloud} answered with status ${status} when asked for ${what}${said}.`,
    detail,
  );
}

/** A text in place of JSON, such as a proxy's page. */
export const notJson = (answer: HttpAnswer, { what, cloud }: Asked): CasebookError =>
  new CasebookError(
    'serviceFailed',
    `The cloud ${cloud} did not answer with JSON when asked for ${what}${excerpt(answer.text)}. A proxy may have answered in its place: open ${cloud}’s portal in a browser, then try again.`,
    { status: answer.status },
  );

/** JSON of another form than the call has. */
export const unknownForm = ({ what, cloud, call }: Asked, problem: string): CasebookError =>
  new CasebookError(
    'serviceFailed',
    `The cloud ${cloud} answered in an unknown form when asked for ${what}, by API version ${call.version}: ${problem}`,
  );

function words(text: string): { code: string | undefined; said: string } {
  const parsed = armError.safeParse(tryJson(text));
  if (!parsed.success) return { code: undefined, said: excerpt(text) };
  const { code, message } = parsed.data.error;
  const both = [code, message].filter((part) => part !== undefined && part !== '').join(': ');
  return { code: code === undefined ? undefined : oneLine(code, 100), said: excerpt(both) };
}

const excerpt = (text: string): string => {
  const line = oneLine(text, 300);
  return line === '' ? '' : ` (it says: ${line})`;
};
