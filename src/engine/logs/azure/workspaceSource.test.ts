import { afterAll, describe, expect, it } from 'vitest';
import { faults } from '../../../../test/support/logAnalyticsService/faults.ts';
import { CasebookError } from '../../../shared/result.ts';
import { listDevices } from '../listDevices.ts';
import { openSourceRegistry } from '../sourceRegistry.ts';
import { exchange } from './serviceExchange.ts';
import { secondWorkspace, testService, workspace } from './testService.ts';

const { service, remote, ref, access } = testService();
const { signal } = new AbortController();
const registries: { closeAll(): Promise<void> }[] = [];
const registry = (...changes: Parameters<typeof remote>) => {
  const opened = openSourceRegistry({ remote: remote(...changes) });
  registries.push(opened);
  return opened;
};
afterAll(() => Promise.all(registries.map((each) => each.closeAll())));
const open = (changes: Parameters<typeof ref>[0] = {}) => registry().open(ref(changes));

describe('a workspace', () => {
  it('is described by its device tables, those that are missing among them', async () => {
    const description = await (await open({ name: 'plant logs' })).describe(signal);
    expect(description).toMatchObject({ label: `plant logs (${workspace})`, skippedFiles: [] });
    expect(description.tables.map(({ name, rowCount, coverage }) => [name, rowCount, coverage])).toEqual([
      ['SecurityAlert', 3, { from: '2026-03-01T10:00:00.1234567Z', to: '2026-03-03T10:00:00.1234567Z' }],
      ['SecurityIoTRawEvent', 5, { from: '2026-03-01T10:00:00.0000001Z', to: '2026-03-02T00:00:00.0000000Z' }],
    ]);
    expect(description.tables[1]?.columns).toContainEqual({ name: 'TimeStamp', type: 'datetime' });
    expect(description.workspace?.missing.map(({ table, reason }) => [table, reason])).toEqual([
      ['DefenderIoTRawEvent', 'absent'],
      ['SecurityRecommendation', 'absent'],
    ]);
    expect(description.workspace?.rawEvents).toBe('on');
  });

  it('tells a table that may not be read from one that is not there, and whether raw events are stored', async () => {
    service().when('SecurityIoTRawEvent', faults.tableAbsent('SecurityIoTRawEvent'));
    service().when('DefenderIoTRawEvent', faults.accessDenied);
    service().when('SecurityAlert\n| summarize', faults.denied(['SecurityAlert']));
    service().when(
      'SecurityRecommendation\n| summarize',
      faults.bytes(
        '{"tables":[{"columns":[{"name":"a","type":"long"},{"name":"b","type":"datetime"},{"name":"c","type":"datetime"}],"rows":[[0,null,null]]}]}',
      ),
    );
    service().when(
      'SecurityRecommendation\n| getschema',
      faults.bytes(
        '{"tables":[{"columns":[{"name":"a","type":"string"},{"name":"b","type":"string"}],"rows":[["DeviceId","string"]]}]}',
      ),
    );
    const { tables, workspace: facts } = await (await open()).describe(signal);
    expect(tables).toMatchObject([{ name: 'SecurityRecommendation', rowCount: 0, coverage: null }]);
    expect(facts).toMatchObject({
      rawEvents: 'unknown',
      missing: [
        { table: 'SecurityAlert', reason: 'denied', text: expect.stringContaining('leaves out SecurityAlert') },
        { table: 'SecurityIoTRawEvent', reason: 'absent', text: expect.stringContaining('Data collection') },
        { table: 'DefenderIoTRawEvent', reason: 'denied', text: expect.stringContaining('Log Analytics Reader') },
      ],
    });
  });

  it('that this account may not read at all cannot be described, and says so', async () => {
    service().when(() => true, faults.accessDenied);
    await expect((await open()).describe(signal)).rejects.toMatchObject({ code: 'accessDenied' });
  });

  it('without raw events has them off, or silent where their table is empty', async () => {
    service().when('IoTRawEvent', faults.tableAbsent('X'));
    expect((await (await open()).describe(signal)).workspace?.rawEvents).toBe('off');
    service().reset();
    service().when(
      'SecurityIoTRawEvent\n| summarize',
      faults.bytes(
        '{"tables":[{"columns":[{"name":"a","type":"long"},{"name":"b","type":"datetime"},{"name":"c","type":"datetime"}],"rows":[[0,null,null]]}]}',
      ),
    );
    expect((await (await open()).describe(signal)).workspace?.rawEvents).toBe('silent');
  });

  const leftOut = faults.bytes(
    JSON.stringify({
      tables: [{ name: 'PrimaryResult', columns: [{ name: 'DeviceId', type: 'string' }], rows: [] }],
      permissions: {
        resources: [{ resourceId: '/workspace', dataSources: [{ denyTables: ['SecurityIoTRawEvent'] }] }],
      },
    }),
  );

  it.each([
    ['is not there', faults.tableAbsent('SecurityIoTRawEvent'), 'does not collect raw IoT events'],
    ['may not be read', faults.accessDenied, 'Log Analytics Reader'],
    ['is left out of the answer', leftOut, 'SecurityIoTRawEvent'],
  ])('whose table of raw events %s leaves open what agent a device has', async (_what, fault, words) => {
    service().when('SecurityIoTRawEvent', fault);
    const { devices, problems } = await listDevices(await open(), signal);
    expect(devices).toMatchObject([{ deviceId: 'press-17', alertCount: 3, rawEventCount: null, agent: 'unknown' }]);
    expect(problems.join('\n')).toContain(words);
  });

  it('whose table of alerts may not be read leaves open how many a device has', async () => {
    service().when('SecurityAlert', faults.accessDenied);
    const { devices } = await listDevices(await open(), signal);
    expect(devices).toMatchObject([{ deviceId: 'press-17', alertCount: null, rawEventCount: 5, agent: 'legacy' }]);
  });

  it('asks several workspaces together', async () => {
    const source = await open({ workspaces: [workspace, secondWorkspace] });
    const { tables } = await source.describe(signal);
    expect(tables.find(({ name }) => name === 'SecurityIoTRawEvent')?.rowCount).toBe(6);
    expect(source.label).toBe(`workspaces ${workspace}, ${secondWorkspace}`);
  });

  it('lets the service take as long as the reference says', async () => {
    service().next(faults.timedOut);
    const asked = (await open({ waitSeconds: 300 })).query('SecurityAlert', undefined, signal);
    await expect(asked).rejects.toMatchObject({
      code: 'queryTimeout',
      message: expect.stringContaining('300 seconds'),
    });
    expect(service().received.at(-1)?.headers.prefer).toContain('wait=300,');
  });

  it('tells those who write a query its tables before anything is asked', async () => {
    const source = await open();
    expect(source.tables().map(({ name, isRead }) => [name, isRead])).toContainEqual(['SecurityAlert', false]);
    expect(service().received).toHaveLength(0);
    await source.describe(signal);
    expect(source.tables().map(({ name, isRead }) => [name, isRead])).toContainEqual(['SecurityAlert', true]);
  });

  it('is asked by no more than five queries at once, whichever accounts and workspaces they are for', async () => {
    const opened = registry();
    const sources = await Promise.all([
      opened.open(ref()),
      opened.open(ref({ account: null })),
      opened.open(ref({ workspaces: [secondWorkspace, workspace], account: 'grace@plant.example' })),
    ]);
    const held = Promise.withResolvers<void>();
    service().when('| take', faults.slow(held.promise));
    const taking = () => service().received.filter(({ query }) => query.includes('| take')).length;
    const asked = Array.from({ length: 8 }, (_, place) =>
      sources[place % sources.length]?.query(`SecurityAlert | take ${place}`, undefined, signal),
    );
    await expect.poll(taking).toBe(5);
    // A further one would have arrived before a request that keeps to no pace is answered.
    const beside = { workspace, additionalWorkspaces: [], kql: 'print 1', window: undefined, waitSeconds: 60 };
    await exchange(access(), beside, signal);
    expect(taking()).toBe(5);
    held.resolve();
    await Promise.all(asked);
    expect(taking()).toBe(8);
  });

  it('sees the connection of a query that is cancelled close, and is asked the next in its place', async () => {
    const source = await open();
    const held = Promise.withResolvers<void>();
    service().when('| take', faults.slow(held.promise));
    const stop = new AbortController();
    const asked = Array.from({ length: 5 }, (_, place) =>
      source.query(`SecurityAlert | take ${place}`, undefined, stop.signal).catch((error: Error) => error.message),
    );
    await expect.poll(() => service().received.length).toBe(5);
    const next = source.query('SecurityAlert | count', undefined, signal);
    stop.abort(new Error('stopped by the examiner'));
    expect(new Set(await Promise.all(asked))).toEqual(new Set(['stopped by the examiner']));
    await expect.poll(() => service().received.filter(({ abandoned }) => abandoned).length).toBe(5);
    expect((await next).versions['HTTP status']).toBe('200');
    held.resolve();
  });

  it('is asked again after the pause that the service wants, and the answer tells of it', async () => {
    const waits: string[] = [];
    const opened = openSourceRegistry({ remote: remote(), onWaiting: ({ text }) => waits.push(text) });
    registries.push(opened);
    service().next(faults.throttled('1'), faults.unavailable('0'));
    const answer = await (await opened.open(ref())).query('SecurityAlert | count', undefined, signal);
    expect(service().received.map(({ reply }) => reply?.status)).toEqual([429, 503, 200]);
    expect(answer.versions.tries).toBe('3');
    expect(waits).toEqual(['The service asks to wait (too many queries): try 2 of 5 follows in 1 s']);
  });
});

describe('opening a workspace', () => {
  it('in a cloud that this person does not have is refused: a case cannot bring its own addresses', async () => {
    await expect(open({ cloud: 'elsewhere' })).rejects.toMatchObject({ code: 'unknownCloud' });
  });

  it('without a sign-in is refused', async () => {
    const opened = openSourceRegistry();
    registries.push(opened);
    await expect(opened.open(ref())).rejects.toMatchObject({ code: 'signInNeeded' });
  });

  it('asks for tokens as the identity that the reference names', async () => {
    const asked: unknown[] = [];
    const tokens: ReturnType<typeof remote>['tokens'] = (identity) => async (scope) => {
      asked.push({ ...identity, scope });
      throw new CasebookError('signInNeeded', 'Sign in.');
    };
    const source = await registry({ tokens }).open(ref({ tenant: 'plant.example' }));
    await expect(source.query('SecurityAlert', undefined, signal)).rejects.toMatchObject({ code: 'signInNeeded' });
    expect(asked).toEqual([
      expect.objectContaining({
        cloud: 'test service',
        tenant: 'plant.example',
        account: 'ada@plant.example',
        scope: service().cloud.queryScope,
      }),
    ]);
  });
});
