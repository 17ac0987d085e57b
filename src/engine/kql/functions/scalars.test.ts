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

const one = async (expression: string) =>
  (await engine.run(`print value = ${expression}`, { catalog, connection })).rows()[0]?.[0];

describe('bags by a path', () => {
  const bag = `dynamic({"a": 1, "b": {"c": 2}})`;
  it.each([
    [`bag_has_key(${bag}, "$.b.c")`, true],
    [`bag_has_key(${bag}, "$.b.d")`, false],
    [`bag_has_key(${bag}, "$.a.c")`, false],
    [`bag_has_key(parse_json("[1]"), "a")`, null],
    [`tostring(bag_set_key(${bag}, "$.b.c", 3))`, '{"a":1,"b":{"c":3}}'],
    [`tostring(bag_set_key(${bag}, "$.d.e", 3))`, '{"a":1,"b":{"c":2},"d":{"e":3}}'],
    [`tostring(bag_set_key(${bag}, "a", "x"))`, '{"a":"x","b":{"c":2}}'],
    [`tostring(bag_set_key(dynamic(null), "a", 1))`, ''],
  ])('%s', async (expression, value) => {
    expect(await one(expression)).toEqual(value);
  });

  it.each([`bag_set_key(${bag}, "$.a.c", 3)`, `bag_has_key(${bag}, "$.b[0]")`, `bag_set_key(${bag}, "$", 3)`])(
    'refuses %s',
    async (expression) => {
      await expect(one(expression)).rejects.toThrow('not supported');
    },
  );
});

describe('texts', () => {
  it.each([
    ['indexof("abcdefg", "cde", 1, 2)', -1],
    ['indexof("abcabcdefg", "abc", 0, 9, 2)', 3],
    ['indexof("abcabc", "abc", 0, -1, 3)', -1],
    ['indexof("abc", "c", 0, -2)', null],
    [`replace_strings("This is", dynamic(["This", "is"]), dynamic([12345, "was"]))`, 'This was'],
    ['tohex(toint(-256), 8)', 'ffffff00'],
    ['tohex(-256)', 'ffffffffffffff00'],
    ['tohex(256, 40)', '0000000000000100'],
    ['url_encode("a b/é")', 'a+b%2f%c3%a9'],
    ['url_encode_component("a b/")', 'a%20b%2f'],
    ['toguid("0123456789ab-cdef-0123-456789ABCDEF and more")', '01234567-89ab-cdef-0123-456789abcdef'],
    ['toguid("012345-6789abcdef0123456789abcdef")', null],
    ['has_ipv4_prefix("a 127.0.0.1", "127.0")', false],
    ['has_ipv4_prefix("a 127.0.0.1", "127.0.")', true],
    ['has_ipv4_prefix("a 127.0.0.1", "127.0.0.1")', true],
    ['has_any_ipv4_prefix("a 127.0.0.1", "10.", "127")', false],
  ])('%s', async (expression, value) => {
    expect(await one(expression)).toEqual(value);
  });

  it.each(['indexof("abcdefgabcdefg", "cde", 1, 10, 2)', 'url_encode("~")'])('refuses %s', async (expression) => {
    await expect(one(expression)).rejects.toThrow('not supported');
  });
});

describe('times', () => {
  it.each([
    ['datetime_local_to_utc(datetime(2022-03-27 02:00), "Europe/Brussels")', '2022-03-27T00:00:00.0000000Z'],
    ['datetime_local_to_utc(datetime(2022-03-27 03:00), "Europe/Brussels")', '2022-03-27T01:00:00.0000000Z'],
    ['datetime_local_to_utc(datetime(2022-03-27 01:59), "Europe/Brussels")', '2022-03-27T00:59:00.0000000Z'],
    ['tostring(range(1h, 3h))', '["01:00:00","02:00:00","03:00:00"]'],
    [
      'tostring(range(datetime(2007-01-01), datetime(2007-01-02 12:00), 1d))',
      '["2007-01-01T00:00:00.0000000Z","2007-01-02T00:00:00.0000000Z"]',
    ],
    ['array_length(range(1, 1000000000))', 1_048_576],
    ['tostring(range(1, 8, 3))', '[1,4,7]'],
    ['tostring(range(3, 1, -1))', '[3,2,1]'],
    ['series_dot_product(dynamic([1, 2, 4]), 2)', 14],
    ['series_dot_product(2, dynamic([1, 2, 4]))', 14],
  ])('%s', async (expression, value) => {
    expect(await one(expression)).toEqual(value);
  });
});
