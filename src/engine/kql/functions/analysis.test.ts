import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from '../engine.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const catalog = { tables: [], ensureLoaded: async () => {}, relation: (name: string) => `"${name}"` };

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const rows = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
const one = async (expression: string) => (await rows(`print value = ${expression}`))[0]?.[0];

describe('row_window_session', () => {
  const times = (minutes: readonly (number | null)[], call: string) =>
    rows(
      `datatable(n:long, m:long)[${minutes.map((minute, index) => `${index}, ${minute ?? 'long(null)'}`).join(', ')}]
       | sort by n asc | extend t = datetime(2024-01-01) + m * 1m | project s = (${call} - datetime(2024-01-01)) / 1m`,
    );

  it('ends sessions by their length and by gaps, both when reached', async () => {
    const sessions = await times([0, 4, 8, 10, 14, 19, 23, 29], 'row_window_session(t, 10m, 5m)');
    expect(sessions.flat()).toEqual([0, 0, 0, 10, 10, 19, 19, 29]);
  });

  it('ends sessions where a condition says so', async () => {
    const sessions = await times([0, 1, 2, 3], 'row_window_session(t, 1h, 1h, n == 2)');
    expect(sessions.flat()).toEqual([0, 0, 2, 2]);
  });

  it('refuses rows without a time', async () => {
    await expect(times([0, null], 'row_window_session(t, 1h, 1h)')).rejects.toThrow('of a null is not supported');
  });

  it('can be filtered and summarized by', async () => {
    expect(
      await rows(
        `range i from 0 to 9 step 1 | extend t = datetime(2024-01-01) + i * 1m + iff(i > 4, 1h, 0s)
         | extend s = row_window_session(t, 1d, 5m) | where i != 0 | summarize count() by s | project count_`,
      ),
    ).toEqual(expect.arrayContaining([[4], [5]]));
  });
});

describe('welch_test', () => {
  const near = async (call: string, value: number) =>
    expect(Math.abs(Number(await one(call)) - value)).toBeLessThan(1e-12);
  it('is exact where the distribution has a closed form', async () => {
    // One degree of freedom: Cauchy's distribution, t = 3. Two: t = 2.
    await near('welch_test(3.0, 2.0, 2, 0.0, 0.0, 9)', 1 - (2 / Math.PI) * Math.atan(3));
    await near('welch_test(2.0, 1.0, 2, 0.0, 1.0, 2)', 1 - 2 / Math.sqrt(6));
    await near('welch_test(1.0, 1.0, 9, 1.0, 2.0, 9)', 1);
  });

  it.each(['welch_test(1.0, 1.0, 1, 2.0, 1.0, 5)', 'welch_test(1.0, 0.0, 5, 2.0, 0.0, 5)'])(
    'refuses %s',
    async (call) => {
      await expect(one(call)).rejects.toThrow('not supported');
    },
  );
});

describe('series_seasonal', () => {
  it('gives the median of each place of a period, as documented', async () => {
    const seasons = await rows(
      `print s=dynamic([1, 3, 5, 1, 3, 5, 2, 4, 6]) | union (print s=dynamic([1, 3, 5, 2, 4, 6, 1, 3, 5, 2, 4, 6]))
       | project tostring(series_seasonal(s, 3))`,
    );
    expect(seasons.flat().sort()).toEqual([
      '[1.0,3.0,5.0,1.0,3.0,5.0,1.0,3.0,5.0]',
      '[1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5,1.5,3.5,5.5]',
    ]);
  });

  it('does not detect a period', async () => {
    await expect(one('series_seasonal(dynamic([1, 2, 1, 2]))')).rejects.toThrow('detecting one is not supported');
  });
});

describe('treepath', () => {
  it.each([
    [`{"a":"b", "c":123}`, `["['a']","['c']"]`],
    [`{"prop1":[1,2,3,4], "prop2":"value2"}`, `["['prop1']","['prop1'][0]","['prop2']"]`],
    [
      `{"listProperty":[100,200,300,"abcde",{"x":"y"}]}`,
      `["['listProperty']","['listProperty'][0]","['listProperty'][0]['x']"]`,
    ],
  ])('%s', async (json, paths) => {
    expect(await one(`treepath(parse_json('${json}'))`)).toBe(paths);
  });

  it.each(['{"a":{"b":1}}', '[1]', '{"a":[]}', '{"a":[[1],2]}'])('refuses %s', async (json) => {
    await expect(one(`treepath(parse_json('${json}'))`)).rejects.toThrow('treepath() of');
  });
});
