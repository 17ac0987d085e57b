import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createKqlEngine } from './engine.ts';
import { quoteText, storageType } from './storage.ts';
import type { KqlCell, KqlType } from './types.ts';

const engine = createKqlEngine();
const connection = await (await DuckDBInstance.create(':memory:')).connect();

afterAll(async () => {
  await engine.close();
  connection.closeSync();
});

/** A value of a type: its SQL in storage, its KQL, its cell, and what plain JavaScript compares it by; null for a null. */
interface Value {
  readonly sql: string;
  readonly kql: string;
  readonly cell: KqlCell;
  readonly by: number | bigint | string | null;
}
const none = (type: KqlType): Value => ({ sql: 'NULL', kql: `${type}(null)`, cell: null, by: null });
const of = (sql: string, kql: string, cell: KqlCell, by: Value['by']): Value => ({ sql, kql, cell, by });
const long = (text: string, cell: KqlCell = Number(text)) => of(text, `long(${text})`, cell, BigInt(text));
const bytes = (text: string) => Buffer.from(text).toString('hex');
const word = (text: string) => of(quoteText(text), JSON.stringify(text), text, bytes(text));
const guid = (text: string) => of(quoteText(text), `guid(${text})`, text, text);

const values: Readonly<Partial<Record<KqlType, readonly Value[]>>> = {
  int: [none('int'), ...[0, 7, -2147483648, 2147483647].map((n) => of(`${n}`, `int(${n})`, n, BigInt(n)))],
  long: [
    none('long'),
    long('0'),
    long('7'),
    long('-7'),
    long('9223372036854775807', '9223372036854775807'),
    long('9223372036854775806', '9223372036854775806'),
    of('-9223372036854775808', 'long(-9223372036854775808)', '-9223372036854775808', -9223372036854775808n),
  ],
  real: [
    none('real'),
    of("'nan'::DOUBLE", 'real(nan)', 'NaN', Number.NaN),
    of("'inf'::DOUBLE", 'real(+inf)', 'Infinity', Number.POSITIVE_INFINITY),
    of("'-inf'::DOUBLE", 'real(-inf)', '-Infinity', Number.NEGATIVE_INFINITY),
    ...[0, 0.1, -2.5, 1e300].map((n) => of(`${n}::DOUBLE`, `real(${n})`, n, n)),
  ],
  decimal: [
    none('decimal'),
    of('0', 'decimal(0)', '0', 0n),
    of('0.1', 'decimal(0.1)', '0.1', 10n ** 17n),
    of(
      '12345678901234567890',
      'decimal(12345678901234567890)',
      '12345678901234567890',
      12345678901234567890n * 10n ** 18n,
    ),
    of('-0.000000000000000001', 'decimal(-0.000000000000000001)', '-0.000000000000000001', -1n),
  ],
  bool: [none('bool'), of('true', 'true', true, 1), of('false', 'false', false, 0)],
  string: ['', 'a', 'A', 'ab', 'é', 'e\u0301', '😀', '\uffff', "'", ' '].map(word),
  datetime: [
    none('datetime'),
    of('0', 'datetime(0001-01-01)', '0001-01-01T00:00:00.0000000Z', 0n),
    of('1', 'datetime(0001-01-01 00:00:00.0000001)', '0001-01-01T00:00:00.0000001Z', 1n),
    of('636911424000000000', 'datetime(2019-04-18)', '2019-04-18T00:00:00.0000000Z', 636911424000000000n),
    of(
      '3155378975999999999',
      'datetime(9999-12-31 23:59:59.9999999)',
      '9999-12-31T23:59:59.9999999Z',
      3155378975999999999n,
    ),
  ],
  timespan: [
    none('timespan'),
    of('0', 'timespan(0s)', '00:00:00', 0n),
    of('-1', 'timespan(-00:00:00.0000001)', '-00:00:00.0000001', -1n),
    of('864000000000', 'timespan(1d)', '1.00:00:00', 864000000000n),
  ],
  guid: [none('guid'), guid('74be27de-1e4e-49d9-b579-fe0b331d3642'), guid('00000000-0000-0000-0000-000000000000')],
};
/** Dynamic values are null, or compared by their text. */
const dynamics = ['1', '"a"', '"é😀"', '[1,2]', '{"a":1}', 'true'] as const;

interface Row {
  readonly id: number;
  readonly v: number;
  readonly w: number;
}
const rowsOf = (count: number) =>
  fc
    .array(fc.record({ v: fc.nat({ max: count - 1 }), w: fc.nat({ max: count - 1 }) }), { maxLength: 10 })
    .map((rows) => rows.map((row, id): Row => ({ id, ...row })));
const bag = (rows: readonly (readonly unknown[])[]): string[] => rows.map((row) => JSON.stringify(row)).sort();
const runs = { numRuns: Number(process.env.KQL_PROPERTY_RUNS ?? 40) };
const timeout = Math.max(120_000, runs.numRuns * 120);

