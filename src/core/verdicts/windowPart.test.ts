import { describe, expect, it } from 'vitest';
import type { VerdictKind } from './verdict.ts';
import {
  isStepPart,
  isWholeRun,
  judgeWindow,
  liesWithin,
  partsInForce,
  uncovered,
  wholeAnswers,
} from './windowPart.ts';

const window = { from: '2026-03-01T00:00:00Z', to: '2026-03-09T00:00:00.0000001Z' };
const between = (from: string, to: string) => ({ from: `2026-03-${from}T00:00:00Z`, to: `2026-03-${to}T00:00:00Z` });
const run = (number: number, kind: VerdictKind, more: object = {}) => ({
  number,
  stepId: 'logins',
  variant: 'hardened',
  role: null,
  outcome: kind === 'failed' ? 'failed' : 'answered',
  verdicts: [{ kind, text: '' }],
  window,
  ...more,
});

describe('a part of a window', () => {
  it('is told from the whole to the tick', () => {
    expect(judgeWindow(window, window)).toEqual([]);
    expect(judgeWindow({ ...window, to: '2026-03-09T00:00:00Z' }, window)).toMatchObject([{ kind: 'narrowerWindow' }]);
    expect(judgeWindow(between('02', '05'), window)[0]?.text).toContain(
      'Asked for 2026-03-02 00:00:00 UTC to 2026-03-05 00:00:00 UTC alone, a part of the case’s window 2026-03-01',
    );
    expect(liesWithin({ from: '2026-03-01T00:00:00.0Z', to: '2026-03-09T00:00:00Z' }, window)).toBe(true);
    expect(liesWithin({ ...window, to: '2026-03-09T00:00:00.0000002Z' }, window)).toBe(false);
  });

  it('is one of a step alone: what the examiner asks answers itself', () => {
    expect(isStepPart(run(1, 'narrowerWindow'))).toBe(true);
    expect(isStepPart(run(1, 'narrowerWindow', { stepId: null }))).toBe(false);
    expect(isStepPart(run(1, 'complete'))).toBe(false);
  });

  it('leaves the whole answers of a query to be told apart, without what is kept beside them', () => {
    const runs = [
      run(1, 'failed'),
      run(2, 'narrowerWindow'),
      run(3, 'truncated'),
      run(4, 'complete', { role: {} }),
      run(5, 'complete', { variant: 'guide' }),
      run(6, 'complete', { stepId: null, variant: 'adhoc' }),
    ];
    expect(runs.filter(isWholeRun).map(({ number }) => number)).toEqual([1, 3, 5, 6]);
    expect(wholeAnswers('logins', 'hardened', runs).map(({ number }) => number)).toEqual([3]);
  });

  it('counts until the whole is answered', () => {
    const numbers = (runs: readonly ReturnType<typeof run>[]) =>
      partsInForce('logins', 'hardened', runs).map(({ number }) => number);
    const failedAndParts = [run(1, 'failed'), run(2, 'narrowerWindow'), run(3, 'narrowerWindow')];
    expect(numbers(failedAndParts)).toEqual([2, 3]);
    expect(numbers([...failedAndParts, run(4, 'failed'), run(5, 'truncated')])).toEqual([2, 3]);
    expect(numbers([...failedAndParts, run(4, 'setCapped'), run(5, 'narrowerWindow')])).toEqual([5]);
    expect(numbers([run(1, 'narrowerWindow', { variant: 'guide' }), run(2, 'narrowerWindow', { role: {} })])).toEqual(
      [],
    );
  });
});

describe('what answers leave open of a window', () => {
  const answered = (from: string, to: string, kind: VerdictKind = 'narrowerWindow') =>
    run(1, kind, { window: between(from, to) });

  it('is nothing where they meet or overlap, whatever their order', () => {
    expect(uncovered(between('01', '09'), [answered('05', '09'), answered('01', '04'), answered('03', '05')])).toEqual(
      [],
    );
  });

  it('are the gaps before, between and after them', () => {
    expect(uncovered(between('01', '09'), [answered('02', '03'), answered('05', '06')])).toEqual([
      between('01', '02'),
      between('03', '05'),
      between('06', '09'),
    ]);
    expect(uncovered(window, [answered('01', '09')])).toEqual([{ from: '2026-03-09T00:00:00Z', to: window.to }]);
  });

  it('is all where the answers failed or were cut', () => {
    const all = between('01', '09');
    for (const kind of ['failed', 'truncated', 'partial'] as const)
      expect(uncovered(all, [answered('01', '09', kind)])).toEqual([all]);
  });
});
