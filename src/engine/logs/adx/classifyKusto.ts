import { type ErrorEntry, errorEntries, oneLine, tryJson } from '../../../core/serviceReplies/errorEntries.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import type { Failure } from '../../../shared/result.ts';

/** Who was asked what, for the words. */
export interface KustoContext {
  /** The database as people know it. */
  readonly label: string;
  readonly cluster: string;
  readonly cloud: string;
  /** Seconds that the service was allowed to take. */
  readonly waitSeconds: number;
}

export interface KustoFailure extends Failure {
  readonly detail: Record<string, unknown>;
}

/** The role to ask for on the database. */
const role = 'Database Viewer';

/**
 * Why a reply of Azure Data Explorer is not an answer; undefined where it may be one. `text` is the body, or the beginning of a long
 * one. Sources: the REST API's pages on responses, and the query limits page.
 */
export function classifyKusto(
  { status, text }: { readonly status: number; readonly text: string },
  context: KustoContext,
): KustoFailure | undefined {
  const start = text.trimStart();
  const entries = errorEntries(tryJson(start));
  const fail = (code: ErrorCode, message: string, more: Record<string, unknown> = {}): KustoFailure => ({
    code,
    message,
    detail: { status, ...serviceCode(entries), ...more },
  });
  const { label, cluster, cloud } = context;
  if (start.startsWith('<')) {
    return fail(
      'serviceFailed',
      `A web page came in place of an answer from ${cluster} (status ${status}): a proxy or a firewall answered. Open any page in a browser to see what it wants, then try again.`,
    );
  }
  if (status === 200) {
    if (start.startsWith('[') || start.startsWith('{"Tables"')) return undefined;
    return fail('serviceFailed', `${cluster} answered with something that is not an answer${said(entries, start)}.`);
  }
  if (status === 401) {
    return fail(
      'signInNeeded',
      `${cluster} did not accept the sign-in to ${cloud}${said(entries, '')}. Sign in again.`,
    );
  }
  if (status === 403) {
    return fail(
      'accessDenied',
      `This account may not query ${label}${said(entries, '')}. Ask its owner for the role ${role} on the database.`,
      { role },
    );
  }
  if (status === 429) {
    return fail('throttled', `${cluster} still asks to wait after every try${said(entries, '')}. Try again later.`);
  }
  if (status === 400 || status === 404) return refused(entries, start, context, fail);
  if (status === 504 || isTimeout(entries)) return fail('queryTimeout', timeoutText(context, entries));
  if (status >= 300 && status < 400) {
    return fail(
      'serviceFailed',
      `${cluster} answered with a redirection (status ${status}), which the service itself never does: a proxy may ask for a sign-in.`,
    );
  }
  return fail('serviceFailed', `${cluster} failed with status ${status}${said(entries, start)}. Try again later.`);
}

/** What the frames of a reply report where they hold no rows. */
export function classifyErrors(error: unknown, context: KustoContext): KustoFailure {
  const entries = errorEntries(error);
  const detail = { status: 200, ...serviceCode(entries) };
  if (isTimeout(entries)) return { code: 'queryTimeout', message: timeoutText(context, entries), detail };
  const message = `${context.cluster} began to answer and failed${said(entries, '')}. Try again.`;
  return { code: 'serviceFailed', message, detail };
}

type Fail = (code: ErrorCode, message: string, more?: Record<string, unknown>) => KustoFailure;

function refused(entries: readonly ErrorEntry[], start: string, context: KustoContext, fail: Fail): KustoFailure {
  const { label, cluster } = context;
  const all = entries.map(({ message }) => message).join('\n');
  const place = /on line \[(\d+),(\d+)\]/.exec(all);
  if (entries.some(({ code }) => code.startsWith('SYN')) || /Syntax error/i.test(all)) {
    const at = place ? { line: Number(place[1]), column: Number(place[2]) } : {};
    return fail('kqlSyntax', `${innermost(entries)}. Correct the query.`, at);
  }
  const table = /(?:table|table or column) expression named '([^']+)'/.exec(all)?.[1];
  if (table !== undefined) {
    return fail('tableAbsent', `${label} has no table ${table}, or this account may not see it.`, { table });
  }
  if (entries.some(({ code }) => /^SEM/.test(code)) || /Semantic error/i.test(all)) {
    return fail('kqlSemantic', `${innermost(entries)}. Correct the query.`);
  }
  if (/DatabaseNot(Exist|Found)|EntityNotFound/.test(entries.map(({ code }) => code).join(' ') + all)) {
    return fail(
      'databaseNotFound',
      `${cluster} knows no database ${label}, or not for this account. Check its name, the cluster and the tenant.`,
    );
  }
  if (isTimeout(entries)) return fail('queryTimeout', timeoutText(context, entries));
  return fail('serviceFailed', `${cluster} refused the request${said(entries, start)}.`);
}

const isTimeout = (entries: readonly ErrorEntry[]): boolean =>
  entries.some(({ code, message }) => /E_QUERY_TIMED_OUT|timed out|Timeout/i.test(`${code} ${message}`));

const timeoutText = ({ waitSeconds }: KustoContext, entries: readonly ErrorEntry[]): string =>
  `The service did not finish the query within ${waitSeconds} seconds${said(entries, '')}. Narrow the window or the query.`;

const serviceCode = (entries: readonly ErrorEntry[]): Record<string, unknown> => {
  const code = entries.at(-1)?.code;
  return code === undefined ? {} : { serviceCode: code };
};

const innermost = (entries: readonly ErrorEntry[]): string =>
  oneLine(entries.map(({ message }) => message).findLast((message) => message !== '') ?? 'The query was refused');

const said = (entries: readonly ErrorEntry[], start: string): string => {
  const message = entries.map((entry) => entry.message).findLast((text) => text !== '');
  if (message !== undefined) return ` (it says: ${oneLine(message)})`;
  return start === '' ? '' : ` (it begins: ${oneLine(start, 100)})`;
};
