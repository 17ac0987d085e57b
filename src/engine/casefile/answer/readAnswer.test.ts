import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Column, KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { createCaseRegistry } from '../caseRegistry.ts';
import { answerBody, testCapture, testFacts, testFolder } from '../testCase.ts';
import { verifyCase } from '../verifyCase.ts';
import { readAnswer } from './readAnswer.ts';
import { storageType } from './storedCell.ts';

const place = testFolder();
afterAll(() => place.remove());

/** A cell as an answer writes it (JSON text), and as it must be shown. */
interface Sample {
  readonly json: string;
  readonly shown: unknown;
}
const quoted = (text: string): Sample => ({ json: JSON.stringify(text), shown: text });
const whole = (least: bigint, most: bigint) =>
  fc.bigInt({ min: least, max: most }).map((value): Sample => {
    const shown = Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    return { json: String(value), shown };
  });
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const date = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59Z'),
  noInvalidDate: true,
});

const samples: Readonly<Record<KqlType, fc.Arbitrary<Sample>>> = {
  bool: fc.boolean().map((value) => ({ json: String(value), shown: value })),
  int: whole(-(2n ** 31n), 2n ** 31n - 1n),
  long: fc.oneof(whole(-(2n ** 63n), 2n ** 63n - 1n), whole(-9n, 9n), whole(2n ** 53n - 2n, 2n ** 53n + 2n)),
  real: fc.oneof(
    fc
      .double({ noNaN: true, noDefaultInfinity: true })
      .map((value) => ({ json: JSON.stringify(value), shown: value + 0 })),
    fc.constantFrom('NaN', 'Infinity', '-Infinity').map(quoted),
  ),
  decimal: fc.oneof(
    fc.tuple(fc.bigInt(), fc.bigInt({ min: 0n, max: 10n ** 20n })).map(([a, b]) => quoted(`${a}.${b}`)),
    fc.bigInt({ min: 0n, max: 10n ** 33n }).map((value) => ({ json: `${value}.10`, shown: `${value}.10` })),
  ),
  string: fc.oneof(text, fc.string({ unit: 'binary-ascii' })).map(quoted),
  datetime: fc
    .tuple(date, fc.integer({ min: 0, max: 9999 }))
    .map(([at, ticks]) => quoted(at.toISOString().replace('Z', `${String(ticks).padStart(4, '0')}Z`))),
  timespan: fc.integer({ min: 0, max: 23 }).map((hour) => quoted(`-3.${String(hour).padStart(2, '0')}:00:01.0000001`)),
  guid: fc.uuid().map(quoted),
  dynamic: fc.json().map(quoted),
};

const table = fc
  .array(fc.constantFrom(...(Object.keys(storageType) as KqlType[])), { minLength: 1, maxLength: 8 })
  .chain((types) =>
    fc.record({
      types: fc.constant(types),
      rows: fc.array(fc.tuple(...types.map((type) => fc.option(samples[type], { freq: 8 }))), { maxLength: 40 }),
    }),
  );

test('random answers come back as they were, cell for cell, and verify', { timeout: 60_000 }, async () => {
  let made = 0;
  await fc.assert(
    fc.asyncProperty(table, async ({ types, rows }) => {
      made += 1;
      const columns = types.map((type, at): Column => ({ name: `Column ${at}`, type }));
      const json = rows.map((row) => `[${row.map((cell) => cell?.json ?? 'null').join(', ')}]`).join(',');
      const file = createCaseRegistry('0.1.0').create(place.at(`${made}.casefile`), testFacts);
      const body = answerBody(columns, `[${json}]`);
      const exhibit = await file.addExhibit(testCapture(body));
      expect(exhibit.error).toBeNull();
      const page = file.page({ exhibit: 1, offset: 0, limit: 100 });
      expect(page.total).toBe(rows.length);
      expect(page.rows.map(({ cells }) => cells)).toEqual(
        rows.map((row) => row.map((cell) => (cell === null ? null : cell.shown))),
      );
      expect(Buffer.from(file.rawAnswer(1)).equals(body)).toBe(true);
      file.close();
      expect(verifyCase(file.path).problems).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

const rowsOf = (type: KqlType, json: string) => readAnswer(answerBody([{ name: 'c', type }], json)).rows;

test('numbers are read from their source text where a double would change them', () => {
  expect(rowsOf('long', '[[9007199254740993],[-9223372036854775808],[1.0],["12"]]')).toEqual([
    [9007199254740993n],
    [-9223372036854775808n],
    [1],
    [12],
  ]);
  expect(rowsOf('decimal', '[[0.10],["1.50"],[123456789012345678901234567890]]')).toEqual([
    ['0.10'],
    ['1.50'],
    ['123456789012345678901234567890'],
  ]);
  expect(rowsOf('dynamic', '[[{"id":9007199254740993}],[[1.50]],["{\\"a\\": 1}"],[7]]')).toEqual([
    ['{"id":9007199254740993}'],
    ['[1.50]'],
    ['{"a": 1}'],
    ['7'],
  ]);
  expect(rowsOf('datetime', '[["2026-01-01T00:00:00Z"],["2026-01-01T00:00:00.12Z"]]')).toEqual([
    ['2026-01-01T00:00:00.0000000Z'],
    ['2026-01-01T00:00:00.1200000Z'],
  ]);
});

test('text that is not Unicode is replaced and counted', () => {
  const { rows, replacedCells } = readAnswer(answerBody([{ name: 'c', type: 'string' }], '[["a\\ud800b"],["ok"]]'));
  expect({ rows, replacedCells }).toEqual({ rows: [['a\ufffdb'], ['ok']], replacedCells: 1 });
});

test.each([
  ['int', '[[2147483648]]', 'row 1, column c: 2147483648 is not a int'],
  ['long', '[[9223372036854775808]]', 'row 1, column c: 9223372036854775808 is not a long'],
  ['long', '[[1.5]]', 'row 1, column c: 1.5 is not a long'],
  ['bool', '[["yes"]]', 'row 1, column c: "yes" is not a bool'],
  ['datetime', '[["yesterday"]]', 'row 1, column c: "yesterday" is not a datetime'],
  ['string', '[["a"],[1]]', 'row 2, column c: 1 is not a string'],
  ['string', '[["a","b"]]', 'row 1 does not have 1 cells'],
  ['string', '{}', 'its table has no rows array'],
] as const)('%s %s is refused by name', (type, json, message) => {
  expect(() => rowsOf(type, json)).toThrow(message);
});

test.each([
  ['{"tables":[]}', 'it has no table'],
  ['{"tables":[{"columns":[{"name":"a","type":"uint"}],"rows":[]}]}', 'its columns are not understood'],
  ['nonsense', 'it is not JSON'],
])('%s is not an answer', (body, message) => {
  expect(() => readAnswer(new TextEncoder().encode(body))).toThrow(message);
});

test('bytes that are not UTF-8, and more columns than a table can have, are refused', () => {
  expect(() => readAnswer(Uint8Array.of(0xff, 0xfe))).toThrow('it is not UTF-8 text');
  const many = Array.from({ length: 2000 }, (_, at): Column => ({ name: `c${at}`, type: 'string' }));
  expect(() => readAnswer(answerBody(many, '[]'))).toThrow('its columns are not understood');
});
