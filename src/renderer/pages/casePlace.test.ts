import { expect, test } from 'vitest';
import { casePageAfter, startOfCase } from './casePlace.ts';

const onUsers = casePageAfter(startOfCase, { type: 'go', place: { kind: 'step', stepId: 'users' } });

test('a citation leads to its step, query, exhibit and row', () => {
  const there = casePageAfter(startOfCase, {
    type: 'cited',
    exhibit: { number: 3, stepId: 'users', variant: 'guide', role: null },
    row: 12,
  });
  expect(there).toEqual({
    place: { kind: 'step', stepId: 'users' },
    variant: 'guide',
    exhibit: 3,
    goTo: { row: 12 },
    selection: undefined,
  });
});

test('asking for the same row again is a new wish', () => {
  const event = {
    type: 'cited',
    exhibit: { number: 3, stepId: 'users', variant: 'guide', role: null },
    row: 12,
  } as const;
  const once = casePageAfter(startOfCase, event);
  expect(casePageAfter(once, event).goTo).not.toBe(once.goTo);
});

test('an own query is shown at its own place', () => {
  const event = { type: 'cited', exhibit: { number: 9, stepId: null, variant: 'adhoc', role: null }, row: 1 } as const;
  expect(casePageAfter(startOfCase, event).place).toEqual({ kind: 'ownQuery', exhibit: 9 });
});

test('rows that a query leaves out are shown at their own place, not among the step’s answers', () => {
  const role = { role: 'companion', ofExhibit: 1, name: 'left-out/a' };
  const event = { type: 'cited', exhibit: { number: 9, stepId: 'users', variant: 'guide', role }, row: 1 } as const;
  expect(casePageAfter(startOfCase, event).place).toEqual({ kind: 'ownQuery', exhibit: 9 });
});

test('rows stay selected while their exhibit is shown, and no longer', () => {
  const selected = casePageAfter(onUsers, { type: 'select', exhibit: 3, rows: [1, 2] });
  const cited = {
    type: 'cited',
    exhibit: { number: 3, stepId: 'users', variant: 'hardened', role: null },
    row: 1,
  } as const;
  expect(casePageAfter(selected, cited).selection).toEqual({ exhibit: 3, rows: [1, 2] });
  expect(casePageAfter(selected, { type: 'variant', variant: 'guide' }).selection).toBeUndefined();
  expect(casePageAfter(selected, { type: 'exhibit', exhibit: 1 }).selection).toBeUndefined();
  expect(casePageAfter(selected, { type: 'go', place: { kind: 'notes' } }).selection).toBeUndefined();
});

test('a query asked again shows its new exhibit in place of the old one, and disturbs nobody who has gone on', () => {
  const onOwn = casePageAfter(startOfCase, { type: 'go', place: { kind: 'ownQuery', exhibit: 4 } });
  const event = { type: 'askedAgain', of: 4, exhibit: 5 } as const;
  expect(casePageAfter(onOwn, event).place).toEqual({ kind: 'ownQuery', exhibit: 5 });
  expect(casePageAfter(onUsers, event)).toBe(onUsers);
});
