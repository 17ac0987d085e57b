import { expect, test } from 'vitest';
import { cellText, columnWidths, gridColumns, pageInput } from './gridColumns.ts';

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

test('gives columns the room that their names and first values need, within limits', () => {
  const rows = [{ row: 1, cells: ['x'.repeat(40), 7] }];
  expect(columnWidths(columns, rows)).toEqual([
    { colId: 'c0', width: 290 },
    { colId: 'c1', width: 90 },
  ]);
  expect(columnWidths(columns, [{ row: 1, cells: ['x'.repeat(4000), null] }])[0]?.width).toBe(420);
  expect(columnWidths(columns, [])[0]?.width).toBe(90);
});
