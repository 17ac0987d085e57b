import { expect, test } from 'vitest';
import { wholeRows } from './wholeRows.ts';

test.each([
  ['', false, 'at most 500,000 rows'],
  ['SecurityAlert | where AlertSeverity == "High"', true, 'compared with the count'],
  ['SecurityAlert | summarize count()', false, '“summarize count()” does not work on each row by itself.'],
  ['exhibit(1)', false, 'it does not begin with the name of one table.'],
])('%j: %s', (kql, possible, text) => {
  expect(wholeRows(kql)).toEqual({ possible, text: expect.stringContaining(text) });
});
