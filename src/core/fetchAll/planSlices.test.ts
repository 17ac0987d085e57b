import { describe, expect, it } from 'vitest';
import { halves, planSlices, stepBetween, timespanOfTicks } from './planSlices.ts';

const second = 10_000_000n;
const histogram = (rows: readonly number[]) => ({
  origin: '2026-03-01T00:00:00.0000001Z',
  span: second,
  newest: `2026-03-01T00:00:0${rows.length - 1}.5Z`,
  steps: rows.map((count, step) => ({ step, rows: count })).filter((each) => each.rows > 0),
});

describe('slices', () => {
  it('hold about as many rows as they may, and cover every row without a gap', () => {
    expect(planSlices(histogram([3, 3, 0, 3, 9, 1]), 6, 1)).toEqual([
      { from: '2026-03-01T00:00:00.0000001Z', to: '2026-03-01T00:00:03.0000001Z' },
      { from: '2026-03-01T00:00:03.0000001Z', to: '2026-03-01T00:00:04.0000001Z' },
      { from: '2026-03-01T00:00:04.0000001Z', to: '2026-03-01T00:00:05.0000001Z' },
      { from: '2026-03-01T00:00:05.0000001Z', to: '2026-03-01T00:00:05.5000001Z' },
    ]);
  });

  it('are smaller where each row counted becomes several', () => {
    expect(planSlices(histogram([3, 3]), 6, 1)).toHaveLength(1);
    expect(planSlices(histogram([3, 3]), 6, 2)).toHaveLength(2);
    expect(planSlices(histogram([]), 6, 1)).toEqual([]);
  });

  it('end with the newest row, also where its step was rounded over a bound', () => {
    const rounded = { ...histogram([1, 1, 1]), newest: '2026-03-01T00:00:02Z' };
    expect(planSlices(rounded, 1, 1).at(-1)).toEqual({
      from: '2026-03-01T00:00:01.0000001Z',
      to: '2026-03-01T00:00:02.0000001Z',
    });
  });

  it('are halved down to a tick', () => {
    expect(halves({ from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00.0000003Z' })).toEqual([
      { from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00.0000001Z' },
      { from: '2026-03-01T00:00:00.0000001Z', to: '2026-03-01T00:00:00.0000003Z' },
    ]);
    expect(halves({ from: '2026-03-01T00:00:00Z', to: '2026-03-01T00:00:00.0000001Z' })).toBeUndefined();
  });

  it('count their steps in ticks', () => {
    expect(stepBetween('2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z', 500)).toBe(1n);
    expect(stepBetween('2026-03-01T00:00:00Z', '2026-03-02T00:00:00Z', 24)).toBe(36_000_000_001n);
    expect(timespanOfTicks(1n)).toBe('time(0.00:00:00.0000001)');
    expect(timespanOfTicks(2n * 864_000_000_000n + 37_230_000_000_5n / 10n)).toBe('time(2.01:02:03.0000000)');
  });
});
