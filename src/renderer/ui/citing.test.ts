import { expect, it } from 'vitest';
import { sameRows, withoutRow, withRows } from './citing.ts';

const cited = [
  { exhibit: 2, row: 9 },
  { exhibit: 4, row: 1 },
];

it('adds rows in order, each once', () => {
  expect(withRows(cited, 2, [10, 9, 3])).toEqual([
    { exhibit: 2, row: 3 },
    { exhibit: 2, row: 9 },
    { exhibit: 2, row: 10 },
    { exhibit: 4, row: 1 },
  ]);
});

it('removes one row of one exhibit', () => {
  expect(withoutRow(cited, { exhibit: 2, row: 9 })).toEqual([{ exhibit: 4, row: 1 }]);
  expect(withoutRow(cited, { exhibit: 4, row: 9 })).toEqual(cited);
});

it('tells the same rows from others', () => {
  expect(sameRows(cited, [...cited])).toBe(true);
  expect(sameRows(cited, cited.slice(1))).toBe(false);
  expect(sameRows([{ exhibit: 1, row: 12 }], [{ exhibit: 11, row: 2 }])).toBe(false);
});
