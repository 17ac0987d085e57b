import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testSources } from '../../../../test/support/logSources.ts';

const { openFiles, query } = testSources();

interface Row {
  id: number;
  text: string;
  long: bigint;
  real: number;
  flag: boolean;
  ticks: number;
  bag: unknown;
}

const character = fc.constantFrom(
  'a',
  'Z',
  '0',
  '7',
  ' ',
  ',',
  '"',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '{',
  '[',
  'ü',
  '🎈',
  '\u2028',
  'null',
  '.',
);
const row: fc.Arbitrary<Row> = fc.record({
  id: fc.constant(0),
  text: fc.string({ unit: character, maxLength: 12 }),
  long: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  real: fc.double({ noNaN: true, noDefaultInfinity: true }),
  flag: fc.boolean(),
  ticks: fc.integer({ min: 0, max: 9_999_999 }),
  bag: fc.dictionary(
    fc.string({ unit: character, minLength: 1, maxLength: 3 }),
    fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.string({ unit: character })),
  ),
});

const time = ({ ticks }: Row) => `2019-04-18T12:04:31.${String(ticks).padStart(7, '0')}Z`;

/** The suffixes of a custom table make the types; `at` and `bag` are left to their values. */
const json = (r: Row) =>
  `{"id":${r.id},"text_s":${JSON.stringify(r.text)},"whole":${r.long},"real_d":${JSON.stringify(r.real)},"flag_b":${r.flag},"at_t":"${time(r)}","bag":${JSON.stringify(r.bag)}}`;
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
/** A whole number of more digits than a long has would make its column text, so that no digit is lost. */
const realText = (real: number) => (Number.isInteger(real) ? real.toExponential() : String(real));
const csv = (rows: readonly Row[]) =>
  `id,text_s,whole,real_d,flag_b,at_t,bag\r\n${rows
    .map((r) =>
      [
        String(r.id),
        quoted(r.text),
        String(r.long),
        quoted(realText(r.real)),
        String(r.flag),
        time(r),
        quoted(JSON.stringify(r.bag)),
      ].join(','),
    )
    .join('\r\n')}`;

const cells = (r: Row, bag: string) => [r.text, String(r.long), r.real === 0 ? 0 : r.real, r.flag, time(r), bag];
const kql = (table: string) =>
  `${table} | order by id asc | project text_s, tostring(whole), real_d, flag_b, at_t, tostring(bag)`;

describe('rows written by anyone', () => {
  it('come back exactly from NDJSON, from an array and from CSV', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 6 }), async (made) => {
        const rows = made.map((r, id) => ({ ...r, id }));
        const lines = rows.map(json);
        const source = await openFiles({
          'Lines_CL.ndjson': lines.join('\n'),
          'List_CL.json': `[${lines.join(',\n')}]`,
          'Sheet_CL.csv': csv(rows),
        });
        const fromJson = rows.map((r) =>
          cells(r, Object.keys(r.bag as object).length === 0 ? '{}' : JSON.stringify(r.bag)),
        );
        for (const table of ['Lines_CL', 'List_CL', 'Sheet_CL']) {
          const found = (await query(source, kql(table))).rows.map((found) =>
            found.map((cell) => (Object.is(cell, -0) ? 0 : cell)),
          );
          expect(found, table).toEqual(fromJson);
        }
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });
});
