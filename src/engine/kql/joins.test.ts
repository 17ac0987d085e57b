import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from './engine.ts';
import { joinKinds } from './operators/joins.ts';
import { quoteText, storageType } from './storage.ts';
import type { KqlCell, KqlType } from './types.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

const columnsOf = (type: KqlType) => [
  { name: 'k', type },
  { name: 'j', type: 'long' as const },
  { name: 'v', type: 'long' as const },
];
const catalogOf = (type: KqlType) => ({
  tables: ['L', 'R'].map((name) => ({ name, columns: columnsOf(type) })),
  ensureLoaded: async () => {},
  relation: (name: string) => `"${name}"`,
});

/** Values of a key: their SQL, and the cell that they give. The first is null, or empty for a string. */
const keys: Readonly<Partial<Record<KqlType, readonly (readonly [sql: string, cell: KqlCell])[]>>> = {
  int: [
    ['NULL', null],
    ['0', 0],
    ['-2147483648', -2147483648],
  ],
  long: [
    ['NULL', null],
    ['0', 0],
    ['9223372036854775807', '9223372036854775807'],
    ['9223372036854775806', '9223372036854775806'],
  ],
  real: [
    ['NULL', null],
    ["'nan'::DOUBLE", 'NaN'],
    ["'inf'::DOUBLE", 'Infinity'],
    ['0.1', 0.1],
  ],
  bool: [
    ['NULL', null],
    ['true', true],
    ['false', false],
  ],
  string: [
    ["''", ''],
    ["'a'", 'a'],
    ["'A'", 'A'],
    [quoteText('é'), 'é'],
    [quoteText('e\u0301'), 'e\u0301'],
    [quoteText("😀'"), "😀'"],
  ],
  datetime: [
    ['NULL', null],
    ['0', '0001-01-01T00:00:00.0000000Z'],
    ['1', '0001-01-01T00:00:00.0000001Z'],
  ],
  timespan: [
    ['NULL', null],
    ['0', '00:00:00'],
    ['-1', '-00:00:00.0000001'],
  ],
  guid: [
    ['NULL', null],
    ["'74be27de-1e4e-49d9-b579-fe0b331d3642'", '74be27de-1e4e-49d9-b579-fe0b331d3642'],
  ],
  decimal: [
    ['NULL', null],
    ['0.1', '0.1'],
    ['12345678901234567890', '12345678901234567890'],
  ],
};

interface Row {
  readonly k: number;
  readonly j: number | null;
  readonly v: number;
}
const rowsFor = (count: number) =>
  fc
    .array(fc.record({ k: fc.nat({ max: count - 1 }), j: fc.option(fc.nat({ max: 1 }), { nil: null }) }), {
      maxLength: 8,
    })
    .map((rows) => rows.map((row, v): Row => ({ ...row, v })));

const fill = async (table: string, type: KqlType, rows: readonly Row[]) => {
  const values = rows.map((row) => `(${keys[type]?.[row.k]?.[0]}, ${row.j ?? 'NULL'}, ${row.v})`);
  await connection.run(
    `CREATE OR REPLACE TABLE "${table}"(k ${storageType(type)}, j BIGINT, v BIGINT);` +
      (values.length > 0 ? `INSERT INTO "${table}" VALUES ${values.join(', ')}` : ''),
  );
};
const bag = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** Answers of every kind of join, by its definition: null meets nothing, an empty string meets an empty string. */
const expectedOf = (
  kind: string,
  ls: readonly Row[],
  rs: readonly Row[],
  same: (a: Row, b: Row) => boolean,
  cell: (row: Row) => KqlCell[],
  absent: readonly KqlCell[],
): KqlCell[][] => {
  const pairs = (lefts: readonly Row[]) =>
    lefts.flatMap((l) => rs.filter((r) => same(l, r)).map((r) => [...cell(l), ...cell(r)]));
  const loneLeft = ls.filter((l) => !rs.some((r) => same(l, r)));
  const loneRight = rs.filter((r) => !ls.some((l) => same(l, r)));
  const left = loneLeft.map((l) => [...cell(l), ...absent]);
  const right = loneRight.map((r) => [...absent, ...cell(r)]);
  switch (kind) {
    case 'inner':
      return pairs(ls);
    case 'leftouter':
      return [...pairs(ls), ...left];
    case 'rightouter':
      return [...pairs(ls), ...right];
    case 'fullouter':
      return [...pairs(ls), ...left, ...right];
    case 'leftsemi':
      return ls.filter((l) => !loneLeft.includes(l)).map(cell);
    case 'rightsemi':
      return rs.filter((r) => !loneRight.includes(r)).map(cell);
    case 'anti':
    case 'leftanti':
    case 'leftantisemi':
      return loneLeft.map(cell);
    default:
      return loneRight.map(cell);
  }
};

