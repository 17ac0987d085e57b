import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from './engine.ts';
import { quoteText } from './storage.ts';
import type { KqlCell } from './types.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('CREATE TABLE a(id BIGINT, n BIGINT, s VARCHAR)');
await connection.run('CREATE TABLE b(m BIGINT, t VARCHAR)');
const catalog = {
  tables: [
    {
      name: 'A',
      columns: [
        { name: 'id', type: 'long' as const },
        { name: 'n', type: 'long' as const },
        { name: 's', type: 'string' as const },
      ],
    },
    {
      name: 'B',
      columns: [
        { name: 'm', type: 'long' as const },
        { name: 't', type: 'string' as const },
      ],
    },
  ],
  ensureLoaded: async () => {},
  relation: (name: string) => name.toLowerCase(),
};

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

interface A {
  readonly id: number;
  readonly n: number | null;
  readonly s: string;
}
interface B {
  readonly m: number | null;
  readonly t: string;
}
const value = fc.option(fc.integer({ min: -2, max: 2 }), { nil: null });
const word = fc.constantFrom('', 'a', 'A', 'ab', "it's", 'a b', '-a-');
const rowsOfA = fc
  .array(fc.record({ n: value, s: word }), { maxLength: 12 })
  .map((rows) => rows.map((row, id): A => ({ id, ...row })));
const rowsOfB = fc.array(fc.record({ m: value, t: word }), { maxLength: 8 });

const sqlValue = (cell: number | string | null): string =>
  cell === null ? 'NULL' : typeof cell === 'number' ? String(cell) : quoteText(cell);
const load = async (as: readonly A[], bs: readonly B[] = []) => {
  const values = (rows: readonly object[]) =>
    rows
      .map(
        (row) =>
          `(${Object.values(row)
            .map((cell) => sqlValue(cell))
            .join(', ')})`,
      )
      .join(', ');
  const fill = (table: string, rows: readonly object[]) =>
    rows.length > 0 ? `INSERT INTO ${table} VALUES ${values(rows)};` : '';
  await connection.run(`DELETE FROM a; DELETE FROM b; ${fill('a', as)} ${fill('b', bs)}`);
};
const ask = async (kql: string): Promise<KqlCell[][]> => (await engine.run(kql, { catalog, connection })).rows();
const bag = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

/** KQL's three values: null is unknown. */
type Truth = boolean | null;
const equal = (a: number | null, b: number | null): Truth => (a === null && b === null ? null : a === b);
const less = (a: number | null, b: number | null): Truth => (a === null || b === null ? null : a < b);
const not = (a: Truth): Truth => (a === null ? null : !a);
const and = (a: Truth, b: Truth): Truth =>
  a === false || b === false ? false : a === null || b === null ? null : true;
const or = (a: Truth, b: Truth): Truth => (a === true || b === true ? true : a === null || b === null ? null : false);

interface Condition {
  readonly kql: string;
  readonly test: (row: A) => Truth;
}
const number = fc.integer({ min: -2, max: 2 });
const leaf: fc.Arbitrary<Condition> = fc.oneof(
  number.map((k): Condition => ({ kql: `n == ${k}`, test: (row) => equal(row.n, k) })),
  number.map((k): Condition => ({ kql: `n != ${k}`, test: (row) => not(equal(row.n, k)) })),
  number.map((k): Condition => ({ kql: `n < ${k}`, test: (row) => less(row.n, k) })),
  number.map((k): Condition => ({ kql: `n in (${k}, 1)`, test: (row) => row.n === k || row.n === 1 })),
  fc.constant<Condition>({ kql: 'n == long(null)', test: (row) => equal(row.n, null) }),
  fc.constant<Condition>({ kql: 'isnull(n)', test: (row) => row.n === null }),
  fc.constant<Condition>({ kql: 'isempty(s)', test: (row) => row.s === '' }),
  fc.constant<Condition>({ kql: 's =~ "A"', test: (row) => row.s.toLowerCase() === 'a' }),
  fc.constant<Condition>({ kql: 's has "a"', test: (row) => /(^|[^a-z0-9])a($|[^a-z0-9])/i.test(row.s) }),
  fc.constant<Condition>({ kql: 's contains "B"', test: (row) => row.s.toLowerCase().includes('b') }),
);
const condition: fc.Arbitrary<Condition> = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    tie('node').map((a) => ({ kql: `not(${a.kql})`, test: (row: A) => not(a.test(row)) })),
    fc
      .tuple(tie('node'), tie('node'))
      .map(([a, b]) => ({ kql: `(${a.kql} and ${b.kql})`, test: (row: A) => and(a.test(row), b.test(row)) })),
    fc
      .tuple(tie('node'), tie('node'))
      .map(([a, b]) => ({ kql: `(${a.kql} or ${b.kql})`, test: (row: A) => or(a.test(row), b.test(row)) })),
  ),
})).node;

/** KQL_PROPERTY_RUNS sets how many cases each property takes. */
const numRuns = Number(process.env.KQL_PROPERTY_RUNS ?? 150);
const runs = { numRuns };

