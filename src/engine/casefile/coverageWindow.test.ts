import { expect, test } from 'vitest';
import { coverageWindow } from './coverageWindow.ts';

const table = (from: string, to: string) => ({
  name: 'SecurityAlert',
  files: [],
  columns: [],
  rowCount: 1,
  badLineCount: 0,
  badLines: [],
  coverage: { from, to },
});

test('the window holds the oldest and the newest row of all tables, to the second', () => {
  const tables = [
    table('2026-03-01T10:00:00.9999999Z', '2026-03-02T00:00:00Z'),
    table('2026-03-01T11:00:00Z', '2026-03-02T23:59:59.0000001Z'),
    { ...table('', ''), coverage: null },
  ];
  expect(coverageWindow(tables)).toEqual({ from: '2026-03-01T10:00:00Z', to: '2026-03-03T00:00:00Z' });
});

test('a newest row on a whole second is inside', () => {
  expect(coverageWindow([table('2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z')])).toEqual({
    from: '2026-03-01T10:00:00Z',
    to: '2026-03-01T10:00:01Z',
  });
});

test('without a time there is no window', () => {
  expect(coverageWindow([{ ...table('', ''), coverage: null }])).toBeUndefined();
});
