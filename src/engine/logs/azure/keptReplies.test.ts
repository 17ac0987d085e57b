import { createHash } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { faults } from '../../../../test/support/logAnalyticsService/faults.ts';
import type { Answering } from '../../../../test/support/logAnalyticsService/reply.ts';
import type { VerdictKind } from '../../../core/verdicts/verdict.ts';
import type { TimeRange } from '../../../shared/contract/index.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { CaseFile } from '../../casefile/caseFile.ts';
import { createCaseRegistry } from '../../casefile/caseRegistry.ts';
import { testFacts, testFolder } from '../../casefile/testCase.ts';
import { verifyCase } from '../../casefile/verifyCase.ts';
import { runQuery } from '../../investigation/investigation.ts';
import { sourceFacts } from '../../investigation/sourceFacts.ts';
import { openSourceRegistry } from '../sourceRegistry.ts';
import { testService } from './testService.ts';

const { service, remote, ref } = testService();
const place = testFolder();
const cases = createCaseRegistry('0.1.0');
const registries: { closeAll(): Promise<void> }[] = [];
afterAll(async () => {
  cases.closeAll();
  await Promise.all(registries.map((each) => each.closeAll()));
  place.remove();
});

const controller = new AbortController();
const kql = 'SecurityAlert | order by TimeGenerated asc | project TimeGenerated, AlertName';
let count = 0;
const covered = { from: '2026-03-01T10:00:00Z', to: '2026-03-03T10:00:01Z' };
const newCase = (window: TimeRange): CaseFile => {
  count += 1;
  return cases.create(place.at(`${count}.casefile`), { ...testFacts, window, source: ref() });
};

/** Runs one query of a new case against the service, which answers it in the given way and describes itself as ever. */
async function keep(fault: Answering, changes: Parameters<typeof remote>[0] = {}, window = covered) {
  const registry = openSourceRegistry({ remote: remote(changes) });
  registries.push(registry);
  const source = await registry.open(ref());
  const caseFile = newCase(window);
  service().when(kql, fault);
  const context = { callId: '1', signal: controller.signal, emit: () => undefined, progress: () => undefined };
  const facts = sourceFacts(source, controller.signal);
  let identity: string | undefined;
  const watched: CaseFile = {
    ...caseFile,
    addExhibit(capture) {
      identity = capture.identity;
      return caseFile.addExhibit(capture);
    },
  };
  const exhibit = await runQuery({ caseFile: watched, source, facts, context }, 'Alerts', kql);
  const sent = service().received.find(({ query }) => query === kql)?.reply;
  const stored = caseFile.rawAnswer(exhibit.number);
  expect(createHash('sha256').update(stored).digest('hex')).toBe(exhibit.sha256);
  expect(verifyCase(caseFile.path).problems).toEqual([]);
  return { exhibit, sent, caseFile, identity };
}

const awkward = `{"tables":[{"name":"PrimaryResult","columns":[{"name":"TimeGenerated","type":"datetime"},{"name":"L","type":"long"},{"name":"R","type":"real"},{"name":"D","type":"dynamic"}],
 "rows":[["2026-03-01T10:00:00.1234567Z",9007199254740993,1e3,"{\\"a\\":9007199254740993}"],[null,-9223372036854775808,"NaN",null]]}]}`;

it('keeps 64-bit longs, ticks of 100 ns and nulls as the service sent them', async () => {
  const { exhibit, sent, caseFile } = await keep(faults.bytes(awkward));
  expect(exhibit.sha256).toBe(sent?.sha256);
  expect(caseFile.page({ exhibit: exhibit.number, offset: 0, limit: 9 }).rows.map(({ cells }) => cells)).toEqual([
    ['2026-03-01T10:00:00.1234567Z', '9007199254740993', 1000, '{"a":9007199254740993}'],
    [null, '-9223372036854775808', 'NaN', null],
  ]);
});

