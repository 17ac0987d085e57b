import { parseExactly } from '../../../src/engine/casefile/answer/losslessJson.ts';
import { type Answering, jsonReply, type Reply } from './reply.ts';

/** The error bodies of the query API, as its documentation and users' reports show them. */
const badArgument = (innererror: object) => ({
  error: {
    message: 'The request had some invalid properties',
    code: 'BadArgumentError',
    correlationId: '00000000-0000-0000-0000-000000000001',
    innererror,
  },
});
const engineError = (innererror: object) => ({
  code: 'PartialError',
  message: 'There were some errors when processing your query.',
  details: [{ code: 'EngineError', message: 'Something went wrong processing your query on the server.', innererror }],
});
const plain = (status: number, code: string, message: string, more: object = {}, headers: Reply['headers'] = {}) =>
  jsonReply(status, { error: { code, message, ...more } }, headers);

const always =
  (reply: Reply): Answering =>
  () =>
    reply;
const changed =
  (change: (reply: Reply) => Reply): Answering =>
  async (_request, standard) =>
    change(await standard());
const withHeaders = (headers: Reply['headers']): Answering =>
  changed((reply) => ({ ...reply, headers: { ...reply.headers, ...headers } }));

type Answer = { tables: { rows: unknown[] }[]; [more: string]: unknown };
const rewritten = (change: (answer: Answer) => void): Answering =>
  changed((reply) => {
    const answer = parseExactly(new TextDecoder().decode(reply.body)) as Answer;
    change(answer);
    return { ...reply, body: new TextEncoder().encode(JSON.stringify(answer)) };
  });

export const syntaxError = (token: string, line: number, pos: number): Reply =>
  jsonReply(
    400,
    badArgument({
      code: 'SyntaxError',
      message: 'A recognition error occurred in the query.',
      innererror: {
        code: 'SYN0002',
        message: `Query could not be parsed at '${token}' on line [${line},${pos}]`,
        line,
        pos,
        token,
      },
    }),
  );
export const semanticError = (message: string): Reply =>
  jsonReply(
    400,
    badArgument({
      code: 'SemanticError',
      message: 'A semantic error occurred.',
      innererror: { code: 'SEM0100', message },
    }),
  );
export const unresolved = (kind: 'table or column' | 'column or scalar', name: string): Reply =>
  semanticError(`'where' operator: Failed to resolve ${kind} expression named '${name}'`);

/** Every way in which the service, or what stands before it, fails. */
export const faults = {
  tableAbsent: (name: string) => always(unresolved('table or column', name)),
  /** Older services nest the whole error as text. */
  tableAbsentNested: (name: string) =>
    always(
      jsonReply(400, {
        error: {
          code: 'BadArgumentError',
          message: 'The request had some invalid properties',
          innererror: {
            information: {
              details: JSON.stringify({
                error: {
                  code: 'SEM0100',
                  message: `'where' operator: Failed to resolve table or column expression named '${name}'`,
                },
              }),
            },
          },
        },
      }),
    ),
  workspaceUnresolved: always(plain(400, 'FailedToResolveResource', 'Resource identity could not be resovled')),
  notAuthenticated: always(
    plain(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing."),
  ),
  tokenExpired: always(
    plain(
      401,
      'InvalidTokenError',
      'The provided authentication is not valid for this resource',
      {},
      {
        'www-authenticate': 'Bearer error="invalid_token", error_description="The token is expired"',
      },
    ),
  ),
  accessDenied: always(
    plain(
      403,
      'InsufficientAccessError',
      'The provided credentials have insufficient access to perform the requested operation',
      { innererror: { code: 'AuthorizationFailedError', message: 'User does not have access to read this' } },
    ),
  ),
  notFound: always(plain(404, 'PathNotFoundError', 'The requested path does not exist')),
  throttled: (retryAfter: string) =>
    always(plain(429, 'ThrottledError', 'The request was throttled', {}, { 'retry-after': retryAfter })),
  unavailable: (retryAfter?: string) =>
    always(
      plain(
        503,
        'ServiceUnavailable',
        'The service is unavailable',
        {},
        retryAfter === undefined ? {} : { 'retry-after': retryAfter },
      ),
    ),
  internalError: always(plain(500, 'InternalServerError', 'An internal error occurred')),
  timedOut: always(
    plain(504, 'GatewayTimeout', 'Gateway timeout', {
      innererror: { code: 'GatewayTimeout', message: 'Kusto query timed out' },
    }),
  ),
  html: (status: number) =>
    always({
      status,
      headers: { 'content-type': 'text/html' },
      body: new TextEncoder().encode(
        '<!DOCTYPE html><html><title>Web gateway</title><p>Access is monitored</p></html>',
      ),
    }),
  redirected: always({ status: 302, headers: { location: 'https://login.invalid/portal' }, body: new Uint8Array() }),
  emptyBody: always({ status: 200, headers: {}, body: new Uint8Array() }),
  noContent: always({ status: 204, headers: {}, body: new Uint8Array() }),
  cutJson: always(jsonReply(200, '{"tables":[{"name":"PrimaryResult","columns":[{"na')),
  reset: (() => 'reset') satisfies Answering,
  cutConnection: changed((reply) => ({ ...reply, cutAfter: Math.floor(reply.body.byteLength / 2) })),
  /** The answer stops at so many rows, and says so, where it has more. */
  truncated: (rows: number, limit = '500000 records') =>
    rewritten((answer) => {
      const [table] = answer.tables;
      if (!table || table.rows.length <= rows) return;
      table.rows = table.rows.slice(0, rows);
      answer.error = engineError({
        code: '-2133196797',
        severity: 2,
        severityName: 'Error',
        message: `The results of this query exceed the set limit of ${limit}, so not all records were returned (E_QUERY_RESULT_SET_TOO_LARGE, 0x80DA0003)`,
      });
    }),
  partOfUnionFailed: rewritten((answer) => {
    answer.error = engineError({
      code: '-2133196790',
      severity: 3,
      severityName: 'Warning',
      message: "Failed to resolve column 'RemoteAddress' in one of the workspaces",
    });
  }),
  denied: (tables: readonly string[]) =>
    rewritten((answer) => {
      answer.permissions = { resources: [{ resourceId: '/workspace', dataSources: [{ denyTables: tables }] }] };
    }),
  fromCache: (seconds: number) => withHeaders({ age: String(seconds) }),
  /** The service's clock against this machine's. */
  clock: (difference: number) => withHeaders({ date: new Date(Date.now() + difference).toUTCString() }),
  /** Answers when the promise is fulfilled. */
  slow:
    (until: Promise<unknown>): Answering =>
    async (_request, standard) => {
      await until;
      return standard();
    },
  /** Exactly these bytes. */
  bytes: (body: Uint8Array | string, status = 200) =>
    always({
      status,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    }),
} as const;
