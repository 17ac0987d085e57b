import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type ArmService, armToken, startArmService } from '../../../test/support/armService.ts';
import { plantWorld } from '../../../test/support/armWorld.ts';
import { type Answer, failed } from '../../../test/support/tlsService.ts';
import { CasebookError } from '../../shared/result.ts';
import { armCalls } from './armCalls.ts';
import { type ArmClientOptions, createArmClient } from './armClient.ts';
import { graphRows } from './resourceGraph.ts';
import { resourceId } from './resourceId.ts';
import { retryAfterSeconds } from './retryAfter.ts';

const { signal } = new AbortController();
let service: ArmService;
beforeAll(async () => {
  service = await startArmService(plantWorld);
});
afterAll(() => service.close());

const clientOf = (options: Partial<ArmClientOptions> = {}) =>
  createArmClient({
    cloud: { name: 'test', armEndpoint: service.endpoint, armScope: 'scope' },
    accessToken: async () => ({ token: armToken, expiresOn: Date.now() + 3_600_000 }),
    trustedRoots: service.authority,
    ...options,
  });

const tenants = {
  call: armCalls.tenants,
  what: 'the tenants',
  answer: z.looseObject({ value: z.array(z.looseObject({ tenantId: z.string() })) }),
};
const askTenants = (options: Partial<ArmClientOptions> = {}, cancel = signal) => clientOf(options).ask(tenants, cancel);
const interruptTenants = (answer: Answer | 'hang' | 'cut', times = 1) =>
  service.interrupt({ path: /^\/tenants$/, answer, times });

/** The code and the message of a call that must fail. */
const failureOf = async (work: Promise<unknown>): Promise<CasebookError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  // What an error carries may be logged: never the token.
  expect(inspect(error, { depth: 20 })).not.toContain(armToken);
  if (error instanceof CasebookError) return error;
  throw new Error(`expected a CasebookError, got ${String(error)}`);
};

test('the token of the ARM scope travels with each request', async () => {
  const scopes: string[] = [];
  const accessToken = async (scope: string) => {
    scopes.push(scope);
    return { token: armToken, expiresOn: 0 };
  };
  expect((await askTenants({ accessToken })).value.length).toBe(2);
  expect(scopes).toEqual(['scope']);
  expect(service.arrivals.at(-1)?.headers.authorization).toBe(`Bearer ${armToken}`);
});

test('a request is repeated after the time that the service asks to wait, and each wait is told', async () => {
  interruptTenants({ ...failed(429, 'TooManyRequests', 'Slow down.'), headers: { 'retry-after': '0' } }, 2);
  interruptTenants({ ...failed(503, 'ServerBusy', 'Busy.'), headers: { 'retry-after': '0' } });
  const waits: unknown[] = [];
  expect((await askTenants({ onWait: (...wait) => waits.push(wait) })).value.length).toBe(2);
  expect(waits).toEqual(Array(3).fill([0, 'the tenants']));
});

test('a service that keeps asking to wait, or for long, is a failure that says how long', async () => {
  interruptTenants({ ...failed(429, 'TooManyRequests', 'Slow down.'), headers: { 'retry-after': '0' } }, 4);
  expect(await failureOf(askTenants())).toMatchObject({ code: 'throttled' });
  interruptTenants({ ...failed(429, 'TooManyRequests', 'Slow down.'), headers: { 'retry-after': '3600' } });
  expect(await failureOf(askTenants())).toMatchObject({
    code: 'throttled',
    message: 'The cloud test asks to wait 3600 seconds before it tells the tenants. Try again after that.',
    detail: { status: 429, retryAfterSeconds: 3600 },
  });
});

test('a refused token, a missing role, and a status that nobody expects', async () => {
  const accessToken = async () => ({ token: 'stale', expiresOn: 0 });
  expect(await failureOf(askTenants({ accessToken }))).toMatchObject({
    code: 'signInNeeded',
    message:
      'The cloud test did not accept the sign-in when asked for the tenants (it says: InvalidAuthenticationToken: The access token is invalid). Sign in again.',
  });
  interruptTenants(failed(403, 'AuthorizationFailed', 'No.\n\u0007\u202eEvil'));
  const denied = await failureOf(askTenants());
  expect(denied).toMatchObject({ code: 'accessDenied', detail: { status: 403, code: 'AuthorizationFailed' } });
  expect(denied.message).toContain('(it says: AuthorizationFailed: No. Evil)');
  interruptTenants({ status: 302, headers: { location: 'https://elsewhere.example/' }, body: '' });
  expect(await failureOf(askTenants())).toMatchObject({
    code: 'serviceFailed',
    message: 'The cloud test answered with status 302 when asked for the tenants.',
  });
});

