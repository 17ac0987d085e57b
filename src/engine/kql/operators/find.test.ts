import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, expect, it } from 'vitest';
import { createKqlEngine } from '../engine.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('CREATE TABLE "Stored" AS SELECT \'x\' AS a, CAST(5 AS BIGINT) AS b');
const catalog = {
  tables: [
    {
      name: 'Stored',
      columns: [
        { name: 'a', type: 'string' as const },
        { name: 'b', type: 'long' as const },
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

const tables =
  'let T = datatable(a:string,b:long)["x",1,"y",2,"",3]; let S = datatable(a:string,c:long)["x",7]; let U = datatable(z:string)["x"];';
const ask = async (kql: string) => (await engine.run(`${tables} ${kql}`, { catalog, connection })).rows();

it('takes the rows of every table that pass, says whose they are, and gives null where a table has no such column', async () => {
  expect(await ask('find in (T, S) where a == "x" project a, b | sort by source_ desc')).toEqual([
    ['T', 'x', 1],
    ['S', 'x', null],
  ]);
});

it('passes over tables without any column of the predicate, and names the column of names as asked', async () => {
  expect(await ask('find withsource=From in (T, U) where a == "y" and b > 1 project b, a')).toEqual([['T', 2, 'y']]);
});

it('looks in the stored tables where none is named', async () => {
  expect(await ask('find where a has "x" project b')).toEqual([['Stored', 5]]);
});

it.each([
  ['find in (T) where a == "x"', /without project/],
  ['find in (T, S) where a == "x" and c > 1 project a', /without the column c/],
  ['find "x" project a', /find of a term/],
  ['find in (T) where a == "x" project a:long', /more than names/],
  ['find in (U) where b > 1 project z', /\bb\b.*does not refer/],
])('refuses what it cannot answer for certain: %s', async (kql, reason) => {
  await expect(ask(kql)).rejects.toThrow(reason);
});
