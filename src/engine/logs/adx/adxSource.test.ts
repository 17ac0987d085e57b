import { createHash } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { tooLarge } from '../../../../test/support/kustoService/frames.ts';
import { readShownAnswer } from '../../casefile/answer/shownAnswer.ts';
import { readAnswer } from '../../investigation/readAnswer.ts';
import { fetchAll } from '../fetchAll/fetchAll.ts';
import { openSourceRegistry } from '../sourceRegistry.ts';
import { testDatabase } from './testDatabase.ts';

const { service, source, open, interrupt, folder, signal, failureOf } = testDatabase();
const registry = openSourceRegistry();
afterAll(() => registry.closeAll());
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

describe('an answer', () => {
  test('is kept as it was sent, and is the local answer value for value', async () => {
    const kql = `print L = 9007199254740993, M = -9223372036854775807 - 1, D = datetime(2019-04-18T12:04:31.1234567Z), N = datetime(null),
      T = -3d - 1tick, R = real(nan), I = real(+inf), E = decimal(0.10), G = guid(6f0c1b0e-0000-4000-8000-000000000001),
      J = dynamic({"a":[1,null,"x"]}), B = true, S = 'a"b\\\\c', Z = long(null), W = ''`;
    const answer = await source().query(kql, undefined, signal);
    expect(sha256(answer.body)).toBe(service().arrivals.at(-1)?.answerSha256);
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
    const { versions } = await source().query('print 1', undefined, signal);
    const arrival = service().arrivals.at(-1);
    expect(arrival?.path).toBe('/v2/rest/query');
    expect(versions).toMatchObject({
      'azure-kusto-data': '7.0.4',
      'service address': service().endpoint,
      'client request id': arrival?.headers['x-ms-client-request-id'],
      'HTTP status': '200',
    });
    expect(arrival?.headers).toMatchObject({ 'x-ms-app': 'Casebook', 'x-ms-user': 'Casebook' });
    expect(service().arrivals.filter(({ path: each }) => each.includes('metadata'))).toEqual([]);
  });

  test('is limited to the window, half open', async () => {
    const count = async (from: string, to: string) => {
      const { body } = await source().query('SecurityIoTRawEvent | count', { from, to }, signal);
      return readShownAnswer(body).rows;
    };
    expect(await count('2026-03-01T10:00:00.0000001Z', '2026-03-02T00:00:00Z')).toEqual([[2]]);
    expect(await count('2026-03-01T10:00:00.0000002Z', '2026-03-02T00:00:00.0000001Z')).toEqual([[2]]);
    const { properties } = JSON.parse(service().arrivals.at(-1)?.body ?? '');
    expect(properties.Options).toMatchObject({
      servertimeout: '00:01:00.000',
      request_readonly: true,
      query_datetimescope_column: 'TimeGenerated',
      query_datetimescope_from: '2026-03-01T10:00:00.0000002Z',
      query_datetimescope_to: '2026-03-02T00:00:00.0000001Z',
    });
  });

  test('that the service cut keeps its rows and says what is wrong', async () => {
    service().cut('Count', { rows: 1, error: tooLarge() });
    const answer = await source().query('SecurityIoTRawEvent | project Count', undefined, signal);
    expect(readShownAnswer(answer.body).rows).toEqual([[1]]);
    expect(readAnswer(answer).error).toContain('E_QUERY_RESULT_SET_TOO_LARGE');
  });
});

test('every row of a query is fetched in slices, each answer to be had back byte for byte', async () => {
  service().cut('| where TimeGenerated >=', { rows: 1, error: tooLarge() });
  const kql = 'SecurityIoTRawEvent | project TimeGenerated, Fetched = Count';
  const limits = { sliceRows: 100, mostBytes: 1_000_000 };
  const answer = await fetchAll(source().query, kql, undefined, signal, () => undefined, limits);
  expect(readShownAnswer(answer.body).rows.map(([, count]) => count)).toEqual([1, 2, 3]);
  const sent = new Set(service().arrivals.map(({ answerSha256 }) => answerSha256));
  const { slices } = JSON.parse(new TextDecoder().decode(answer.body));
  expect(slices.length).toBeGreaterThan(2);
  for (const slice of slices) expect(sent).toContain(slice.sha256);
});

test('a cancel ends the request and tells the service', async () => {
  interrupt('hang');
  const own = open({ cancelPatience: 300 });
  const stop = new AbortController();
  const asked = service().arrivals.length;
  const running = own.query('print 1', undefined, stop.signal);
  await expect.poll(() => service().arrivals.length).toBeGreaterThan(asked);
  const id = service().arrivals.at(-1)?.headers['x-ms-client-request-id'];
  stop.abort(new Error('stopped by the examiner'));
  await expect(running).rejects.toThrow('stopped by the examiner');
  await own.close();
  expect(service().cancelled).toEqual([id]);
});

test('a database is described with its tables, their rows and times', async () => {
  const own = open();
  expect(own.tables()).toContainEqual(expect.objectContaining({ name: 'SecurityAlert', isRead: false }));
  const { tables, label } = await own.describe(signal);
  expect(label).toBe(`archive on ${new URL(service().endpoint).host}`);
  expect(tables.map(({ name, rowCount, coverage }) => ({ name, rowCount, coverage }))).toEqual([
    {
      name: 'SecurityIoTRawEvent',
      rowCount: 3,
      coverage: { from: '2026-03-01T10:00:00.0000001Z', to: '2026-03-02T00:00:00.0000000Z' },
    },
    { name: 'Names', rowCount: 1, coverage: null },
  ]);
  expect(own.tables().map(({ name }) => name)).toEqual(['SecurityIoTRawEvent', 'Names']);
  expect(tables[0]?.columns).toContainEqual({ name: 'TimeGenerated', type: 'datetime' });
  await own.close();
});

test('a schema of another form is a failure of the service', async () => {
  service().interrupt({ path: /mgmt$/, answer: { status: 200, body: '{"Tables":[]}' } });
  expect(await failureOf(source().describe(signal))).toMatchObject({ code: 'serviceFailed' });
});
