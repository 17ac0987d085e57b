import { describe, expect, it } from 'vitest';
import { companionCounts, countsQuery, rowsQuery } from './companionQueries.ts';

describe('companion queries', () => {
  const rows = 'T\n| extend Item="a"\n';

  it('counts the very rows that it can show', () => {
    expect(countsQuery(rows)).toMatch(/^T\n\| extend Item="a"\n\| summarize Rows=count\(\)/);
    expect(rowsQuery(rows, 'a"b')).toBe('T\n| extend Item="a"\n| where Item == "a\\"b"\n');
  });

  it('tells zero of an item without rows', () => {
    const items = [
      { id: 'a', title: 'A' },
      { id: 'b', title: 'B' },
    ];
    expect(companionCounts(items, [{ item: 'b', rows: 3 }])).toEqual([
      { item: 'b', title: 'B', rows: 3 },
      { item: 'a', title: 'A', rows: 0 },
    ]);
  });
});
