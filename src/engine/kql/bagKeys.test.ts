import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from './engine.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
const catalog = { tables: [], ensureLoaded: async () => {}, relation: (name: string) => `"${name}"` };

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const ask = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
const keys = ['a.b', 'a"b', 'a\\b', 'a*', '**', '#-1', '$', '[0]', '\u0000a', "'", '😀', 'a b', '/a', '~1', '?'];

describe('an element of a bag by its key', () => {
  it.each(keys)('%j is that element alone', async (key) => {
    const literal = JSON.stringify(key);
    const bag = `dynamic({"a":1, "b":2, ${literal}:3})`;
    expect(await ask(`print d = ${bag} | project d[${literal}], tolong(d[${literal}])`)).toEqual([['3', 3]]);
    expect(await ask(`print d = ${bag}, k = ${literal} | project tolong(d[k])`)).toEqual([[3]]);
    expect(await ask(`print d = dynamic({"a":1}), k = ${literal} | project d[${literal}], d[k]`)).toEqual([
      [null, null],
    ]);
  });

  it.each([
    'print extractjson("$[\'*\']", "{}")',
    'print d = dynamic({"*":1}) | project d["*"]',
    'print d = dynamic({"*":1}), k = "*" | project d[k]',
  ])('is refused for the key that means every key: %s', async (kql) => {
    await expect(ask(kql)).rejects.toMatchObject({ name: 'KqlError', message: expect.stringContaining('"*"') });
  });
});