type Key = Value['by'];
const compare = {
  '==': (a: Key, b: Key) => (a === null && b === null ? null : a === b),
  '!=': (a: Key, b: Key) => (a === null && b === null ? null : a !== b),
  '<': (a: Key, b: Key) => (a === null || b === null ? null : a < b),
  '<=': (a: Key, b: Key) => (a === null || b === null ? null : a <= b),
  '>': (a: Key, b: Key) => (a === null || b === null ? null : a > b),
  '>=': (a: Key, b: Key) => (a === null || b === null ? null : a >= b),
} as const;
const operatorsOf = (type: KqlType) =>
  (Object.keys(compare) as (keyof typeof compare)[]).filter(
    (op) => (type !== 'guid' && type !== 'bool' && type !== 'string') || op === '==' || op === '!=',
  );
/** The order upwards of what is neither null nor NaN. */
const before = (a: Key, b: Key): number => (Object.is(a, b) || a === null || b === null ? 0 : a < b ? -1 : 1);
const rank = (key: Key): number => (key === null ? 2 : Number.isNaN(key) ? 1 : 0);
const sorted = (rows: readonly Row[], key: (row: Row) => Key, down: boolean, nullsFirst: boolean): Row[] =>
  rows.toSorted((one, two) => {
    const [a, b] = [key(one), key(two)];
    return (rank(a) - rank(b)) * (nullsFirst ? -1 : 1) || before(a, b) * (down ? -1 : 1) || one.id - two.id;
  });

describe.each(Object.entries(values).map(([type, all]) => [type as KqlType, all] as const))(
  'rows of %s',
  (type, all) => {
    const columns = [
      { name: 'id', type: 'long' as const },
      { name: 'v', type },
      { name: 'w', type },
    ];
    const catalog = {
      tables: ['T', 'R'].map((name) => ({ name, columns })),
      ensureLoaded: async () => {},
      relation: (name: string) => `"${name}"`,
    };
    const ask = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
    const valueAt = (index: number): Value => all[index] ?? none(type);
    const key = (index: number): Key => valueAt(index).by;
    const fill = async (table: string, rows: readonly Row[]) => {
      const stored = storageType(type);
      const cells = rows.map((row) => `(${row.id}, ${valueAt(row.v).sql}, ${valueAt(row.w).sql})`);
      await connection.run(
        `CREATE OR REPLACE TABLE "${table}"(id BIGINT, v ${stored}, w ${stored});` +
          (cells.length > 0 ? `INSERT INTO "${table}" VALUES ${cells.join(', ')}` : ''),
      );
    };

    it(
      'where and extend compare as plain JavaScript does',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            rowsOf(all.length),
            fc.nat({ max: all.length - 1 }),
            fc.constantFrom(...operatorsOf(type)),
            async (rows, at, op) => {
              await fill('T', rows);
              const test = compare[op];
              const literal = valueAt(at);
              const held = (truth: (row: Row) => boolean | null) =>
                bag(rows.filter((row) => truth(row) === true).map((row) => [row.id]));
              const shown = (truth: (row: Row) => boolean | null) => bag(rows.map((row) => [row.id, truth(row)]));
              const columnsMeet = (row: Row) => test(key(row.v), key(row.w));
              const literalMeets = (row: Row) => test(key(row.v), literal.by);
              const reversed = (row: Row) => test(literal.by, key(row.v));
              expect(bag(await ask(`T | where v ${op} w | project id`)), 'columns').toEqual(held(columnsMeet));
              expect(bag(await ask(`T | project id, c = v ${op} w`)), 'columns shown').toEqual(shown(columnsMeet));
              expect(bag(await ask(`T | where v ${op} ${literal.kql} | project id`)), 'literal').toEqual(
                held(literalMeets),
              );
              expect(bag(await ask(`T | project id, c = v ${op} ${literal.kql}`)), 'literal shown').toEqual(
                shown(literalMeets),
              );
              expect(bag(await ask(`T | where ${literal.kql} ${op} v | project id`)), 'reversed').toEqual(
                held(reversed),
              );
              expect(bag(await ask(`T | where not(v ${op} w) | project id`)), 'not').toEqual(
                bag(rows.filter((row) => columnsMeet(row) === false).map((row) => [row.id])),
              );
            },
          ),
          runs,
        );
      },
      timeout,
    );

    it(
      'summarize groups by equal values, nulls in one group',
      async () => {
        await fc.assert(
          fc.asyncProperty(rowsOf(all.length), async (rows) => {
            await fill('T', rows);
            const groups = [...Map.groupBy(rows, (row) => row.v)];
            expect(bag(await ask('T | summarize n = count(), s = sum(id), d = dcount(w) by v'))).toEqual(
              bag(
                groups.map(([v, group]) => [
                  valueAt(v).cell,
                  group.length,
                  group.reduce((sum, row) => sum + row.id, 0),
                  new Set(group.map((row) => valueAt(row.w).cell).filter((cell) => cell !== null)).size,
                ]),
              ),
            );
            expect(bag(await ask('T | distinct v, w'))).toEqual([
              ...new Set(bag(rows.map((row) => [valueAt(row.v).cell, valueAt(row.w).cell]))),
            ]);
            if (type === 'string' || type === 'bool' || type === 'guid') return;
            const known = rows.map((row) => row.v).filter((v) => key(v) !== null && !Number.isNaN(key(v)));
            const ordered = known.toSorted((a, b) => before(key(a), key(b)));
            const nan = type === 'real' ? '| where not(isnan(v))' : '';
            expect(await ask(`T ${nan} | summarize min(v), max(v)`)).toEqual([
              [valueAt(ordered[0] ?? -1).cell, valueAt(ordered.at(-1) ?? -1).cell],
            ]);
          }),
          runs,
        );
      },
      timeout,
    );

    it(
      'sort and top put nulls, NaN and values where the documentation does',
      async () => {
        const orders = [
          ['asc', false, true],
          ['asc nulls last', false, false],
          ['desc', true, false],
          ['desc nulls first', true, true],
        ] as const;
        await fc.assert(
          fc.asyncProperty(rowsOf(all.length), fc.constantFrom(...orders), async (rows, [words, down, nullsFirst]) => {
            await fill('T', rows);
            const expected = sorted(rows, (row) => key(row.v), down, nullsFirst);
            const ids = (some: readonly Row[]) => some.map((row) => [row.id]);
            expect(await ask(`T | sort by v ${words}, id asc | project id`)).toEqual(ids(expected));
            const top = await ask(`T | top 3 by v ${words} | project v`);
            expect(top).toEqual(expected.slice(0, 3).map((row) => [valueAt(row.v).cell]));
          }),
          runs,
        );
      },
      timeout,
    );

    it(
      'join meets equal values, and null meets nothing',
      async () => {
        await fc.assert(
          fc.asyncProperty(rowsOf(all.length), rowsOf(all.length), async (left, right) => {
            const known = (rows: readonly Row[]) => rows.filter((row) => !Number.isNaN(key(row.v)));
            const [ls, rs] = [known(left), known(right)];
            await fill('T', ls);
            await fill('R', rs);
            const meets = (l: Row, r: Row) => key(l.v) !== null && key(l.v) === key(r.v);
            const pairs = ls.flatMap((l) => rs.filter((r) => meets(l, r)).map((r) => [l.id, r.id]));
            const alone = ls.filter((l) => !rs.some((r) => meets(l, r))).map((l) => [l.id, null]);
            const ids = '| project id, id1';
            expect(bag(await ask(`T | join kind=inner R on v ${ids}`))).toEqual(bag(pairs));
            expect(bag(await ask(`T | join kind=leftouter R on v ${ids}`))).toEqual(bag([...pairs, ...alone]));
            expect(bag(await ask('T | join kind=leftanti R on v | project id'))).toEqual(
              bag(alone.map(([id]) => [id])),
            );
          }),
          runs,
        );
      },
      timeout,
    );
  },
);

