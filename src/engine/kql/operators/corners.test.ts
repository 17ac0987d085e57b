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

const table = async (kql: string) => {
  const answer = await engine.run(kql, { catalog, connection });
  return [answer.columns.map((column) => column.name), ...answer.rows()];
};

describe('union', () => {
  it('calls a member what as calls it, piped or listed, and no longer once it is changed', async () => {
    const kql =
      '(print x=1 | as A) | union withsource=from (print x=2 | as B), (print x=3 | as C | where x > 0) | order by x asc';
    expect(await table(kql)).toEqual([
      ['from', 'x'],
      ['A', 1],
      ['B', 2],
      ['union_arg2', 3],
    ]);
    expect(
      (await table('print x=1 | as A | extend y=1 | union withsource=from (print x=2) | order by x asc'))[1],
    ).toEqual(['union_arg0', 1, 1]);
  });

  it('keeps a name that a table has apart from one that a difference of types gives', async () => {
    expect(
      await table('union (print x=1), (print x=toint(2)), (print x_long=3) | order by x_long asc nulls last'),
    ).toEqual([['x_long1', 'x_int', 'x_long'], [null, null, 3], expect.anything(), expect.anything()]);
  });
});

describe('columns by name', () => {
  it('takes a name with a star for every name that fits it', async () => {
    expect(
      await table('print Name=1, City=2, Age=3, Country=4 | project-by-names "C*", dynamic(["Name", "C*"])'),
    ).toEqual([
      ['City', 'Country', 'Name'],
      [2, 4, 1],
    ]);
  });

  it('unpacks a bag into declared columns, beside the others where a star stands for them', async () => {
    const kql = 'print d=dynamic({"a": 1, "b": "x"}), rest=7 | evaluate bag_unpack(d)';
    expect(await table(`${kql} : (*, a:long)`)).toEqual([
      ['rest', 'a'],
      [7, 1],
    ]);
    expect(await table(`${kql} : (a:long)`)).toEqual([['a'], [1]]);
  });
});

describe('parsing', () => {
  it('takes as much as it can by a regular expression, and as little with the flag U', async () => {
    const text = 'print t="n=one, m=two, k=three"';
    expect(await table(`${text} | parse kind=regex t with * "n=" n "," * | project n`)).toEqual([
      ['n'],
      ['one, m=two'],
    ]);
    expect(await table(`${text} | parse kind=regex flags=Ui t with * "N=" n "," * | project n`)).toEqual([
      ['n'],
      ['one'],
    ]);
  });

  it('refuses a regular expression where what a star skips decides the answer', async () => {
    const kql = 'print t="n=1 n=2" | parse kind=regex t with * "n=" n | project n';
    await expect(table(kql)).rejects.toMatchObject({ message: expect.stringContaining('what * skips is not clear') });
  });

  it('leaves out parts between pairs that are no pairs', async () => {
    const kql = `print s="name=John Doe phone=555 5555 city=New York"
      | parse-kv s as (name:string, phone:string, city:string) with (pair_delimiter=" ", kv_delimiter="=") | project-away s`;
    expect(await table(kql)).toEqual([
      ['name', 'phone', 'city'],
      ['John', '555', 'New'],
    ]);
  });
});

describe('mv-expand', () => {
  it('refuses a fraction as a whole number, and takes it as a real', async () => {
    const rows = 'print d=dynamic([1, 3.5])';
    await expect(table(`${rows} | mv-expand d to typeof(long)`)).rejects.toMatchObject({
      message: expect.stringContaining('not clear'),
    });
    expect(await table(`${rows} | mv-expand d to typeof(real)`)).toEqual([['d'], [1], [3.5]]);
  });
});

describe('sliding_window_counts', () => {
  const kql = (more: string, end: string) => `datatable(u:string, t:datetime)
    ["a", datetime(2020-01-01), "a", datetime(2020-01-01 12:00), "b", datetime(2020-01-02), "a", datetime(2020-01-03)${more}]
    | evaluate sliding_window_counts(u, t, datetime(2020-01-01), datetime(${end}), 2d, 1d) | project Count, Dcount, t | order by t asc | project-away t`;

  it('counts each bin with the bins of its lookback', async () => {
    expect((await table(kql('', '2020-01-04'))).slice(1)).toEqual([
      [2, 1],
      [3, 2],
      [2, 2],
      [1, 1],
    ]);
  });

  it.each([
    [kql('', '2020-01-06'), 'a window without rows'],
    [kql(', "c", datetime(2019-12-31)', '2020-01-04'), 'rows beside the period'],
  ])('refuses what is not documented', async (query, what) => {
    await expect(table(query)).rejects.toMatchObject({ message: expect.stringContaining(what) });
  });
});
