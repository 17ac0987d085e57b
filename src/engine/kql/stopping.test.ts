import { setImmediate as turn } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createKqlEngine } from './engine.ts';
import type { Catalog } from './types.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:', { memory_limit: '1GB' })).connect();
await connection.run('CREATE TABLE "T" AS SELECT i AS a, md5(CAST(i AS VARCHAR)) AS s FROM range(300000) AS t(i)');
const catalog: Catalog = {
  tables: [
    {
      name: 'T',
      columns: [
        { name: 'a', type: 'long' },
        { name: 's', type: 'string' },
      ],
    },
  ],
  ensureLoaded: async () => {},
  relation: (name) => `"${name}"`,
};

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const forever = 'range x from 1 to 1000000000000000 step 1 | where x % 7 == 8 | count';

/** Each would take hours, so that it ends before the test does only when it is stopped. */
const endless = {
  'a long range': forever,
  'a probe before the plan': `let n = toscalar(${forever}); range y from 1 to n step 1`,
  'a join of all with all':
    'T | extend k = a % 2 | join kind=inner (T | extend k = a % 2) on k | where s == strcat(s1, a) | count',
  'a regular expression over all pairs':
    'T | extend k = 1 | join kind=inner (T | extend k = 1) on k | where strcat(s, s1) matches regex "(a|b|ab)*x(c|d)*$" | count',
  'a sort of all pairs':
    'T | extend k = 1 | join kind=inner (T | extend k = 1) on k | sort by s asc, s1 desc | extend r = row_number() | where r == 3',
  'expansions of expansions':
    'T | mv-expand b = range(1, 100000, 1) | mv-expand c = range(1, 100000, 1) | where tolong(b) + tolong(c) < 0 | count',
  'a function in JavaScript':
    'range x from 1 to 1000000000000 step 1 | where parse_path(strcat("c:/x/", x)).Filename == "-" | count',
  'groups without end': 'range x from 1 to 1000000000000 step 1 | summarize count() by y = x % 1000 | count',
};

