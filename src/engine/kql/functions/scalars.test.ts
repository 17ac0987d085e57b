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

describe('indexof_regex', () => {
  it.each([
    ['indexof_regex("abcabc", @"a.c")', 0],
    ['indexof_regex("abcabcdefg", @"a.c", 0, 9, 2)', 3],
    ['indexof_regex("abcabc", @"a.c", 1, -1, 2)', -1],
    ['indexof_regex("ababaa", @"a.a", 0, -1, 2)', -1],
    ['indexof_regex("abcabc", @"a|ab", -1)', null],
    ['indexof_regex("a+b.c", @"[.+]", 2)', 3],
    ['indexof_regex("", @"a")', -1],
  ])('%s', async (expression, value) => {
    expect(await one(expression)).toEqual(value);
  });

  it.each(['(?i)a', '^a', '[[:alpha:]]', 'x*'])('refuses %s', async (pattern) => {
    await expect(one(`indexof_regex("abc", @"${pattern}")`)).rejects.toThrow('not supported');
  });
});

describe('parsing and encoding', () => {
  it.each([
    ['punycode_domain_to_string("Riðill｡Skáldskaparmál｡org")', 'xn--Riill-jta.xn--Skldskaparml-dbbj.org'],
    ['punycode_domain_to_string("")', ''],
    ['parse_ipv4_mask("127.0.0.1", 24)', 2130706432],
    ['parse_ipv4_mask("127.0.0.1/8", 24)', 2130706432],
    ['parse_ipv4_mask("127.0.0.1", 33)', null],
    ['parse_ipv4_mask("abc", 24)', null],
    ['tostring(parse_urlquery("k1=v1&k2=v2"))', '{"Query Parameters":{"k1":"v1","k2":"v2"}}'],
    ['tostring(parse_urlquery(""))', '{"Query Parameters":{}}'],
    ['tostring(extract_all(@"(?P<a>\\w)(\\d)(?P<c>\\w)", dynamic(["c", 2]), "x1y z2w"))', '[["y","1"],["w","2"]]'],
  ])('%s', async (expression, value) => {
    expect(await one(expression)).toEqual(value);
  });

  it('refuses a group that the pattern does not name', async () => {
    await expect(one('extract_all("(?P<a>b)", dynamic(["c"]), "b")')).rejects.toThrow('not supported');
  });
});

describe('numbers', () => {
  it.each([
    ['around(5, 4, 1)', true],
    ['around(6, 4, 1)', false],
    ['around(long(null), 4, 1)', null],
    ['around(9, long(null), 1)', null],
    ['around(datetime(2021-01-01 01:29), datetime(2021-01-01 01:30), 1min)', true],
    ['unixtime_nanoseconds_todatetime(1546300800000000050)', '2019-01-01T00:00:00.0000000Z'],
    ["datetime_diff('nanosecond', datetime(2017-10-30 23:00:01), datetime(2017-10-30 23:00:00))", 1_000_000_000],
    ["round(convert_energy(1.2, 'Joule', 'BritishThermalUnit') * 1e12, 2)", 1137380544.38],
    ["round(convert_energy(1, 'KilowattHour', 'Megajoule'), 9)", 3.6],
    ["round(convert_force(1.2, 'Newton', 'Decanewton'), 9)", 0.12],
    ["round(convert_force(1, 'PoundForce', 'Newton'), 9)", 4.448221615],
    ["round(convert_volume(1.2, 'CubicMeter', 'AcreFoot'), 12)", 0.0009728568],
    ["convert_volume(real(null), 'CubicMeter', 'Liter')", null],
    ['round(beta_cdf(0.9, 10.0, 20.0), 15)', 0.999999999999959],
    ['round(beta_cdf(0.5, 3.0, 3.0), 13)', 0.5],
    ['round(beta_cdf(0.25, 1.0, 2.0), 13)', 0.4375],
    ['beta_cdf(1.5, 10.0, 20.0)', 'NaN'],
    ['beta_cdf(0.1, -1.0, 20.0)', 'NaN'],
    ['round(beta_inv(0.1, 10.0, 20.0), 15)', 0.226415022388749],
    ['beta_inv(1.5, 10.0, 20.0)', null],
    ['beta_inv(0.1, -1.0, 20.0)', 'NaN'],
    ['beta_cdf(real(null), 1.0, 20.0)', null],
    ['rand(1)', 0],
    ['rand() between (0.0 .. 1.0)', true],
    ['strlen(tostring(new_guid()))', 36],
  ])('%s', async (expression, value) => {
    expect(await one(expression)).toEqual(value);
  });

  it.each(["convert_energy(1.0, 'ElectronVolt', 'Joule')", "convert_volume(1.0, 'UsGallon', 'Liter')"])(
    'refuses %s',
    async (expression) => {
      await expect(one(expression)).rejects.toThrow('knows no such unit');
    },
  );

  it('draws anew at every row', async () => {
    const answer = await engine.run('range x from 1 to 50 step 1 | summarize dcount(rand()), dcount(new_guid())', {
      catalog,
      connection,
    });
    expect(answer.rows()).toEqual([[50, 50]]);
  });
});

it('computes toscalar of a random value once', async () => {
  const kql =
    'range x from 1 to 20 step 1 | extend g = toscalar(new_guid()), r = toscalar(rand()) | summarize dcount(g), dcount(r)';
  expect((await engine.run(kql, { catalog, connection })).rows()).toEqual([[1, 1]]);
});

describe('models of series', () => {
  it.each([
    ['tostring(series_iir(dynamic([1, 2, 3]), dynamic([1]), dynamic([1, -1])))', '[1.0,3.0,6.0]'],
    ['tostring(series_iir(dynamic([]), dynamic([1]), dynamic([1])))', '[]'],
    ['tostring(series_fir(dynamic([0, 0, 2, 3]), dynamic([1, -1]), false))', '[0.0,0.0,2.0,1.0]'],
    ['tostring(series_fir(dynamic([0, 4, 2]), dynamic([1, 1]), true))', '[0.0,2.0,3.0]'],
    ['tostring(series_fir(dynamic([0, 3, 3]), dynamic([1, 1, 1]), true, true))', '[1.0,2.0,2.0]'],
    ['series_fir(dynamic([1]), dynamic([1, -1]))', null],
    ['round(toreal(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).slope), 3)', 2.731],
    ['round(toreal(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).rsquare), 3)', 0.983],
    ['round(toreal(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).variance), 3)', 98.629],
    ['round(toreal(series_fit_line_dynamic(dynamic([2,5,6,8,11,15,17,18,25,26,30,30])).rvariance), 3)', 1.686],
  ])('%s', async (expression, value) => {
    expect(await one(expression)).toEqual(value);
  });

  it.each([
    'series_iir(dynamic([1, "a"]), dynamic([1]), dynamic([1]))',
    'series_iir(dynamic([1]), dynamic([1]), dynamic([0]))',
    'series_fir(dynamic([1, 2]), dynamic([1, 1]), true, true)',
    'series_fit_line_dynamic(dynamic([1, 1]))',
  ])('refuses %s', async (expression) => {
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
