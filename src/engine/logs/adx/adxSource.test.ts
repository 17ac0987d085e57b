import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tooLarge } from '../../../../test/support/kustoService/frames.ts';
import {
  badRequest,
  type KustoService,
  kustoDatabase,
  kustoToken,
  startKustoService,
} from '../../../../test/support/kustoService/service.ts';
import { type Answer, failed } from '../../../../test/support/tlsService.ts';
import type { DatabaseRef } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import { readShownAnswer } from '../../casefile/answer/shownAnswer.ts';
import { readAnswer } from '../../investigation/readAnswer.ts';
import { type LogSource, SourceReplyError } from '../logSource.ts';
import { openSourceRegistry } from '../sourceRegistry.ts';
import { type AdxOptions, openAdxSource } from './adxSource.ts';

const { signal } = new AbortController();
const folder = mkdtempSync(join(tmpdir(), 'casebook-adx-'));
const rows = [
  { TimeGenerated: '2026-03-01T10:00:00.0000001Z', DeviceId: 'press-17', Count: 1 },
  { TimeGenerated: '2026-03-01T12:00:00Z', DeviceId: 'press-17', Count: 2 },
  { TimeGenerated: '2026-03-02T00:00:00Z', DeviceId: "o'neil \\ 1", Count: 3 },
];
writeFileSync(join(folder, 'SecurityIoTRawEvent.ndjson'), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
writeFileSync(join(folder, 'Names.csv'), 'Name,Value\nfirst,1\n');

const registry = openSourceRegistry();
let service: KustoService;
let source: LogSource;
beforeAll(async () => {
  service = await startKustoService(folder);
  source = open();
});
afterAll(async () => {
  await source.close();
  await service.close();
  await registry.closeAll();
  rmSync(folder, { recursive: true, force: true });
});

const refOf = (changes: Partial<DatabaseRef> = {}): DatabaseRef => ({
  kind: 'database',
  cloud: 'lab',
  tenant: null,
  account: null,
  cluster: service.endpoint,
  database: kustoDatabase,
  waitSeconds: 60,
  ...changes,
});
const open = (options: Partial<AdxOptions> = {}, changes: Partial<DatabaseRef> = {}): LogSource => {
  const ref = refOf(changes);
  return openAdxSource(ref, {
    cloud: { name: 'lab', authority: 'https://login.example', clusters: [ref.cluster] },
    accessToken: async () => ({ token: kustoToken, expiresOn: Date.now() + 3_600_000 }),
    tlsOptions: { ca: service.authority },
    clock: { now: Date.now, sleep: async () => undefined },
    ...options,
  });
};
const interrupt = (answer: Answer | 'hang' | 'cut', times = 1) => service.interrupt({ path: /query$/, answer, times });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const failureOf = async (work: Promise<unknown>): Promise<CasebookError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  // What an error carries may be logged: never the token.
  expect(inspect(error, { depth: 20 })).not.toContain(kustoToken);
  if (error instanceof CasebookError) return error;
  throw new Error(`expected a CasebookError, got ${inspect(error)}`);
};
const failQuery = (kql = 'print 1') => failureOf(source.query(kql, undefined, signal));

describe('an answer', () => {
  test('is kept as it was sent, and is the local answer value for value', async () => {
    const kql = `print L = 9007199254740993, M = -9223372036854775807 - 1, D = datetime(2019-04-18T12:04:31.1234567Z), N = datetime(null),
      T = -3d - 1tick, R = real(nan), I = real(+inf), E = decimal(0.10), G = guid(6f0c1b0e-0000-4000-8000-000000000001),
      J = dynamic({"a":[1,null,"x"]}), B = true, S = 'a"b\\\\c', Z = long(null), W = ''`;
    const answer = await source.query(kql, undefined, signal);
    expect(sha256(answer.body)).toBe(service.arrivals.at(-1)?.answerSha256);
    const local = await registry.open({ kind: 'local', folder });
    const expected = readShownAnswer((await local.query(kql, undefined, signal)).body);
    expect(readShownAnswer(answer.body)).toEqual(expected);
    expect(expected.rows[0]?.slice(0, 4)).toEqual([
      '9007199254740993',
      '-9223372036854775808',
      '2019-04-18T12:04:31.1234567Z',
      null,
    ]);
  });

  test('says where it came from, and its request says nothing of the person or the machine', async () => {
    const { versions } = await source.query('print 1', undefined, signal);
    const arrival = service.arrivals.at(-1);
    expect(arrival?.path).toBe('/v2/rest/query');
    expect(versions).toMatchObject({
      'azure-kusto-data': '7.0.4',
      'service address': service.endpoint,
      'client request id': arrival?.headers['x-ms-client-request-id'],
      'HTTP status': '200',
    });
    expect(arrival?.headers).toMatchObject({ 'x-ms-app': 'Casebook', 'x-ms-user': 'Casebook' });
    expect(service.arrivals.filter(({ path: each }) => each.includes('metadata'))).toEqual([]);
  });

  test('is limited to the window, half open', async () => {
    const count = async (from: string, to: string) => {
      const { body } = await source.query('SecurityIoTRawEvent | count', { from, to }, signal);
      return readShownAnswer(body).rows;
    };
    expect(await count('2026-03-01T10:00:00.0000001Z', '2026-03-02T00:00:00Z')).toEqual([[2]]);
    expect(await count('2026-03-01T10:00:00.0000002Z', '2026-03-02T00:00:00.0000001Z')).toEqual([[2]]);
    const { properties } = JSON.parse(service.arrivals.at(-1)?.body ?? '');
    expect(properties.Options).toMatchObject({
      servertimeout: '00:01:00.000',
      request_readonly: true,
      query_datetimescope_column: 'TimeGenerated',
      query_datetimescope_from: '2026-03-01T10:00:00.0000002Z',
      query_datetimescope_to: '2026-03-02T00:00:00.0000001Z',
    });
  });

  test('that the service cut keeps its rows and says what is wrong', async () => {
    service.cut('Count', { rows: 1, error: tooLarge() });
    const answer = await source.query('SecurityIoTRawEvent | project Count', undefined, signal);
    expect(readShownAnswer(answer.body).rows).toEqual([[1]]);
    expect(readAnswer(answer).error).toContain('E_QUERY_RESULT_SET_TOO_LARGE');
  });
});

