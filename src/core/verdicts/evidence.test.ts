import { describe, expect, it } from 'vitest';
import { type EvidenceExhibit, evidenceGaps } from './evidence.ts';

const exhibit = (number: number, more: Partial<EvidenceExhibit> = {}, kind: 'complete' | 'setCapped' = 'complete') => ({
  number,
  stepId: 'logins',
  variant: 'hardened',
  role: null,
  verdicts: [{ kind, text: '' }],
  ...more,
});
const gapsOf = (exhibits: readonly EvidenceExhibit[], cited: number[] = []) =>
  evidenceGaps('logins', exhibits, cited).map(({ exhibit: number, verdicts }) => [
    number,
    ...verdicts.map((v) => v.kind),
  ]);

describe('evidenceGaps', () => {
  it('finds none in complete evidence, and a step that never ran', () => {
    expect(gapsOf([exhibit(1)])).toEqual([]);
    expect(gapsOf([exhibit(1, { stepId: 'users' })])).toEqual([[null, 'neverRun']]);
  });

  it('looks at the newest run of each query, whatever came before', () => {
    expect(gapsOf([exhibit(1, {}, 'setCapped'), exhibit(2)])).toEqual([]);
    expect(gapsOf([exhibit(1), exhibit(2, {}, 'setCapped'), exhibit(3, { variant: 'guide' }, 'setCapped')])).toEqual([
      [2, 'setCapped'],
      [3, 'setCapped'],
    ]);
  });

  it('looks at what is cited, and at recounts that differ, but not at companions', () => {
    const role = (name: string) => ({ role: name, ofExhibit: 1 });
    const all = [
      exhibit(1),
      exhibit(2, { stepId: 'users' }, 'setCapped'),
      exhibit(3, { role: role('companion') }, 'setCapped'),
      exhibit(4, { stepId: null, role: role('recomputed') }, 'setCapped'),
    ];
    expect(gapsOf(all)).toEqual([[4, 'setCapped']]);
    expect(gapsOf(all, [2])).toEqual([
      [2, 'setCapped'],
      [4, 'setCapped'],
    ]);
  });

  it('does not take a part of the window for the step’s answer, and looks at it where it is cited', () => {
    const part = exhibit(2, { verdicts: [{ kind: 'narrowerWindow', text: '' }] });
    expect(gapsOf([exhibit(1, {}, 'setCapped'), part])).toEqual([[1, 'setCapped']]);
    expect(gapsOf([exhibit(1), part])).toEqual([]);
    expect(gapsOf([exhibit(1), part], [2])).toEqual([[2, 'narrowerWindow']]);
    expect(gapsOf([part])).toEqual([[null, 'neverRun']]);
  });

  it('asks a companion alone to be no evidence of its step', () => {
    expect(gapsOf([exhibit(1, { role: { role: 'companion', ofExhibit: null } })])).toEqual([[null, 'neverRun']]);
  });
});
