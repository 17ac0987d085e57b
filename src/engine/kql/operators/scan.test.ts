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

const ask = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
const events = 'datatable(t:long, e:string)[1, "s", 2, "a", 3, "s", 4, "z", 5, "a", 6, "s", 7, "z"] | order by t asc';

describe('scan', () => {
  it('keeps the values of a step for the next record, from the declared defaults on', async () => {
    expect(
      await ask(
        'range x from 1 to 4 step 1 | scan declare (a:long=10, b:string="-") with (step s: true => a = x + s.a;)',
      ),
    ).toEqual([
      [1, 11, '-'],
      [2, 13, '-'],
      [3, 16, '-'],
      [4, 20, '-'],
    ]);
  });

  it('goes by the order of the rows, gaps in their numbers or none', async () => {
    const kql = 'range x from 1 to 9 step 1 | where x % 3 == 0 | scan declare (p:long) with (step s: true => p = s.x;)';
    expect(await ask(kql)).toEqual([
      [3, null],
      [6, 3],
      [9, 6],
    ]);
  });

  it('moves the state on, which leaves the step before it empty', async () => {
    const kql = `${events} | scan with_match_id=m with (step one: e == "s"; step two: e == "a" and t - one.t < 3; step three: e == "z";)`;
    expect(await ask(kql)).toEqual([
      [1, 's', 0],
      [2, 'a', 0],
      [3, 's', 1],
      [4, 'z', 0],
      [5, 'a', 1],
      [6, 's', 2],
      [7, 'z', 1],
    ]);
  });

  it('answers a record once for each step that it matches, and not for a step without output', async () => {
    expect(await ask('range x from 1 to 3 step 1 | scan with (step a: true; step b: x > 1;) | count')).toEqual([[5]]);
    const kql = 'range x from 1 to 3 step 1 | scan with (step a output=none: true; step b: x > 1;)';
    expect(await ask(kql)).toEqual([[2], [3]]);
  });

  it('scans each part of a partition by itself', async () => {
    const kql = `datatable(u:string, x:long)["a", 1, "b", 5, "a", 2, "b", 7]
      | partition hint.strategy=native by u (order by x asc | scan declare (s:long=0) with (step p: true => s = x + p.s;)) | order by u asc, x asc`;
    expect(await ask(kql)).toEqual([
      ['a', 1, 1],
      ['a', 2, 3],
      ['b', 5, 5],
      ['b', 7, 12],
    ]);
  });

  it.each([
    ['scan with (step a output=last: true;)', 'output=last'],
    ['scan order by x asc with (step a: true;)', 'This clause of scan'],
    ['scan partition by x with (step a: true;)', 'This clause of scan'],
  ])('refuses %s by name', async (scan, what) => {
    await expect(ask(`range x from 1 to 3 step 1 | ${scan}`)).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining(what),
    });
  });
});
