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

describe('ipv6_lookup', () => {
  const networks =
    'let N = datatable(network:string, n:long)["fe80::/10", 1, "fe80::/64", 2, "::ffff:a00:0/104", 3, "no", 4];';
  const look = (rest = '') =>
    rows(
      `${networks} datatable(ip:string)["fe80::1", "FE80:0:0:1::", "10.1.2.3", "ff00::", ""]
       | evaluate ipv6_lookup(N, ip, network${rest}) | project ip, n | sort by ip asc, n asc`,
    );

  it('finds every network that holds an address', async () => {
    expect(await look()).toEqual([
      ['10.1.2.3', 3],
      ['FE80:0:0:1::', 1],
      ['fe80::1', 1],
      ['fe80::1', 2],
    ]);
  });

  it('keeps addresses without a network when asked', async () => {
    expect((await look(', true')).filter(([, n]) => n === null)).toEqual([
      ['', null],
      ['ff00::', null],
    ]);
  });
});

describe('rolling_percentile by dimensions', () => {
  const roll = (values: string) =>
    rows(
      `datatable(day:long, d:string, x:long)[${values}] | extend t = datetime(2024-01-01) + day * 1d
       | evaluate rolling_percentile(x, 50, t, 1d, 2, d) | sort by d asc, t asc | project d, rolling_2_percentile_x_50`,
    );

  it('rolls within each', async () => {
    expect(await roll('0, "a", 1, 1, "a", 5, 0, "b", 7, 1, "b", 8, 1, "b", 9')).toEqual([
      ['a', 1],
      ['a', 1],
      ['b', 7],
      ['b', 8],
    ]);
  });

  it.each(['0, "a", 1, 1, "a", 5, 1, "b", 7', '0, "a", 1, 1, "a", 5, 0, "b", 7', '0, "a", 1, 2, "a", 5'])(
    'refuses bins without rows: %s',
    async (values) => {
      await expect(roll(values)).rejects.toThrow('a bin without rows');
    },
  );
});
