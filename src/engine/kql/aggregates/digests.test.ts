import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, it } from 'vitest';
import { createKqlEngine } from '../engine.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const catalog = { tables: [], ensureLoaded: async () => {}, relation: (name: string) => `"${name}"` };

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const hundred = 'range x from 1 to 100 step 1 | summarize t = tdigest(x), u = tdigest(x + 100)';

it.each([
  ['percentile_tdigest(t, 50)', '50'],
  ['percentile_tdigest(t, 0, typeof(long))', '1'],
  ['percentile_tdigest(merge_tdigest(t, u), 100, typeof(long))', '200'],
  ['percentiles_array_tdigest(t, dynamic([0, 50, 100]))', '[1,50,100]'],
  ['rank_tdigest(t, 68)', '68'],
  ['percentrank_tdigest(u, 150)', '50.0'],
  ['rank_tdigest(t, 0)', '0'],
])('%s of whole numbers', async (expression, value) => {
  const answer = await engine.run(`${hundred} | project tostring(${expression})`, { catalog, connection });
  expect(answer.rows()).toEqual([[value]]);
});

it('weighs values, and leaves out nulls and empty weights', async () => {
  const rows = 'datatable(v: real, w: long)[1.0, 1, 2.5, 2, real(null), 9, 7.0, 0]';
  const answer = await engine.run(
    `${rows} | summarize t = tdigest(v, w) | project percentile_tdigest(t, 50, typeof(real)), percentile_tdigest(t, 100, typeof(real))`,
    { catalog, connection },
  );
  expect(answer.rows()).toEqual([[2.5, 2.5]]);
});

it('gives null for a percentile of nothing', async () => {
  const answer = await engine.run(
    'range x from 1 to 3 step 1 | where x > 5 | summarize t = tdigest(x) | project isnull(percentile_tdigest(t, 50))',
    { catalog, connection },
  );
  expect(answer.rows()).toEqual([[true]]);
});

it('refuses what tdigest() did not give', async () => {
  await expect(engine.run('print percentile_tdigest(dynamic([1]), 50)', { catalog, connection })).rejects.toThrow(
    'tdigest()',
  );
});
