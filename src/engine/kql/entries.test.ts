import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { aggregateEntries } from './aggregates/aggregates.ts';
import { createKqlEngine } from './engine.ts';
import { functionEntries } from './functions/functions.ts';
import { operatorEntries } from './operators/operators.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const catalog = { tables: [], ensureLoaded: async () => {}, relation: (name: string) => `"${name}"` };

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const runs = async (kql: string) => {
  const answer = await engine.run(kql, { catalog, connection });
  expect(answer.rowCount).toBeGreaterThan(0);
  expect(answer.rows()).toHaveLength(answer.rowCount);
  JSON.parse(new TextDecoder().decode(answer.body()));
};

describe('every entry of the tables really runs', () => {
  it.each(functionEntries.map((entry) => [entry.names[0] ?? '', entry.example]))(
    'the function %s',
    async (_, example) => {
      await runs(`print value = ${example}`);
    },
  );

  const rows = 'datatable(x:long, s:string, b:bool)[1, "a", true, 2, "b", false, long(null), "", bool(null)]';
  it.each(aggregateEntries.map((entry) => [entry.names[0] ?? '', entry.example]))(
    'the aggregate %s',
    async (_, example) => {
      await runs(`${rows} | summarize ${example}`);
      await runs(`${rows} | summarize ${example} by s`);
    },
  );

  it.each(operatorEntries.map((entry) => [entry.name, entry.example]))('the operator %s', async (_, example) => {
    await runs(example);
  });
});
