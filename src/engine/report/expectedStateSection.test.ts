import { expect, test } from 'vitest';
import type { Output } from '../../shared/contract/index.ts';
import { expectedStateSection } from './expectedStateSection.ts';

const check = (rows: number): Output<'profiles.check'> => ({
  profile: {
    profileId: 2,
    revision: 5,
    name: 'Pump',
    deviceModel: 'P-100',
    content: { version: 1 },
    createdAt: '2026-11-24T06:00:00Z',
    revisedAt: '2026-11-24T06:30:00Z',
    actor: 'A. Examiner',
  },
  steps: [
    {
      stepId: 'ports',
      exhibit: 7,
      title: 'Open ports',
      counts: { expected: 1200, unexpected: 1, new: rows - 1, notCovered: 3 },
      rows: Array.from({ length: rows }, (_, index) => ({
        row: index + 1,
        mark: index === 0 ? ('unexpected' as const) : ('new' as const),
        reasons: ['A.', 'B.'],
      })),
      shortcomings: ['Cut at 64 MB.'],
    },
  ],
  unanswered: ['users', 'gone'],
});

test('says which revision of which profile judged, and names each row that it does not expect', () => {
  const section = expectedStateSection({
    kind: 'checked',
    check: check(3),
    titles: new Map([['users', 'Users']]),
    others: 1,
  });
  expect(section.facts.map(({ value }) => value)).toEqual([
    '2: Pump',
    '5, by A. Examiner, 2026-11-24 06:30:00 UTC',
    'P-100',
  ]);
  expect(section.lead).toContain('1 row unexpected');
  expect(section.lead).toContain('2 new');
  expect(section.steps).toEqual([
    { title: 'Open ports', exhibit: 7, unexpected: '1', new: '2', expected: '1,200', notCovered: '3' },
  ]);
  expect(section.marked[0]?.rows.map(({ row, mark, reasons }) => [row, mark.text, reasons])).toEqual([
    [1, 'Unexpected', 'A.\nB.'],
    [2, 'New', 'A.\nB.'],
    [3, 'New', 'A.\nB.'],
  ]);
  expect(section.marked[0]?.leftOut).toBeNull();
  expect(section.remarks).toEqual([
    'Exhibit 7 may lack rows, which were not judged: Cut at 64 MB.',
    'Not judged, since their hardened query has no answer: Users, gone.',
    'The case has 1 profile more; the one that was added last judged.',
  ]);
});

test('counts the rows that it does not list', () => {
  const [marked] = expectedStateSection({ kind: 'checked', check: check(250), titles: new Map(), others: 0 }).marked;
  expect(marked?.rows).toHaveLength(100);
  expect(marked?.leftOut).toContain('150 more rows of exhibit 7 left out');
});

test('says why nothing was judged', () => {
  const nothing = { ...check(1), steps: [] };
  expect(expectedStateSection({ kind: 'checked', check: nothing, titles: new Map(), others: 0 }).lead).toContain(
    'judged nothing',
  );
  expect(expectedStateSection({ kind: 'none' }).lead).toContain('has no profile');
  expect(expectedStateSection({ kind: 'refused', message: 'It is of version 9.' }).lead).toContain(
    'It is of version 9.',
  );
});