it.each<[string, Answering, VerdictKind, RegExp]>([
  ['cut at its limit of rows', faults.truncated(2), 'truncated', /limit of 500,000 rows/],
  [
    'cut at its limit of bytes',
    faults.truncated(1, '64000000 bytes'),
    'truncated',
    /limit of 64,000,000 bytes \(64 MB\)/,
  ],
  ['of a part of a union', faults.partOfUnionFailed, 'partial', /Failed to resolve column 'RemoteAddress' in one/],
  ['without what may not be read', faults.denied(['SecurityAlert']), 'accessFiltered', /SecurityAlert/],
  ['from a cache', faults.fromCache(90), 'cached', /kept for 90 seconds/],
])('keeps an answer %s, and says what it lacks', async (_what, fault, kind, words) => {
  const { exhibit, sent } = await keep(fault);
  expect(exhibit).toMatchObject({ outcome: 'answered', sha256: sent?.sha256 });
  expect(exhibit.verdicts).toContainEqual({ kind, text: expect.stringMatching(words) });
  expect(exhibit.verdicts.map((verdict) => verdict.kind)).not.toContain('complete');
});

it('calls an answer complete that is, and keeps who was asked for it and by which ids', async () => {
  const { exhibit, sent } = await keep((_request, standard) => standard());
  expect(exhibit).toMatchObject({ outcome: 'answered', rowCount: 3, sha256: sent?.sha256 });
  expect(exhibit.verdicts.map(({ kind }) => kind)).toEqual(['complete']);
  expect(exhibit.versions).toMatchObject({
    '@azure/monitor-query': '1.3.3',
    'service address': service().cloud.queryEndpoint,
    'HTTP status': '200',
    'client request id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'service request id': expect.stringMatching(/^service-\d+$/),
    'service date': expect.stringMatching(/GMT$/),
  });
});

it('keeps how old an answer from a cache was', async () => {
  expect((await keep(faults.fromCache(90))).exhibit.versions['seconds in a cache']).toBe('90');
});

it('does not take a table without rows since for an answer of nothing', async () => {
  const later = { from: '2026-04-01T00:00:00Z', to: '2026-04-02T00:00:00Z' };
  const { exhibit } = await keep((_request, standard) => standard(), {}, later);
  expect(exhibit).toMatchObject({ outcome: 'answered', rowCount: 0 });
  expect(exhibit.verdicts).toEqual([
    {
      kind: 'outsideCoverage',
      text: expect.stringMatching(/SecurityAlert has no row in it: .* to 2026-03-03 10:00:00 UTC/),
    },
  ]);
});

it('keeps who asked: whoever the token was given to, or whoever the reference names', async () => {
  expect((await keep(faults.accessDenied)).identity).toBe('ada@plant.example');
  const tokens = () => async () => ({ token: 'test-token', expiresOn: Date.now(), account: 'grace@plant.example' });
  expect((await keep(faults.fromCache(1), { tokens })).identity).toBe('grace@plant.example');
  expect((await keep(faults.accessDenied, { tokens })).identity).toBe('grace@plant.example');
});

it('notes a clock that is wrong beside the answer', async () => {
  const { exhibit } = await keep(faults.clock(-3 * 3_600_000));
  expect(exhibit.versions.clock).toBe('This computer’s clock is 3 hours ahead of the service’s');
});