const runs = { numRuns: Math.ceil(Number(process.env.KQL_PROPERTY_RUNS ?? 100) / 10) };
const kinds = Object.keys(joinKinds).filter((kind) => kind !== 'innerunique');
const types = Object.keys(keys) as KqlType[];

describe('joins of every kind on keys of every type, against plain JavaScript', () => {
  it.each(types)('%s', async (type) => {
    const values = keys[type] ?? [];
    const cell = (row: Row): KqlCell[] => [values[row.k]?.[1] ?? null, row.j, row.v];
    const catalog = catalogOf(type);
    const ask = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
    const sameKey = (a: Row, b: Row) =>
      a.k === b.k && values[a.k]?.[1] !== null && !(type === 'real' && values[a.k]?.[1] === 'NaN');
    const sameBoth = (a: Row, b: Row) => sameKey(a, b) && a.j !== null && a.j === b.j;
    const absent: KqlCell[] = [type === 'string' ? '' : null, null, null];
    await fc.assert(
      fc.asyncProperty(rowsFor(values.length), rowsFor(values.length), async (ls, rs) => {
        const known = (rows: readonly Row[]) => rows.filter((row) => values[row.k]?.[1] !== 'NaN');
        const [lefts, rights] = [known(ls), known(rs)];
        await fill('L', type, lefts);
        await fill('R', type, rights);
        for (const kind of kinds) {
          const one = expectedOf(kind, lefts, rights, sameKey, cell, absent);
          expect(bag(await ask(`L | join kind=${kind} R on k`)), kind).toEqual(bag(one));
          const two = expectedOf(kind, lefts, rights, sameBoth, cell, absent);
          expect(bag(await ask(`L | join kind=${kind} R on k, $left.j == $right.j`)), `${kind}, two keys`).toEqual(
            bag(two),
          );
        }
        const inner = expectedOf('inner', lefts, rights, sameKey, cell, absent);
        const unique = await ask('L | join R on k');
        const oncePerKey = new Set(inner.map((row) => JSON.stringify([row[0], row[5]])));
        expect(unique.every((row) => bag(inner).includes(JSON.stringify(row)))).toBe(true);
        expect(unique.map((row) => JSON.stringify([row[0], row[5]])).sort()).toEqual([...oncePerKey].sort());
      }),
      runs,
    );
  });
});

describe('the columns of a join', () => {
  const catalog = catalogOf('long');
  const namesOf = async (kql: string) =>
    (await engine.run(kql, { catalog, connection })).columns.map((one) => one.name);

  it.each([
    ['L | join kind=inner R on k', ['k', 'j', 'v', 'k1', 'j1', 'v1']],
    ['L | join kind=inner R on $left.k == $right.v', ['k', 'j', 'v', 'k1', 'j1', 'v1']],
    ['L | join kind=leftouter (R | project k, v1 = v) on k', ['k', 'j', 'v', 'k1', 'v1']],
    ['L | extend k1 = 1 | join kind=inner R on k', ['k', 'j', 'v', 'k1', 'k2', 'j1', 'v1']],
    ['L | join kind=leftsemi R on k', ['k', 'j', 'v']],
    ['L | join kind=rightanti (R | project k, w = v) on k', ['k', 'w']],
    ['L | lookup (R | project k, w = v) on k', ['k', 'j', 'v', 'w']],
    ['L | lookup kind=inner (R | project z = k, w = v) on $left.k == $right.z', ['k', 'j', 'v', 'w']],
  ])('%s', async (kql, names) => {
    await fill('L', 'long', []);
    await fill('R', 'long', []);
    expect(await namesOf(kql)).toEqual(names);
  });

  it.each([
    ['L | join kind=inner R on $left.k < $right.k', /./],
    ['L | join kind=sideways R on k', /./],
    ['L | lookup kind=fullouter R on k', /inner, leftouter/],
  ])('refuses %s', async (kql, message) => {
    await expect(engine.run(kql, { catalog, connection })).rejects.toMatchObject({
      name: 'KqlError',
      message: expect.stringMatching(message),
    });
  });
});
