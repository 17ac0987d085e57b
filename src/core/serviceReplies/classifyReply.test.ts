import { describe, expect, it } from 'vitest';
import { classifyReply } from './classifyReply.ts';
import type { ServiceReply } from './serviceReply.ts';

const at = Date.parse('2026-03-01T12:00:00Z');
const context = { label: 'plant logs', cloud: 'test', waitSeconds: 180, receivedAt: at };
const classify = (status: number, body: object | string, more: Partial<ServiceReply> = {}, wait = 180) =>
  classifyReply(
    { status, text: typeof body === 'string' ? body : JSON.stringify(body), ...more },
    { ...context, waitSeconds: wait },
  );
const error = (code: string, message = '', more: object = {}) => ({ error: { code, message, ...more } });
const semantic = (message: string) =>
  error('BadArgumentError', 'The request had some invalid properties', {
    innererror: {
      code: 'SemanticError',
      message: 'A semantic error occurred.',
      innererror: { code: 'SEM0100', message },
    },
  });

describe('a reply of the query service', () => {
  it('is an answer where it has tables, also when it calls itself partial', () => {
    expect(classify(200, { tables: [] })).toBeUndefined();
    expect(classify(200, { tables: [], error: { code: 'PartialError' } })).toBeUndefined();
    expect(classify(200, `{"tables":[{"rows":[[${'1,'.repeat(60_000)}`)).toBeUndefined();
  });

  it('with a syntax error tells its place in the query', () => {
    const inner = { code: 'SYN0002', message: "Query could not be parsed at 'x' on line [1,4]", line: 1, pos: 4 };
    expect(
      classify(
        400,
        error('BadArgumentError', 'bad', { innererror: { code: 'SyntaxError', message: 'x', innererror: inner } }),
      ),
    ).toMatchObject({
      code: 'kqlSyntax',
      message: expect.stringContaining("parsed at 'x'"),
      detail: { line: 1, column: 4 },
    });
  });

  it.each(['SecurityIoTRawEvent', 'DefenderIoTRawEvent'])(
    'names %s as absent, and how raw events are turned on',
    (table) => {
      const failure = classify(
        400,
        semantic(`'where' operator: Failed to resolve table or column expression named '${table}'`),
      );
      expect(failure).toMatchObject({
        code: 'tableAbsent',
        detail: { status: 400, serviceCode: 'SEM0100', table },
        message: expect.stringMatching(
          /There is no table \w+ in plant logs: it does not collect raw IoT events.*Defender for IoT, under Data collection, whether they are turned on/,
        ),
      });
    },
  );

  it('finds an absent table in the JSON that older services hide in a string', () => {
    const hidden = JSON.stringify({
      code: 'SEM0100',
      message: "Failed to resolve table or column expression named 'Heartbeat'",
    });
    expect(
      classify(400, error('BadArgumentError', '', { innererror: { information: { details: hidden } } })),
    ).toMatchObject({
      code: 'tableAbsent',
      message: expect.stringMatching(
        /^There is no table Heartbeat in plant logs, or this account may not see it\. Check /,
      ),
    });
  });

  it('with another semantic error says what the service says', () => {
    expect(classify(400, semantic("Failed to resolve column or scalar expression named 'Nmae'"))).toMatchObject({
      code: 'kqlSemantic',
      message: "Failed to resolve column or scalar expression named 'Nmae'. Correct the query.",
    });
  });

  it.each([
    [400, error('FailedToResolveResource', 'Resource identity could not be resovled')],
    [404, error('PathNotFoundError', 'The requested path does not exist')],
  ])('of status %i that knows no workspace says so', (status, body) => {
    expect(classify(status, body)).toMatchObject({
      code: 'workspaceNotFound',
      message: expect.stringContaining('The cloud “test” does not know plant logs'),
    });
  });

  it('without a sign-in asks for one, and names a clock that is wrong', () => {
    const body = error('AuthenticationFailed', 'Authentication failed.');
    expect(classify(401, body)).toMatchObject({
      code: 'signInNeeded',
      message: 'The cloud “test” did not accept the sign-in (it says: Authentication failed). Sign in again.',
    });
    expect(classify(401, body, { date: 'Sun, 01 Mar 2026 13:30:00 GMT' })?.message).toContain(
      'This computer’s clock is 1 hour and 30 minutes behind the service’s: set it right',
    );
    expect(classify(403, error('InvalidAuthenticationTokenAudience', 'wrong audience'))?.code).toBe('signInNeeded');
  });

  it('of a workspace that the account may not read names the role, and how long it takes', () => {
    const failure = classify(
      403,
      error('InsufficientAccessError', 'no', { innererror: { code: 'AuthorizationFailedError' } }),
    );
    expect(failure).toMatchObject({ code: 'accessDenied', detail: { role: 'Log Analytics Reader', delayMinutes: 60 } });
    expect(failure?.message).toMatch(/may not query plant logs.*role Log Analytics Reader.*up to 60 minutes/);
  });

  it('that came too late offers a narrower window, and more time while there is more', () => {
    const body = error('GatewayTimeout', 'Gateway timeout', {
      innererror: { code: 'GatewayTimeout', message: 'Kusto query timed out' },
    });
    expect(classify(504, body)).toMatchObject({
      code: 'queryTimeout',
      message:
        'The service did not finish the query within 180 seconds (it says: Kusto query timed out). Narrow the window, or allow the service up to 10 minutes.',
      detail: { waitSeconds: 180, mostWaitSeconds: 600 },
    });
    expect(classify(504, body, {}, 600)?.message).toMatch(/within 600 seconds.*Narrow the window\.$/);
  });

  it.each([
    [429, error('Throttled'), { retryAfter: 900 }, 'throttled', /more than it gives at a time.*again in 15 minutes/],
    [429, error('Throttled'), { retryAfter: 119 }, 'throttled', /again in 119 seconds/],
    [429, error('Throttled'), { retryAfter: 9999 }, 'throttled', /again in 2 hours and 47 minutes/],
    [503, error('ServiceUnavailable', 'Busy'), {}, 'serviceFailed', /failed with status 503 \(it says: Busy\)/],
    [500, '', {}, 'serviceFailed', /failed with status 500\. Try/],
    [204, '', {}, 'workspaceEmpty', /There is no data at all in plant logs/],
    [200, '', {}, 'serviceFailed', /answered with nothing at all/],
    [200, 'OK', {}, 'serviceFailed', /not an answer \(it begins: OK\)/],
    [200, error('Odd', 'No rows today'), {}, 'serviceFailed', /an error in place of rows \(it says: No rows today\)/],
    [302, '', {}, 'serviceFailed', /redirection \(status 302\)/],
    [407, '', {}, 'serviceUnreachable', /proxy asks for a sign-in/],
    [
      400,
      error('BadArgumentError', 'No timespan'),
      {},
      'serviceFailed',
      /refused the request \(it says: No timespan\)/,
    ],
  ] as const)('of status %i with %j has its words', (status, body, more, code, words) => {
    expect(classify(status, body, more)).toMatchObject({ code, message: expect.stringMatching(words) });
  });

  it.each([200, 403, 502])('that is a web page (status %i) is a proxy’s, whatever its status', (status) => {
    expect(classify(status, '  <!DOCTYPE html><html><title>Web\n gateway</title>')).toMatchObject({
      code: 'serviceFailed',
      message: expect.stringContaining(`(status ${status}, titled “Web gateway”)`),
    });
  });

  it('cannot break the words: line ends and endless texts are taken out', () => {
    const message = classify(500, error('X', `a\u0000\nb${'c'.repeat(5000)}`))?.message ?? '';
    expect(message).toContain('a bccc');
    expect(message.length).toBeLessThan(500);
  });

  it('that nests without end is read to a bound', () => {
    const nested = `${'{"innererror":'.repeat(3000)}{}${'}'.repeat(3000)}`;
    expect(classify(500, nested)?.code).toBe('serviceFailed');
  });
});
