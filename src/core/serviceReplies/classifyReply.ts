import { type ErrorEntry, errorEntries, oneLine, tryJson } from './errorEntries.ts';
import {
  absentText,
  excerpt,
  notFoundText,
  pageText,
  said,
  signInText,
  throttledText,
  timeoutText,
} from './replyWords.ts';
import { mostWaitSeconds, type ReplyContext, role, type ServiceFailure, type ServiceReply } from './serviceReply.ts';

/** Why a reply is not an answer; undefined where it is one. Sources: the query API's pages on errors, response format and timeouts. */
export function classifyReply(reply: ServiceReply, context: ReplyContext): ServiceFailure | undefined {
  const start = reply.text.trimStart();
  const parsed = start.length < 65_536 ? tryJson(start) : undefined;
  const failure = (code: ServiceFailure['code'], message: string, more: object = {}): ServiceFailure => {
    const serviceCode = errorEntries(parsed).at(-1)?.code;
    return {
      code,
      message,
      detail: { status: reply.status, ...(serviceCode !== undefined && { serviceCode }), ...more },
    };
  };
  if (/^<(!doctype|html|\?xml|head|body)/i.test(start))
    return failure('serviceFailed', pageText(start, reply, context));
  const entries = errorEntries(parsed);
  switch (reply.status) {
    case 200:
      return noAnswer(start, parsed, entries, context, failure);
    case 204:
      return failure(
        'workspaceEmpty',
        `There is no data at all in ${context.label}: nothing has been sent to it. Check whether it is the right workspace, and whether collection is on.`,
      );
    case 400:
      return badRequest(entries, context, failure);
    case 401:
      return failure('signInNeeded', signInText(entries, reply, context));
    case 403:
      return forbidden(entries, reply, context, failure);
    case 404:
      return failure('workspaceNotFound', notFoundText(context), { role });
    case 407:
      return failure(
        'serviceUnreachable',
        `The proxy asks for a sign-in of its own before the cloud “${context.cloud}” can be reached. Set it up in HTTPS_PROXY.`,
      );
    case 429:
      return failure('throttled', throttledText(entries, reply), { retryAfterSeconds: reply.retryAfter ?? null });
    case 504:
      return failure('queryTimeout', timeoutText(context, entries), {
        waitSeconds: context.waitSeconds,
        mostWaitSeconds,
      });
  }
  if (reply.status >= 300 && reply.status < 400) {
    return failure(
      'serviceFailed',
      `The cloud “${context.cloud}” answered with a redirection (status ${reply.status}), which the service itself never does: a proxy may ask for a sign-in. Open any page in a browser, then try again.`,
    );
  }
  return failure(
    'serviceFailed',
    `The service of the cloud “${context.cloud}” failed with status ${reply.status}${said(entries) || excerpt(start)}. Try again later.`,
  );
}

type Fail = (code: ServiceFailure['code'], message: string, more?: object) => ServiceFailure;

/** A reply of status 200 that holds no table. */
function noAnswer(
  start: string,
  parsed: unknown,
  entries: readonly ErrorEntry[],
  { cloud }: ReplyContext,
  failure: Fail,
) {
  if (start === '') {
    return failure(
      'serviceFailed',
      `The cloud “${cloud}” answered with nothing at all where an answer was due: a proxy may have dropped it. Try again.`,
    );
  }
  if (!start.startsWith('{')) {
    return failure(
      'serviceFailed',
      `The cloud “${cloud}” answered with something that is not an answer${excerpt(start)}. A proxy may have answered in its place: open any page in a browser, then try again.`,
    );
  }
  const isError = typeof parsed === 'object' && parsed !== null && !('tables' in parsed) && 'error' in parsed;
  return isError
    ? failure(
        'serviceFailed',
        `The service of the cloud “${cloud}” reported an error in place of rows${said(entries)}. Try again.`,
      )
    : undefined;
}

function badRequest(entries: readonly ErrorEntry[], context: ReplyContext, failure: Fail): ServiceFailure {
  const syntax = entries.find(({ code }) => code.startsWith('SYN'));
  if (syntax) {
    const place =
      syntax.line !== undefined && syntax.pos !== undefined ? { line: syntax.line, column: syntax.pos } : {};
    return failure('kqlSyntax', `${oneLine(syntax.message)}. Correct the query.`, place);
  }
  const table = entries
    .map(({ message }) => /table or column expression named '([^']+)'/.exec(message)?.[1])
    .find((name) => name !== undefined);
  if (table !== undefined) return failure('tableAbsent', absentText(table, context), { table });
  const semantic =
    entries.find(({ code }) => code.startsWith('SEM')) ?? entries.find(({ code }) => code === 'SemanticError');
  if (semantic) return failure('kqlSemantic', `${oneLine(semantic.message)}. Correct the query.`);
  if (
    entries.some(({ code }) => /^(FailedToResolveResource|WorkspaceNotFoundError|ResourceNotFoundError)$/.test(code))
  ) {
    return failure('workspaceNotFound', notFoundText(context), { role });
  }
  return failure(
    'serviceFailed',
    `The service refused the request${said(entries)}. Check the workspace id and the query.`,
  );
}

function forbidden(
  entries: readonly ErrorEntry[],
  reply: ServiceReply,
  context: ReplyContext,
  failure: Fail,
): ServiceFailure {
  if (entries.some(({ code }) => /^Invalid(AuthenticationToken|TokenError)/.test(code))) {
    return failure('signInNeeded', signInText(entries, reply, context));
  }
  return failure(
    'accessDenied',
    `This account may not query ${context.label}. Ask its owner for the role ${role} on the workspace; a new role can take up to 60 minutes to work.`,
    { role, delayMinutes: 60 },
  );
}
