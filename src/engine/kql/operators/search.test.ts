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

describe('search by case', () => {
  const found = (predicate: string, kind = ' kind=case_sensitive') =>
    rows(
      `datatable(s:string, n:long)["Blue sky", 1, "blue sea", 2] | search${kind} ${predicate} | project n | sort by n asc`,
    );

  it.each([
    ['"blue"', [[2]]],
    ['"Blu*"', [[1]]],
    ['"s*" and n == 2', [[2]]],
    ['"blue" or s has_cs "Blue"', [[1], [2]]],
  ])('%s', async (predicate, numbers) => {
    expect(await found(predicate)).toEqual(numbers);
  });

  it('ignores case otherwise, and refuses operators that would', async () => {
    expect(await found('"blue"', '')).toEqual([[1], [2]]);
    await expect(found('s has "blue"')).rejects.toThrow('_cs');
  });
});