test.each([
  ['a page of a proxy', '<html><title>Sign in to the network</title></html>', 'A proxy may have answered in its place'],
  ['an empty body', '', 'did not answer with JSON'],
  ['JSON that is cut', '{"value":[{"tenantId":', 'did not answer with JSON'],
  ['JSON of another form', '{"value":{"tenantId":1}}', 'API version 2022-12-01: value: Invalid input'],
])('%s in place of an answer', async (_name, body, words) => {
  interruptTenants({ status: 200, body });
  const failure = await failureOf(askTenants());
  expect(failure.code).toBe('serviceFailed');
  expect(failure.message).toContain(words);
});

test('an answer beyond the limit is not read to its end', async () => {
  interruptTenants({ status: 200, body: `{"value":[],"filler":"${'x'.repeat(100_000)}"}` });
  const failure = await failureOf(askTenants({ limits: { answerBytes: 10_000, seconds: 60 } }));
  expect(failure).toMatchObject({ code: 'serviceFailed' });
  expect(failure.message).toContain('sent more than 10000 bytes');
});

test('no network, an untrusted certificate, a cut connection, and no answer in time', async () => {
  const gone = await startArmService(plantWorld);
  await gone.close();
  const cloud = { name: 'test', armEndpoint: gone.endpoint, armScope: 'scope' };
  expect((await failureOf(askTenants({ cloud }))).message).toContain('nothing listens at this address');
  const other = await startArmService(plantWorld);
  try {
    expect((await failureOf(askTenants({ trustedRoots: other.authority }))).message).toContain('NODE_EXTRA_CA_CERTS');
  } finally {
    await other.close();
  }
  interruptTenants('cut');
  expect(await failureOf(askTenants())).toMatchObject({ code: 'serviceUnreachable' });
  interruptTenants('hang');
  const late = await failureOf(askTenants({ limits: { answerBytes: 10_000, seconds: 0.05 } }));
  expect(late.message).toContain('it gave no reply within 0.05 seconds');
});

test('a connection that the service has closed since the request before is no failure', async () => {
  const arm = clientOf();
  for (let count = 0; count < 3; count += 1) {
    await arm.ask(tenants, signal);
    service.closeIdle();
  }
});

test('a cancel ends a request and a wait', async () => {
  interruptTenants('hang');
  const cancel = new AbortController();
  const asked = service.arrivals.length;
  const hanging = askTenants({}, cancel.signal);
  while (service.arrivals.length === asked) await new Promise((next) => setImmediate(next));
  cancel.abort();
  await expect(hanging).rejects.toThrow(expect.objectContaining({ name: 'AbortError' }));

  interruptTenants({ ...failed(429, 'TooManyRequests', 'Slow down.'), headers: { 'retry-after': '50' } });
  const second = new AbortController();
  await expect(askTenants({ onWait: () => second.abort() }, second.signal)).rejects.toThrow(
    expect.objectContaining({ name: 'AbortError' }),
  );
});

test('a token goes to no other host, whatever an answer names as its next page', async () => {
  const arm = clientOf();
  const page = 'https://elsewhere.example/subscriptions?api-version=1';
  expect((await failureOf(arm.ask({ ...tenants, page }, signal))).message).toContain('not on the same host');
});

test('a list whose pages do not end, or that is cut, is refused', async () => {
  const answer = (rest: object): Answer => ({ status: 200, body: JSON.stringify({ data: [], ...rest }) });
  const rows = () => graphRows(clientOf(), { what: 'the hubs', query: 'resources', row: z.unknown() }, signal);
  const interrupt = (given: Answer, times = 1) => service.interrupt({ path: /ResourceGraph/, answer: given, times });
  interrupt(answer({ $skipToken: 'again' }), 2);
  expect((await failureOf(rows())).message).toContain('its next page is the page that it gave before');
  interrupt(answer({ resultTruncated: 'true' }));
  expect((await failureOf(rows())).message).toContain('it cut the list and names no further page');
});

test('resource ids that would name another place are refused', () => {
  expect(resourceId.safeParse('/subscriptions/a/resourceGroups/b (c)/providers/d').success).toBe(true);
  for (const id of ['/a/../b', '/a?b', '/a#b', 'a/b', '', '/', '/a//b', '/a%2f', '/a\\b', '/a\nb', '/.', '/a/.']) {
    expect(resourceId.safeParse(id).success, id).toBe(false);
  }
});

test('the two forms of Retry-After', () => {
  const now = Date.parse('2026-01-01T00:00:00Z');
  expect(retryAfterSeconds('17', now)).toBe(17);
  expect(retryAfterSeconds('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30);
  expect(retryAfterSeconds('Wed, 31 Dec 2025 00:00:00 GMT', now)).toBe(0);
  expect(retryAfterSeconds('soon', now)).toBeUndefined();
  expect(retryAfterSeconds(undefined, now)).toBeUndefined();
});