describe('a query that is stopped', () => {
  it.each(Object.entries(endless))('is cancelled in the middle of %s', async (_, kql) => {
    const controller = new AbortController();
    const running = engine.run(kql, { catalog, connection, signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    await expect(running).rejects.toMatchObject({ kind: 'run', code: 'cancelled' });
    expect((await engine.run('print 1', { catalog, connection })).rows()).toEqual([[1]]);
  });

  it.each(Object.entries(endless))('runs out of time in the middle of %s', async (_, kql) => {
    await expect(engine.run(kql, { catalog, connection, timeLimit: 100 })).rejects.toMatchObject({
      kind: 'run',
      code: 'timeout',
    });
    expect((await engine.run('print 1', { catalog, connection })).rows()).toEqual([[1]]);
  });

  it('is cancelled at whatever moment, even just before the database begins', async () => {
    await engine.analyze(forever, catalog.tables);
    for (let turns = 0; turns < 40; turns++) {
      const controller = new AbortController();
      const running = engine.run(forever, { catalog, connection, signal: controller.signal });
      running.catch(() => undefined);
      for (let one = 0; one < turns; one++) await (turns % 2 === 0 ? turn() : Promise.resolve());
      controller.abort();
      await expect(running).rejects.toMatchObject({ code: 'cancelled' });
    }
  });

  it.each([
    ['cancelled', { signal: AbortSignal.timeout(50) }],
    ['timeout', { timeLimit: 50 }],
  ])('stops the loading of its tables: %s', async (code, options) => {
    const waiting: Catalog = {
      ...catalog,
      ensureLoaded: (_, signal) =>
        new Promise((_resolve, reject) =>
          signal.addEventListener('abort', () => reject(new Error('the loading stopped')), { once: true }),
        ),
    };
    await expect(engine.run('T | count', { catalog: waiting, connection, ...options })).rejects.toMatchObject({ code });
  });

  it('fails with the error of a catalog that cannot load', async () => {
    const failing: Catalog = { ...catalog, ensureLoaded: () => Promise.reject(new RangeError('no such file')) };
    await expect(engine.run('T | count', { catalog: failing, connection })).rejects.toThrow(RangeError);
  });

  it('gives no answer that came in the same moment as the cancel', async () => {
    const controller = new AbortController();
    const late: Catalog = { ...catalog, ensureLoaded: async () => controller.abort() };
    await expect(
      engine.run('T | count', { catalog: late, connection, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('fails at once where the database cannot stop, which keeps the connection until it has', async () => {
    // One row that takes seconds: DuckDB stops between rows only.
    const slow: Catalog = {
      tables: [{ name: 'Slow', columns: [{ name: 'a', type: 'long' }] }],
      ensureLoaded: async () => {},
      relation: () =>
        "(SELECT levenshtein(repeat('a', n), repeat('b', n)) AS a FROM (VALUES (24000), (2)) AS t(n) ORDER BY n DESC LIMIT 1)",
    };
    const happened: string[] = [];
    const until: Promise<void>[] = [];
    const own = await (await DuckDBInstance.create(':memory:')).connect();
    await engine.analyze('Slow | where a > 0', slow.tables);
    const controller = new AbortController();
    const running = engine
      .run('Slow | where a > 0', {
        catalog: slow,
        connection: own,
        signal: controller.signal,
        setAside: (idle) => until.push(idle.then(() => void happened.push('idle'))),
      })
      .catch((error: unknown) => {
        happened.push('failed');
        return error;
      });
    setTimeout(() => controller.abort(), 300);
    expect(await running).toMatchObject({ kind: 'run', code: 'cancelled' });
    expect(happened).toEqual(['failed']);
    expect(until).toHaveLength(1);
    await Promise.all(until);
    expect(happened).toEqual(['failed', 'idle']);
    expect((await engine.run('print 1', { catalog, connection: own })).rows()).toEqual([[1]]);
    own.closeSync();
  });

  it('keeps no connection of a query that stops by itself', async () => {
    const setAside = vi.fn();
    const options = { catalog, connection, timeLimit: 50, setAside };
    await expect(engine.run(forever, options)).rejects.toMatchObject({ code: 'timeout' });
    expect(setAside).not.toHaveBeenCalled();
    expect((await engine.run('print 1', { catalog, connection })).rows()).toEqual([[1]]);
  });

  it('expands one cell of many elements', async () => {
    const kql = 'print a = range(1, 1000000, 1) | mv-expand a to typeof(long) | summarize count(), sum(a)';
    expect((await engine.run(kql, { catalog, connection })).rows()).toEqual([[1000000, 500000500000]]);
  });

  it.each([
    'range x from 1 to 20000000 step 1 | summarize l = make_list(strcat("a text that is long enough ", x)) | project array_length(l)',
    'range x from 1 to 20000000 step 1 | extend s = strcat("a text that is long enough ", x) | sort by s asc | extend n = row_number() | where n == 7',
  ])('says that memory is not enough, and the next query runs: %s', async (kql) => {
    const instance = await DuckDBInstance.create(':memory:', { memory_limit: '60MB', temp_directory: '' });
    const small = await instance.connect();
    await expect(engine.run(kql, { catalog, connection: small })).rejects.toMatchObject({
      kind: 'run',
      code: 'memory',
      help: expect.stringContaining('Narrow'),
    });
    expect((await engine.run('print 1', { catalog, connection: small })).rows()).toEqual([[1]]);
    small.closeSync();
    instance.closeSync();
  });

  it('makes a long series in one pass', async () => {
    const kql =
      'T | where a < 200000 | make-series n = count() default=0 on a from 0 to 200000 step 1 | project array_length(n)';
    expect((await engine.run(kql, { catalog, connection })).rows()).toEqual([[200000]]);
  });
});