describe('rows of dynamic', () => {
  const catalog = {
    tables: [
      {
        name: 'T',
        columns: [
          { name: 'id', type: 'long' as const },
          { name: 'd', type: 'dynamic' as const },
        ],
      },
    ],
    ensureLoaded: async () => {},
    relation: (name: string) => `"${name}"`,
  };
  const ask = async (kql: string) => (await engine.run(kql, { catalog, connection })).rows();
  /** As `tostring()` gives it. */
  const textOf = (json: string | null): string => (json === null ? '' : json.startsWith('"') ? JSON.parse(json) : json);

  it(
    'are filtered, grouped and sorted by their text',
    async () => {
      const some = fc.array(fc.option(fc.constantFrom(...dynamics), { nil: null }), { maxLength: 10 });
      await fc.assert(
        fc.asyncProperty(some, async (all) => {
          const cells = all.map((json, id) => `(${id}, ${json === null ? 'NULL' : quoteText(json)})`);
          await connection.run(
            `CREATE OR REPLACE TABLE "T"(id BIGINT, d VARCHAR);${cells.length > 0 ? `INSERT INTO "T" VALUES ${cells.join(', ')}` : ''}`,
          );
          const ids = (keep: (json: string | null) => boolean) =>
            bag(all.flatMap((json, id) => (keep(json) ? [[id]] : [])));
          expect(bag(await ask('T | where isnull(d) | project id'))).toEqual(ids((json) => json === null));
          expect(bag(await ask('T | where d == "é😀" | project id'))).toEqual(ids((json) => textOf(json) === 'é😀'));
          expect(bag(await ask('T | summarize n = count() by k = tostring(d)'))).toEqual(
            bag([...Map.groupBy(all, textOf)].map(([text, group]) => [text, group.length])),
          );
          expect(await ask('T | sort by tostring(d) asc, id asc | project id')).toEqual(
            all
              .map((json, id) => ({ id, text: bytes(textOf(json)) }))
              .toSorted((a, b) => before(a.text, b.text) || a.id - b.id)
              .map(({ id }) => [id]),
          );
        }),
        runs,
      );
    },
    timeout,
  );
});
