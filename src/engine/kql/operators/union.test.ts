import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from '../engine.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('CREATE TABLE "T" AS SELECT CAST(1 AS BIGINT) AS a');
const catalog = {
  tables: [{ name: 'T', columns: [{ name: 'a', type: 'long' as const }] }],
  ensureLoaded: async () => {},
  relation: (name: string) => `"${name}"`,
};

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const ask = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();

describe('a wildcard of tables', () => {
  it.each([
    ['let V = view () { print a=2 }; union * | order by a asc', [[1], [2]]],
    ['let V = view () { print a=2 }; search a == 2 | project a', [[2]]],
    ['let N = () { print a=2 }; union *', [[1]]],
    ['let N = datatable(a:long)[2]; union *', [[1]]],
    ['let N = datatable(a:long)[2]; search a > 0 | project a', [[1]]],
    ['let V = view (n:long=2) { print a=n }; union *', [[1]]],
  ])('finds the stored tables and the views: %s', async (kql, rows) => {
    expect(await ask(kql)).toEqual(rows);
  });

  it.each([
    ['let X = union *; X', [[1]]],
    ['let X = union *, T; union X, X | count', [[4]]],
    ['let X = view () { union * }; union * | count', [[2]]],
    ['let X = view () { search a == 1 }; X | count', [[1]]],
    ['let A = view () { union * }; let B = view () { union * }; B | count', [[2]]],
    ['let V = view () { union T*, V* }; V', [[1]]],
  ])('finds no name within its own declaration, nor a later one: %s', async (kql, rows) => {
    expect(await ask(kql)).toEqual(rows);
  });

  it('that finds nothing is an error of the query', async () => {
    await expect(ask('let X1 = T; let X2 = union X*; X2')).rejects.toMatchObject({ name: 'KqlError' });
  });
});