describe('a failure', () => {
  test('keeps the reply that told it', async () => {
    const error = await failQuery('Absent | take 1');
    expect(error).toMatchObject({
      code: 'tableAbsent',
      detail: { table: 'Absent', serviceCode: 'SEM0100', status: 400 },
    });
    if (!(error instanceof SourceReplyError)) throw new Error('expected the reply');
    expect(sha256(error.received.body)).toBe(service.arrivals.at(-1)?.answerSha256);
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
      'workspaceNotFound',
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

  test('is not, where the service has closed a connection that it kept from the query before', async () => {
    for (let count = 0; count < 3; count += 1) {
      await source.query('print 1', undefined, signal);
      service.closeIdle();
    }
  });

  test('of the sign-in is told as it comes, and nothing is asked', async () => {
    const asked = service.arrivals.length;
    const refused = open({
      accessToken: async () => {
        throw new CasebookError('signInNeeded', 'Sign in to the lab.');
      },
    });
    expect(await failureOf(refused.query('print 1', undefined, signal))).toMatchObject({
      message: 'Sign in to the lab.',
    });
    await refused.close();
    expect(service.arrivals.length).toBe(asked);
  });

  test('a management command is refused before it is sent', async () => {
    const asked = service.arrivals.length;
    expect(await failQuery(' .drop table T')).toMatchObject({ code: 'kqlUnsupported' });
    expect(service.arrivals.length).toBe(asked);
  });
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

test('a cancel ends the request and tells the service', async () => {
  interrupt('hang');
  const own = open();
  const stop = new AbortController();
  const asked = service.arrivals.length;
  const running = own.query('print 1', undefined, stop.signal);
  await expect.poll(() => service.arrivals.length).toBeGreaterThan(asked);
  const id = service.arrivals.at(-1)?.headers['x-ms-client-request-id'];
  stop.abort(new Error('stopped by the examiner'));
  await expect(running).rejects.toThrow('stopped by the examiner');
  await own.close();
  expect(service.cancelled).toEqual([id]);
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
    expect(scopes).toEqual([`${service.endpoint}/.default`]);
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

test('a database is described with its tables, their rows and times', async () => {
  const own = open();
  expect(own.tables()).toEqual([]);
  const { tables, label } = await own.describe(signal);
  expect(label).toBe(`archive on ${new URL(service.endpoint).host}`);
  expect(tables.map(({ name, rowCount, coverage }) => ({ name, rowCount, coverage }))).toEqual([
    { name: 'Names', rowCount: 1, coverage: null },
    {
      name: 'SecurityIoTRawEvent',
      rowCount: 3,
      coverage: { from: '2026-03-01T10:00:00.0000001Z', to: '2026-03-02T00:00:00.0000000Z' },
    },
  ]);
  expect(own.tables().map(({ name }) => name)).toEqual(['Names', 'SecurityIoTRawEvent']);
  expect(tables[1]?.columns).toContainEqual({ name: 'TimeGenerated', type: 'datetime' });
  await own.close();
});

test('a schema of another form is a failure of the service', async () => {
  service.interrupt({ path: /mgmt$/, answer: { status: 200, body: '{"Tables":[]}' } });
  expect(await failureOf(source.describe(signal))).toMatchObject({ code: 'serviceFailed' });
});
