import { expect, test } from 'vitest';
import { cellText, gridColumns, pageInput } from './gridColumns.ts';

const columns = [
  { name: 'a.b', type: 'string' },
  { name: 'n', type: 'long' },
];

test('shows cells exactly as they were answered', () => {
  expect(['9223372036854775807', 0.1, true, '', null, undefined].map(cellText)).toEqual([
    '9223372036854775807',
    '0.1',
    'true',
    '',
    'null',
    '',
  ]);
});

test('columns are known by position, as names may hold any character', () => {
  const ids = gridColumns(columns, { number: 'n', null: 'x', rowNumber: 'r' }).map(({ colId }) => colId);
  expect(ids).toEqual(['row', 'c0', 'c1']);
});

test('says what the grid asks for in the words of the contract', () => {
  const request = {
    startRow: 200,
    endRow: 400,
    sortModel: [{ colId: 'c1', sort: 'desc' }],
    filterModel: { c0: { type: 'contains', filter: '50%_' }, c1: { type: 'contains', filter: '' } },
  };
  expect(pageInput(request, columns)).toEqual({
    offset: 200,
    limit: 200,
    sort: { column: 'n', descending: true },
    filter: { 'a.b': '50%_' },
  });
  expect(pageInput({ startRow: 0, endRow: 200, sortModel: [], filterModel: {} }, columns)).toEqual({
    offset: 0,
    limit: 200,
  });
});