describe('KQL’s rules against plain JavaScript', () => {
  it('filters and computes conditions with nulls', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOfA, condition, async (rows, one) => {
        await load(rows);
        expect(bag(await ask(`A | where ${one.kql} | project id`))).toEqual(
          bag(rows.filter((row) => one.test(row) === true).map((row) => [row.id])),
        );
        expect(bag(await ask(`A | project id, c = ${one.kql}`))).toEqual(
          bag(rows.map((row) => [row.id, one.test(row)])),
        );
      }),
      runs,
    );
  });

  it('summarizes by a key with nulls', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOfA, async (rows) => {
        await load(rows);
        const expected = [...Map.groupBy(rows, (row) => row.n)].map(([n, group]) => [
          n,
          group.length,
          group.reduce((sum, row) => sum + (row.n ?? 0), 0),
          new Set(group.map((row) => row.s)).size,
          Math.max(...group.map((row) => row.id)),
          group.find((row) => row.id === Math.max(...group.map((one) => one.id)))?.s,
        ]);
        const answer = await ask('A | summarize count(), sum(n), dcount(s), arg_max(id, s) by n');
        expect(bag(answer)).toEqual(bag(expected));
      }),
      runs,
    );
  });

  it('joins by every kind', async () => {
    const same = (a: A, b: B) => a.n !== null && a.n === b.m;
    await fc.assert(
      fc.asyncProperty(rowsOfA, rowsOfB, async (as, bs) => {
        await load(as, bs);
        const join = async (kind: string) => bag(await ask(`A | join kind=${kind} B on $left.n == $right.m`));
        const inner = as.flatMap((a) => bs.filter((b) => same(a, b)).map((b) => [a.id, a.n, a.s, b.m, b.t]));
        const onlyA = as.filter((a) => !bs.some((b) => same(a, b)));
        const onlyB = bs.filter((b) => !as.some((a) => same(a, b)));
        const left = onlyA.map((a) => [a.id, a.n, a.s, null, '']);
        const right = onlyB.map((b) => [null, null, '', b.m, b.t]);
        expect(await join('inner')).toEqual(bag(inner));
        expect(await join('leftouter')).toEqual(bag([...inner, ...left]));
        expect(await join('rightouter')).toEqual(bag([...inner, ...right]));
        expect(await join('fullouter')).toEqual(bag([...inner, ...left, ...right]));
        expect(await join('leftsemi')).toEqual(bag(as.filter((a) => !onlyA.includes(a)).map((a) => [a.id, a.n, a.s])));
        expect(await join('leftanti')).toEqual(bag(onlyA.map((a) => [a.id, a.n, a.s])));
        expect(await join('rightsemi')).toEqual(bag(bs.filter((b) => !onlyB.includes(b)).map((b) => [b.m, b.t])));
        expect(await join('rightanti')).toEqual(bag(onlyB.map((b) => [b.m, b.t])));
      }),
      { numRuns: Math.ceil(numRuns / 2.5) },
    );
  });

  it('sorts downwards by default, nulls last downwards and first upwards', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOfA, async (rows) => {
        await load(rows);
        const upwards = (a: A, b: A) => (a.n ?? -9) - (b.n ?? -9) || a.id - b.id;
        const downwards = (a: A, b: A) => (b.n ?? -9) - (a.n ?? -9) || a.id - b.id;
        expect(await ask('A | sort by n asc, id asc | project id')).toEqual(
          rows.toSorted(upwards).map((row) => [row.id]),
        );
        expect(await ask('A | order by n, id asc | project id')).toEqual(
          rows.toSorted(downwards).map((row) => [row.id]),
        );
      }),
      runs,
    );
  });

  it('keeps hostile text inside its literal, and hostile names inside their names', async () => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom("'); DROP TABLE a; --", `"'\\`, '$1', '?', ':x', "''", 'é\u0000x', '/*', '%s'),
    );
    await fc.assert(
      fc.asyncProperty(hostile, async (text) => {
        await load([{ id: 1, n: 1, s: '' }]);
        const clean = text.toWellFormed();
        const literal = JSON.stringify(clean)
          .replaceAll('\u2028', '\\u2028')
          .replaceAll('\u2029', '\\u2029')
          .replaceAll('/', '\\u002f');
        expect(await ask(`A | extend x = ${literal} | where x == ${literal} | project x, length = strlen(x)`)).toEqual([
          [clean, [...clean].length],
        ]);
        const bracketed = `['${clean.replace(/[\\']/g, '\\$&').replace(/[\p{C}\u2028\u2029]/gu, '_')}']`;
        if (bracketed === "['']") return;
        const answer = await engine
          .run(`A | project ${bracketed} = 1`, { catalog, connection })
          .catch((error) => error);
        if (answer instanceof Error) expect(answer).toMatchObject({ kind: expect.stringMatching(/syntax|semantic/) });
        else expect(answer.rows()).toEqual([[1]]);
      }),
      { numRuns: numRuns * 2 },
    );
  });
});
