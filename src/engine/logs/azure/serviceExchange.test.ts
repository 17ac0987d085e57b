import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { faults } from '../../../../test/support/logAnalyticsService/faults.ts';
import { CasebookError } from '../../../shared/result.ts';
import { exchange, NoReply, type ServiceRequest } from './serviceExchange.ts';
import { secondWorkspace, testService, workspace } from './testService.ts';

const { service, access } = testService();
const request: ServiceRequest = {
  workspace,
  additionalWorkspaces: [],
  kql: 'SecurityAlert | count',
  window: undefined,
  waitSeconds: 180,
};
const ask = (changes: Partial<ServiceRequest> = {}, signal = new AbortController().signal) =>
  exchange(access(), { ...request, ...changes }, signal);
const last = () => service().received.at(-1);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

const awkward = `\uFEFF{"tables":[{"name":"PrimaryResult","columns":[{"name":"L","type":"long"},{"name":"T","type":"datetime"}],
  "rows":[[9007199254740993,"2026-03-01T10:00:00.1234567Z"],[-9223372036854775808,null]]}]}`;

describe('an exchange with the service', () => {
  it.each(
    Object.entries({
      'an answer': undefined,
      'longs, ticks, nulls, a byte order mark and line ends': faults.bytes(awkward),
      'bytes that are not UTF-8': faults.bytes(Uint8Array.of(0xff, 0xfe, 0x00, 0xc3)),
      'a web page': faults.html(502),
      'JSON that ends too early': faults.cutJson,
      nothing: faults.emptyBody,
      'no content': faults.noContent,
      'a redirection': faults.redirected,
      'a refusal': faults.accessDenied,
      'a failure': faults.internalError,
      'an asking to wait': faults.throttled('60'),
      'a timeout': faults.timedOut,
    }),
  )('hands back the bytes of %s as they were sent', async (_name, fault) => {
    if (fault) service().next(fault);
    const { body, status } = await ask();
    expect(last()?.reply).toEqual({ status, bytes: body.byteLength, sha256: sha256(body) });
    expect(service().received).toHaveLength(1);
  });

  it('asks for a fresh answer and for all that the service can tell, under an id of its own', async () => {
    const { clientRequestId } = await ask({ waitSeconds: 600 });
    expect(last()?.headers).toMatchObject({
      authorization: 'Bearer test-token',
      'cache-control': 'no-cache',
      'x-ms-client-request-id': clientRequestId,
      prefer: 'wait=600,include-statistics=true,include-render=true,include-dataSources=true,include-permissions=true',
    });
  });

  it('sends the window to the tick, and every workspace', async () => {
    const window = { from: '2026-03-01T10:00:00.0000002Z', to: '2026-03-02T00:00:00.0000001Z' };
    const { body } = await ask({
      kql: 'SecurityIoTRawEvent | count',
      window,
      additionalWorkspaces: [secondWorkspace],
    });
    expect(last()).toMatchObject({ timespan: `${window.from}/${window.to}`, workspaces: [secondWorkspace] });
    expect(JSON.parse(new TextDecoder().decode(body)).tables[0].rows).toEqual([[4]]);
  });

  it('closes the connection when it is cancelled', async () => {
    const stop = new AbortController();
    const held = Promise.withResolvers<void>();
    service().next((_request, standard) => {
      stop.abort(new Error('stopped by the examiner'));
      return held.promise.then(standard);
    });
    await expect(ask({}, stop.signal)).rejects.toThrow('stopped by the examiner');
    await expect.poll(() => last()?.abandoned).toBe(true);
    held.resolve();
  });

  it.each(['reset', 'cutConnection'] as const)('without a whole reply (%s) is no reply', async (fault) => {
    service().next(faults[fault]);
    const failed = await ask().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(NoReply);
    expect((failed as NoReply).cause).toMatchObject({ code: 'ECONNRESET' });
  });

  it('trusts the roots that it is given alone', async () => {
    const asked = exchange(access({ tlsOptions: undefined }), request, new AbortController().signal);
    await expect(asked).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY/) },
    });
    expect(service().received).toHaveLength(0);
  });

  it('fails as the sign-in does, and asks the token for the scope of the cloud', async () => {
    const scopes: string[] = [];
    const accessToken = async (scope: string) => {
      scopes.push(scope);
      throw new CasebookError('signInNeeded', 'Sign in to the test service.');
    };
    const asked = exchange(access({ accessToken }), request, new AbortController().signal);
    await expect(asked).rejects.toMatchObject({ code: 'signInNeeded', message: 'Sign in to the test service.' });
    expect(scopes).toEqual([service().cloud.queryScope]);
  });
});
