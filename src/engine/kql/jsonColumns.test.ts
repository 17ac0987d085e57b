import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from './engine.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(`CREATE TABLE "T" AS SELECT '{"a":"x","n":7,"l":[{"b":"y"}]}' AS d, '{"a":"z"}' AS s`);
const catalog = {
  tables: [
    {
      name: 'T',
      columns: [
        { name: 'd', type: 'dynamic' as const },
        { name: 's', type: 'string' as const },
      ],
    },
  ],
  ensureLoaded: async () => {},
  relation: (name: string) => `"${name}"`,
};

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

describe('a step into JSON', () => {
  it.each([
    ['T | project b = d.l.[0].b', ['"y"']],
    ['T | project b = d.["a"]', ['"x"']],
    ['T | project b = d.[tostring(d.none)], c = tostring(d[tostring(d.none)])', [null, '']],
    ['T | project b = d[strcat("", "a")]', ['"x"']],
  ])('is taken: %s', async (kql, row) => {
    expect((await engine.run(kql, { catalog, connection })).rows()).toEqual([row]);
  });
});

describe('a column made of JSON, read after the column that it comes from is out of sight', () => {
  it.each([
    ['T | extend x = d.a | project y = tostring(x)', ['x']],
    ['T | extend x = parse_json(s).a | where tostring(x) == "z" | project x', ['"z"']],
    ['T | extend x = d.l[0]["b"] | summarize count() by tostring(x)', ['y', 1]],
    ['T | extend x = d.n | project n = toint(x), r = toreal(x), t = x has "7"', [7, 7, true]],
    ['T | extend x = d.a | project x | extend y = tostring(x) | project y', ['x']],
    ['T | project x = d.a, s | join kind=leftouter (T | project z = d.n, s) on s | project tostring(z)', ['7']],
    ['T | mv-expand e = d.l | extend f = e.b | project tostring(f)', ['y']],
    [
      'T | mv-apply e = d.l on (extend f = e.b | project g = tostring(f))',
      ['{"a":"x","n":7,"l":[{"b":"y"}]}', '{"a":"z"}', 'y'],
    ],
  ])('%s', async (kql, row) => {
    expect((await engine.run(kql, { catalog, connection })).rows()).toEqual([row]);
  });
});