it.each<[string, Answering, ErrorCode, RegExp]>([
  [
    'a table that is not there',
    faults.tableAbsent('SecurityIoTRawEvent'),
    'tableAbsent',
    /workspace \S+: it does not collect raw IoT events/,
  ],
  ['that, as older services say it', faults.tableAbsentNested('Heartbeat'), 'tableAbsent', /no table Heartbeat/],
  ['a workspace that nobody knows', faults.workspaceUnresolved, 'workspaceNotFound', /does not know workspace 1/],
  ['a sign-in that is not taken', faults.notAuthenticated, 'signInNeeded', /Sign in again/],
  ['a token that has expired', faults.tokenExpired, 'signInNeeded', /Sign in again/],
  ['an account without the role', faults.accessDenied, 'accessDenied', /Log Analytics Reader.*60 minutes/],
  ['a path that is not there', faults.notFound, 'workspaceNotFound', /does not know workspace 1/],
  ['too many queries', faults.throttled('9999'), 'throttled', /again in 2 hours and 47 minutes/],
  ['a service that is away', faults.unavailable('9999'), 'serviceFailed', /status 503/],
  ['a service that failed', faults.internalError, 'serviceFailed', /status 500/],
  ['a query that ran too long', faults.timedOut, 'queryTimeout', /Narrow the window, or allow .* 10 minutes/],
  ['a proxy’s page', faults.html(200), 'serviceFailed', /“Web gateway”/],
  ['a proxy’s page of an error', faults.html(502), 'serviceFailed', /status 502, titled/],
  ['a redirection', faults.redirected, 'serviceFailed', /redirection/],
  ['an empty body', faults.emptyBody, 'serviceFailed', /nothing at all/],
  ['no content', faults.noContent, 'workspaceEmpty', /no data at all in workspace/],
  ['JSON that ends too early', faults.cutJson, 'sourceFailed', /it is not JSON/],
])('keeps a failed query with the reply that told of %s', async (_what, fault, code, words) => {
  const { exhibit, sent } = await keep(fault);
  expect(exhibit).toMatchObject({ outcome: 'failed', error: { code, message: expect.stringMatching(words) } });
  expect(exhibit).toMatchObject({ sha256: sent?.sha256, byteLength: sent?.bytes, rowCount: 0 });
  expect(exhibit.versions['HTTP status']).toBe(String(sent?.status));
  const isAbsent = code === 'tableAbsent' || code === 'workspaceEmpty';
  expect(exhibit.verdicts.map(({ kind }) => kind)).toContain(isAbsent ? 'tableAbsent' : 'failed');
});

it('calls an answer with a cell that is no value of its column failed, and not complete', async () => {
  const { exhibit } = await keep(
    faults.bytes('{"tables":[{"columns":[{"name":"N","type":"long"}],"rows":[[1],["x"]]}]}'),
  );
  expect(exhibit).toMatchObject({ outcome: 'failed', error: { message: expect.stringContaining('row 2, column N') } });
  expect(exhibit.verdicts.map(({ kind }) => kind)).toEqual(['failed']);
});

it('names a clock that is wrong where the sign-in is not taken', async () => {
  const expired: Answering = async (request) => {
    const reply = await faults.tokenExpired(request, () => Promise.reject(new Error('not asked')));
    const date = new Date(Date.now() + 2 * 86_400_000).toUTCString();
    return reply === 'reset' ? reply : { ...reply, headers: { ...reply.headers, date } };
  };
  const { exhibit } = await keep(expired);
  expect(exhibit.error?.message).toMatch(/clock is (2 days|1 day and 23 hours) behind the service’s: set it right/);
});

it.each<[string, Answering]>([
  ['is closed unanswered', faults.reset],
  ['is cut inside the answer', faults.cutConnection],
])('keeps a failed query without bytes where the connection %s', async (_what, fault) => {
  const { exhibit } = await keep(fault);
  expect(exhibit).toMatchObject({
    outcome: 'failed',
    byteLength: 0,
    error: {
      code: 'serviceUnreachable',
      message: expect.stringMatching(/^127\.0\.0\.1:\d+ cannot be reached: the connection was cut/),
    },
  });
});

it('keeps a failed query where there is no network, or no trust', async () => {
  const nowhere = { ...service().cloud, queryEndpoint: 'https://127.0.0.1:1' };
  const cloud = async () => nowhere;
  expect((await keep(faults.reset, { cloud })).exhibit.error).toMatchObject({
    code: 'serviceUnreachable',
    message: expect.stringContaining('nothing listens at this address'),
  });
  expect((await keep(faults.reset, { tlsOptions: undefined })).exhibit.error?.message).toContain('NODE_EXTRA_CA_CERTS');
});

it('keeps a failed query where the sign-in has expired', async () => {
  const tokens = () => () => Promise.reject(new CasebookError('signInNeeded', 'Ada has to sign in again.'));
  const { exhibit } = await keep(faults.reset, { tokens });
  expect(exhibit.error).toEqual({ code: 'signInNeeded', message: 'Ada has to sign in again.' });
  expect(exhibit.verdicts).toEqual([{ kind: 'failed', text: 'The query gave no answer: Ada has to sign in again.' }]);
});
