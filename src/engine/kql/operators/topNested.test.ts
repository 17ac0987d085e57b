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

const ask = async (kql: string) => engine.run(kql, { catalog, connection });
const sales = `datatable(region:string, person:string, amount:long)
  ["n", "a", 5, "n", "b", 4, "n", "b", 3, "s", "c", 9, "s", "a", 1, "e", "a", 2, "", "z", 1, "", "y", 20]`;

describe('top-nested', () => {
  it('picks within each of the best groups, an empty value among them', async () => {
    const answer = await ask(
      `${sales} | top-nested 3 of region by sum(amount), top-nested 1 of person by most=max(amount) | order by aggregated_region desc`,
    );
    expect(answer.columns.map((column) => column.name)).toEqual(['region', 'aggregated_region', 'person', 'most']);
    expect(answer.rows()).toEqual([
      ['', 21, 'y', 20],
      ['n', 12, 'a', 5],
      ['s', 10, 'c', 9],
    ]);
  });

  it('goes upwards when told, and takes every value without a number', async () => {
    const answer = await ask(
      `${sales} | top-nested 1 of region by sum(amount) asc, top-nested of who=person by n=count() | project region, who, n`,
    );
    expect(answer.rows()).toEqual([['e', 'a', 1]]);
    const all = await ask(`${sales} | top-nested of region by Ignore=max(1) | count`);
    expect(all.rows()).toEqual([[4]]);
  });

  it.each([
    ['top-nested 1 of region with others="o" by count()', 'with others'],
    ['top-nested 1 of region by make_set(person)', 'by this expression'],
  ])('refuses %s by name', async (kql, what) => {
    await expect(ask(`${sales} | ${kql}`)).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining(what),
    });
  });
});
