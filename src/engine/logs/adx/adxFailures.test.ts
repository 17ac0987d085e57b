import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { badRequest, kustoToken } from '../../../../test/support/kustoService/service.ts';
import { failed } from '../../../../test/support/tlsService.ts';
import { CasebookError } from '../../../shared/result.ts';
import { SourceReplyError } from '../logSource.ts';
import { suggestDevices } from '../suggestDevices.ts';
import { testDatabase } from './testDatabase.ts';

const { service, source, open, interrupt, signal, failureOf, failQuery } = testDatabase();
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('a failure', () => {
  test('keeps the reply that told it', async () => {
    const error = await failQuery('Absent | take 1');
    expect(error).toMatchObject({
      code: 'tableAbsent',
      detail: { table: 'Absent', serviceCode: 'SEM0100', status: 400 },
    });
    if (!(error instanceof SourceReplyError)) throw new Error('expected the reply');
    expect(sha256(error.received.body)).toBe(service().arrivals.at(-1)?.answerSha256);
  });

  test.each([
    ['a syntax error', 'SecurityIoTRawEvent | | take 1', { code: 'kqlSyntax', detail: { line: 1 } }],
    ['a name that is not there', 'SecurityIoTRawEvent | where Nothing == 1', { code: 'kqlSemantic' }],
  ])('of the query: %s', async (_name, kql, expected) => {
    expect(await failQuery(kql)).toMatchObject(expected);
  });

  test.each([
    ['401', failed(401, 'Unauthorized', 'The token is expired.'), 'signInNeeded', 'Sign in again'],
    ['403', failed(403, 'Forbidden', 'Principal is not authorized.'), 'accessDenied', 'the role Database Viewer'],
    ['500', failed(500, 'Internal', 'Something broke.'), 'serviceFailed', 'it says: Something broke'],
    ['504', failed(504, 'GatewayTimeout', 'Late'), 'queryTimeout', 'within 60 seconds'],
    [
      '302',
      { status: 302, headers: { location: 'https://elsewhere.example' }, body: '' },
      'serviceFailed',
      'redirection',
    ],
    ['a page', { status: 200, body: '<html>Sign in</html>' }, 'serviceFailed', 'A web page came'],
    ['nothing', { status: 200, body: '' }, 'serviceFailed', 'not an answer'],
    ['JSON that is cut', { status: 200, body: '[{"FrameType":"DataSetHeader"' }, 'serviceFailed', 'began to answer'],
    [
      'errors in place of rows',
      {
        status: 200,
        body: `[{"FrameType":"DataSetCompletion","HasErrors":true,"OneApiErrors":[${JSON.stringify({ error: { code: 'E_QUERY_TIMED_OUT', message: 'Query timed out.' } })}]}]`,
      },
      'queryTimeout',
      'Query timed out',
    ],
    [
      'a database that is not there',
      badRequest('BadRequest_EntityNotFound', 'No database'),
      'databaseNotFound',
      'archive',
    ],
  ] as const)('of the service: %s', async (_name, answer, code, words) => {
    interrupt(answer);
    const error = await failQuery();
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)]);
    expect(error).toBeInstanceOf(SourceReplyError);
  });

  test('of the network', async () => {
    interrupt('cut');
    expect(await failQuery()).toMatchObject({
      code: 'serviceUnreachable',
      message: expect.stringContaining('was cut'),
    });
    const untrusting = open({ tlsOptions: undefined });
    const { message } = await failureOf(untrusting.query('print 1', undefined, signal));
    expect(message).toContain('NODE_EXTRA_CA_CERTS');
    await untrusting.close();
  });

  test('of a cluster that is not there', async () => {
    const nowhere = open({}, { cluster: 'https://127.0.0.1:1' });
    expect(await failureOf(nowhere.query('print 1', undefined, signal))).toMatchObject({
      code: 'serviceUnreachable',
      message: expect.stringMatching(/^127\.0\.0\.1:1 cannot be reached: nothing listens.*address of the cluster/),
    });
    await nowhere.close();
  });

  test('is not, where the service has closed a connection that it kept from the query before', async () => {
    for (let count = 0; count < 3; count += 1) {
      await source().query('print 1', undefined, signal);
      service().closeIdle();
    }
  });

  test('of an answer that is longer than an exhibit can hold', async () => {
    const narrow = open({ mostBytes: 1000 });
    const { code, message } = await failureOf(narrow.query('range x from 1 to 1000 step 1', undefined, signal));
    expect([code, message]).toEqual(['serviceFailed', expect.stringContaining('sent more than 1000 bytes')]);
    await narrow.close();
  });

  test('of the sign-in is told as it comes, and nothing is asked', async () => {
    const asked = service().arrivals.length;
    const refused = open({
      accessToken: async () => {
        throw new CasebookError('signInNeeded', 'Sign in to the lab.');
      },
    });
    expect(await failureOf(refused.query('print 1', undefined, signal))).toMatchObject({
      message: 'Sign in to the lab.',
    });
    await refused.close();
    expect(service().arrivals.length).toBe(asked);
  });

  test('a management command is refused before it is sent', async () => {
    const asked = service().arrivals.length;
    expect(await failQuery(' .drop table T')).toMatchObject({ code: 'kqlUnsupported' });
    expect(service().arrivals.length).toBe(asked);
  });
});

