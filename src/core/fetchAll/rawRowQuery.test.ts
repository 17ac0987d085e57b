import { describe, expect, it } from 'vitest';
import { rawRowQuery } from './rawRowQuery.ts';

const read = (kql: string) => {
  const parts = rawRowQuery(kql);
  if (!parts.ok) throw new Error(parts.reason);
  return parts.value;
};
const reasonFor = (kql: string) => {
  const parts = rawRowQuery(kql);
  return parts.ok ? 'none' : parts.reason;
};

describe('a query of raw rows', () => {
  const kql = `let device = "pump|07; x"; // who
SecurityIoTRawEvent
| where DeviceId == device // only it
| where RawEventName in ("Login", "Process")
| extend d=parse_json(EventDetails)
| project TimeGenerated, d
| order by TimeGenerated asc`;

  it('is counted without its order, and sliced at its table', () => {
    const parts = read(kql);
    const begin = 'let device = "pump|07; x";\nSecurityIoTRawEvent';
    const filters = '\n| where DeviceId == device\n| where RawEventName in ("Login", "Process")';
    const rest = '\n| extend d=parse_json(EventDetails)\n| project TimeGenerated, d';
    expect(parts.count).toBe(`${begin}${filters}${rest}\n| summarize Rows=count()`);
    expect(parts.extent).toMatch(/RawEventName in \("Login", "Process"\)\n\| summarize Rows=count\(\), Oldest=min/);
    expect(parts.slice({ from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00.0000001Z' })).toBe(
      `${begin}\n| where TimeGenerated >= datetime(2026-03-01T00:00:00Z) and TimeGenerated < datetime(2026-03-02T00:00:00.0000001Z)${filters}${rest}\n| order by TimeGenerated asc`,
    );
    expect(parts.slice(null)).toContain(`${begin}\n| where isnull(TimeGenerated)\n| where`);
  });

  it.each([
    ['T', false],
    ['T | order by TimeGenerated', true],
    ['T | sort by TimeGenerated desc', true],
    ['T | order by TimeGenerated asc', false],
    ['T | mv-expand x | project-away y', false],
    ['let n = -1.5; let t = datetime(2026-03-01); T | where TimeGenerated == t and a > n', false],
  ])('may be %s; newest first: %s', (text, newestFirst) => {
    expect(read(text).newestFirst).toBe(newestFirst);
  });

  it.each([
    ['T | summarize count()', '“summarize count()” does not work on each row'],
    ['T | where a > 1 | top 5 by b', '“top 5 by b” does not work'],
    ['T | take 5', 'take 5'],
    ['T | distinct a', 'distinct a'],
    ['T | join kind=inner (U) on a', 'join kind=inner (U) on a'],
    ['T | mv-apply x on (take 1)', 'mv-apply'],
    ['T | serialize', 'serialize'],
    ['T | union U', 'union U'],
    ['union T, U', 'does not begin with the name of one table'],
    ['range x from 1 to 5 step 1', 'does not begin with the name of one table'],
    ['let T = U | take 5; T', '“let T = U | take 5” is not a name for one value'],
    ['let f = (x: long) { x }; T', 'is not a name for one value'],
    ['let T = 1; T', 'does not begin with the name of one table'],
    ['T | where TimeGenerated > ago(1d)', 'ago gives something else each time'],
    ['T | extend r=rand()', 'rand gives something else'],
    ['T | extend n=row_number()', 'row_number gives'],
    ['T | order by a', 'orders its rows by something else'],
    ['T | order by TimeGenerated asc, a', 'orders its rows by something else'],
    ['T | order by TimeGenerated asc | extend n=1', 'goes on after that'],
    ['T | extend TimeGenerated = now1', 'gives TimeGenerated another meaning'],
    ['T | project TimeGenerated=Other', 'gives TimeGenerated another meaning'],
    ['', 'does not begin with the name of one table'],
  ])('is not %s', (text, reason) => {
    expect(reasonFor(text)).toContain(reason);
  });

  it('is told from another by the beginning of what stands in the way', () => {
    const long = `T | summarize Rows=count(),\n    ${'Newest=max(TimeGenerated), '.repeat(5)} by DeviceId`;
    expect(reasonFor(long)).toBe(
      '“summarize Rows=count(), Newest=max(TimeGenerated), Newest=ma…” does not work on each row by itself',
    );
  });

  it('may compare TimeGenerated and name the operators in its texts', () => {
    expect(read('T | where TimeGenerated == datetime(2026-03-01) and a == "x | summarize; take"').newestFirst).toBe(
      false,
    );
  });
});
