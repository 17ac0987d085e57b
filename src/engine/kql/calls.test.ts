import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, test } from 'vitest';
import { createKqlEngine } from './engine.ts';
import type { Catalog, QueryWindow } from './types.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`CREATE TABLE T AS SELECT 621355968000000000 AS "TimeGenerated", 'a' AS "Key"`);
await connection.run(
  `CREATE TABLE "answer 3" AS SELECT 0 AS c0, 'a' AS c1, 7::BIGINT AS c2 UNION ALL SELECT 0, 'b', 8`,
);
const loaded: string[] = [];
const catalog: Catalog = {
  tables: [
    {
      name: 'T',
      columns: [
        { name: 'TimeGenerated', type: 'datetime' },
        { name: 'Key', type: 'string' },
      ],
    },
    {
      name: 'answer 3',
      columns: [
        { name: 'TimeGenerated', type: 'datetime' },
        { name: 'key', type: 'string' },
        { name: "KEY'\\", type: 'long' },
      ],
      storedAs: ['c0', 'c1', 'c2'],
      calls: [
        { function: 'saved', argument: 3 },
        { function: 'saved', argument: '3' },
        { function: 'saved', argument: "o'neil" },
      ],
    },
  ],
  relation: (name) => `"${name}"`,
  ensureLoaded: async (names) => {
    loaded.push(...names);
  },
};
const run = async (kql: string, window?: QueryWindow) =>
  (await engine.run(kql, { catalog, connection, window })).rows();

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

test.each([
  ['saved(3) | count', [[2]]],
  [`saved('3') | project ["KEY'\\\\"] | order by ["KEY'\\\\"] asc`, [[7], [8]]],
  [`saved("o'neil") | join kind=inner (T | project-rename key = Key) on key | project key`, [['a']]],
  ['T | join kind=leftanti saved(3) on $left.Key == $right.key | count', [[0]]],
  ['let s = materialize(saved(3)); union s, s | count', [[4]]],
  ['print toscalar(saved(3) | count)', [[2]]],
  ['T | where Key in ((saved(3) | project key)) | count', [[1]]],
  ['let saved = (n:long) { print n }; saved(3)', [[3]]],
])('%s', async (kql, rows) => {
  expect(await run(kql)).toEqual(rows);
});

test('a called table is no table of a wildcard, and the window does not limit it', async () => {
  expect(await run('union * | count')).toEqual([[1]]);
  expect(await run('search "b" | count')).toEqual([[0]]);
  const window = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
  expect(await run('union (saved(3) | count), (T | count) | order by Count asc', window)).toEqual([[0], [2]]);
});

test('only the called table is loaded', async () => {
  loaded.length = 0;
  await run('saved(3) | take 1');
  expect(loaded).toEqual(['answer 3']);
});

test.each([
  ['saved(4) | where nothing == 1', 'unknownCall', '4', 7],
  ['T | join kind=inner (saved("x y")) on Key', 'unknownCall', '"x y"', 28],
  ['let n = 3; saved(n)', 'callArgument', undefined, 12],
  ['saved(real(3))', 'callArgument', undefined, 1],
])('%s is refused in the engine and in the editor', async (kql, code, subject, column) => {
  await expect(run(kql)).rejects.toMatchObject({ code, subject, place: { column } });
  const { diagnostics } = await engine.analyze(kql, catalog.tables);
  expect(diagnostics[0]).toMatchObject({ code, severity: 'error', start: column - 1 });
});

test('the binder knows the columns of a call', async () => {
  const { columns, diagnostics } = await engine.analyze('saved(3) | extend Twice = long(1)', catalog.tables);
  expect(columns?.map(({ name, type }) => `${name}:${type}`)).toEqual([
    'TimeGenerated:datetime',
    'key:string',
    "KEY'\\:long",
    'Twice:long',
  ]);
  expect(diagnostics).toEqual([]);
  await expect(run('saved(3) | project Missing')).rejects.toMatchObject({ code: 'KS142' });
  await expect(run('saved()')).rejects.toMatchObject({ kind: 'semantic' });
});
