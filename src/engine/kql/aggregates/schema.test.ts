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

const schema = async (values: string) => {
  const kql = `datatable(value: dynamic)[${values}] | summarize s = buildschema(value)`;
  return JSON.parse(String((await engine.run(kql, { catalog, connection })).rows()[0]?.[0]));
};

it.each([
  ['dynamic({"a": 1}), dynamic({"a": "x", "b": true})', { a: ['long', 'string'], b: 'bool' }],
  ['dynamic({"a": 1.5}), dynamic({"a": {"b": "x"}}), dynamic(null)', { a: ['double', { b: 'string' }] }],
  ['dynamic({"a": ["x"]}), dynamic({"a": [1]})', { a: { '`indexer`': ['long', 'string'] } }],
  ['dynamic(1), dynamic(2)', 'long'],
])('gives the schema of %s', async (values, expected) => {
  expect(await schema(values)).toEqual(expected);
});

it.each(['dynamic({"a": {}}), dynamic({"a": [1]})', 'dynamic({"a": null})', 'dynamic({"a": []})'])(
  'refuses what has no documented schema: %s',
  async (values) => {
    await expect(schema(values)).rejects.toThrow('not supported');
  },
);
