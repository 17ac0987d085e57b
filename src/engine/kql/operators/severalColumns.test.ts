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

const run = async (kql: string) => {
  const answer = await engine.run(kql, { catalog, connection });
  return { names: answer.columns.map((column) => column.name), rows: answer.rows() };
};

describe('one expression of several columns', () => {
  const x = 'print x=dynamic([1, 2, 3, 6])';

  it('is named by the binder', async () => {
    const { names, rows } = await run(`${x} | project series_stats(x)`);
    expect(names).toEqual(
      ['min', 'min_idx', 'max', 'max_idx', 'avg', 'stdev', 'variance'].map((name) => `series_stats_x_${name}`),
    );
    expect(rows).toEqual([[1, 0, 6, 3, 3, Math.sqrt(14 / 3), 14 / 3]]);
  });

  it('takes the names that are given, and fewer where that is documented', async () => {
    expect(await run(`${x} | extend (low, place)=series_stats(x) | project-away x`)).toEqual({
      names: ['low', 'place'],
      rows: [[1, 0]],
    });
    await expect(run(`${x} | extend (R, S)=series_fit_line(x)`)).rejects.toThrow('Name all 6 columns');
  });

  it('gives the fitted line, and nulls for what is no series of numbers', async () => {
    const line = await run('print x=dynamic([1, 3, 5]) | project (r, s, v, rv, i, l)=series_fit_line(x)');
    expect(line.rows).toEqual([[1, 2, 4, 0, -1, '[1.0,3.0,5.0]']]);
    const documented = await run(
      `print y=dynamic([2, 5, 6, 8, 11, 15, 17, 18, 25, 26, 30, 30])
       | project (r, s, v, rv, i, l)=series_fit_line(y) | project bin(i, 0.001), round(toreal(l[0]), 3), round(toreal(l[11]), 3)`,
    );
    expect(documented.rows).toEqual([[-1.667, 1.064, 31.103]]);
    const none = await run('print x=dynamic([1, null]) | project (low, place, high)=series_stats(x)');
    expect(none.rows).toEqual([[null, null, null]]);
  });

  it.each(['print a = series_stats(dynamic([1, 2]))', `${x} | where isnotnull(series_fit_line(x))`])(
    'is no value: %s',
    async (kql) => {
      await expect(run(kql)).rejects.toThrow(/several columns|single|scalar/);
    },
  );
});

describe('a date of three numbers', () => {
  it('is read', async () => {
    expect((await run('print datetime(2025, 6, 14) == datetime(2025-06-14)')).rows).toEqual([[true]]);
  });
});