test('devices are not said to be absent where no table could be asked, or not the one that may have them', async () => {
  const denied = failed(403, 'Forbidden', 'Principal is not authorized.');
  interrupt(denied, 4);
  expect(await failureOf(suggestDevices(source(), 'press-17', signal))).toMatchObject({ code: 'accessDenied' });
  service().interrupt({ path: /query$/, holding: 'SecurityAlert', answer: denied });
  const { exists, unread } = await suggestDevices(source(), 'nobody', signal);
  expect([exists, unread]).toEqual([false, [expect.stringContaining('Ask its owner for the role')]]);
});

test('a busy service is asked again after the time that it names, and the tries are told', async () => {
  interrupt({ ...failed(429, 'Throttled', 'Busy'), headers: { 'retry-after': '2' } }, 2);
  const texts: string[] = [];
  const patient = open({ onWaiting: ({ text }) => texts.push(text) });
  const { versions } = await patient.query('print 1', undefined, signal);
  expect(versions.tries).toBe('3');
  expect(texts.length).toBe(4);
  await patient.close();
  interrupt({ ...failed(429, 'Throttled', 'Busy'), headers: { 'retry-after': '4000' } });
  expect(await failQuery()).toMatchObject({ code: 'throttled' });
});

describe('a token', () => {
  test('is for the address of the cluster alone', async () => {
    const scopes: string[] = [];
    const own = open({
      accessToken: async (scope) => {
        scopes.push(scope);
        return { token: kustoToken, expiresOn: 0 };
      },
    });
    await own.query('print 1', undefined, signal);
    await own.close();
    expect(scopes).toEqual([`${service().endpoint}/.default`]);
  });

  test.each([
    ['a built-in cloud', { name: 'public', authority: 'https://login.microsoftonline.com' }],
    ["a cloud of the person's own", { name: 'lab', authority: 'https://login.example', clusters: [] }],
  ])('goes to no cluster that %s does not have', async (_name, cloud) => {
    const scopes: string[] = [];
    const accessToken = async (scope: string) => {
      scopes.push(scope);
      return { token: kustoToken, expiresOn: 0 };
    };
    const own = open({ cloud, accessToken }, { cluster: 'https://kusto.windows.net.elsewhere.example' });
    const error = await failureOf(own.query('print 1', undefined, signal));
    expect(error.message).toContain('no token is sent to it');
    expect(scopes).toEqual([]);
    await own.close();
  });
});
