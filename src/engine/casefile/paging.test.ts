import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Column } from '../../core/kqlText/kqlTypes.ts';
import type { CaseFile } from './caseFile.ts';
import { createCaseRegistry } from './caseRegistry.ts';
import { answerBody, testCapture, testFacts, testFolder } from './testCase.ts';

const place = testFolder();
let file: CaseFile;
const columns: readonly Column[] = [
  { name: 'Name', type: 'string' },
  { name: 'Count', type: 'long' },
  { name: 'Score', type: 'real' },
  { name: 'Took', type: 'timespan' },
  { name: 'Price', type: 'decimal' },
  { name: 'Local', type: 'bool' },
  { name: 'At', type: 'datetime' },
];
const rows = `[
  ["b%_x", 10, 1.5, "00:00:10", "10.5", true, "2026-01-01T00:00:00.5Z"],
  ["A", 9, "NaN", "1.00:00:00", "9.75", false, "2026-01-01T00:00:00Z"],
  ["ä", null, "-Infinity", "-00:00:01", null, null, null],
  ["a\\u0000b", 9007199254740993, "Infinity", null, "-1", true, "2025-12-31T23:59:59.9999999Z"],
  ["Z", 9007199254740992, null, "00:00:09.5", "100", false, "2026-01-01T00:00:00.0000001Z"]
]`;
beforeAll(async () => {
  file = createCaseRegistry('0.1.0').create(place.at('a.casefile'), testFacts);
  await file.addExhibit(testCapture(answerBody(columns, rows)));
  const many = Array.from({ length: 1000 }, (_, n) => [
    `user ${n % 7}`,
    (n * 7919) % 1000,
    n / 3,
    null,
    null,
    null,
    null,
  ]);
  await file.addExhibit(testCapture(answerBody(columns, JSON.stringify(many))));
});
afterAll(() => {
  file.close();
  place.remove();
});

const order = (column: string, descending = false) =>
  file.page({ exhibit: 1, offset: 0, limit: 10, sort: { column, descending } }).rows.map(({ row }) => row);
const found = (filter: Record<string, string>) =>
  file.page({ exhibit: 1, offset: 0, limit: 10, filter }).rows.map(({ row }) => row);

test('columns sort as KQL sorts their type, null first ascending and last descending', () => {
  expect(order('Name')).toEqual([2, 5, 4, 1, 3]);
  expect(order('Count')).toEqual([3, 2, 1, 5, 4]);
  expect(order('Count', true)).toEqual([4, 5, 1, 2, 3]);
  expect(order('Score')).toEqual([5, 2, 3, 1, 4]);
  expect(order('Score', true)).toEqual([4, 1, 3, 2, 5]);
  expect(order('Took')).toEqual([4, 3, 5, 1, 2]);
  expect(order('Price')).toEqual([3, 4, 2, 1, 5]);
  expect(order('At')).toEqual([3, 4, 2, 5, 1]);
});

test('a filter finds text whatever its case, and nothing in it is a pattern', () => {
  expect(found({ Name: 'a' })).toEqual([2, 4]);
  expect(found({ Name: 'Ä' })).toEqual([3]);
  expect(found({ Name: '%_' })).toEqual([1]);
  expect(found({ Name: "'; DROP TABLE exhibits; --" })).toEqual([]);
  expect(found({ Count: '900719925474099' })).toEqual([4, 5]);
  expect(found({ Local: 'TRUE' })).toEqual([1, 4]);
  expect(found({ Score: 'infinity' })).toEqual([3, 4]);
  expect(found({ Score: '1.5' })).toEqual([1]);
  expect(found({ Name: 'a', Local: 'false' })).toEqual([2]);
  expect(found({ Name: '' })).toEqual([1, 2, 3, 4, 5]);
});

test('deep pages of a sorted, filtered exhibit follow each other, also after many other views', () => {
  const page = (offset: number) =>
    file.page({
      exhibit: 2,
      offset,
      limit: 40,
      sort: { column: 'Count', descending: false },
      filter: { Name: 'user 3' },
    });
  const expected = Array.from({ length: 1000 }, (_, n) => ({ n: n + 1, count: (n * 7919) % 1000, user: n % 7 }))
    .filter(({ user }) => user === 3)
    .sort((a, b) => a.count - b.count || a.n - b.n)
    .map(({ n }) => n);
  const pages = [0, 40, 80, 120, 160].flatMap((offset) => {
    for (let other = 0; other < 12; other += 1) found({ Name: `${offset}-${other}` });
    return page(offset).rows.map(({ row }) => row);
  });
  expect(page(0).total).toBe(expected.length);
  expect(pages).toEqual(expected);
  expect(page(10_000)).toEqual({ total: expected.length, rows: [] });
});

test('the top rows are those with which the whole order begins', () => {
  for (const [exhibit, limit] of [
    [1, 3],
    [2, 1000],
  ] as const) {
    for (const { name } of columns) {
      for (const descending of [false, true]) {
        const sort = { column: name, descending };
        const top = file.page({ exhibit, offset: 1, limit: limit - 1, sort });
        const whole = file.page({ exhibit, offset: 0, limit: 5000, sort });
        expect(top).toEqual({ total: whole.total, rows: whole.rows.slice(1, limit) });
      }
    }
  }
});

test('only columns of the exhibit can be named', () => {
  expect(() => order('c0; DROP TABLE r1')).toThrow('Exhibit 1 has no column "c0; DROP TABLE r1". It has: Name, Count');
});
