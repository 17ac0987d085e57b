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

const rows =
  'datatable(a: dynamic, b: bool)[dynamic(["x", "y"]), true, dynamic(["y", null, 2]), true, dynamic("z"), false, dynamic(null), true]';

it.each([
  ['make_set(a)', ['2', 'x', 'y', 'z']],
  ['make_set_if(a, b)', ['2', 'x', 'y']],
])('%s counts the elements of arrays one by one', async (aggregate, elements) => {
  const [row] =
    (await engine
      .run(`${rows} | summarize s = ${aggregate} | mv-expand s | project tostring(s)`, {
        catalog,
        connection,
      })
      .then((answer) => [answer.rows().flat()])) ?? [];
  expect(row?.toSorted()).toEqual(elements);
});

it('cuts a set of elements', async () => {
  const answer = await engine.run(`${rows} | summarize s = make_set(a, 2) | project array_length(s)`, {
    catalog,
    connection,
  });
  expect(answer.rows()).toEqual([[2]]);
});
