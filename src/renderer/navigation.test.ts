import { expect, test } from 'vitest';
import type { CaseId } from '../shared/contract/index.ts';
import { navigate, type Place, startOfNavigation } from './navigation.ts';

const aCase: Place = { page: 'case', caseId: 'a' as CaseId, path: '/a.casefile' };
const source: Place = { page: 'source', source: { kind: 'local', folder: '/logs' } };

test('goes where it is told when nothing is unsaved', () => {
  const there = navigate(startOfNavigation, { type: 'go', to: source, unsaved: false });
  expect(there).toEqual({ place: source, asking: undefined });
});

test('asks before it leaves unsaved text, and stays or leaves as told', () => {
  const onCase = { place: aCase, asking: undefined };
  const asking = navigate(onCase, { type: 'go', to: { page: 'start' }, unsaved: true });
  expect(asking).toEqual({ place: aCase, asking: { page: 'start' } });
  expect(navigate(asking, { type: 'stay' })).toEqual(onCase);
  expect(navigate(asking, { type: 'leave' })).toEqual({ place: { page: 'start' }, asking: undefined });
});

test('opening the case that is open asks nothing: what is typed stays', () => {
  const again = { ...aCase };
  expect(navigate({ place: aCase, asking: undefined }, { type: 'go', to: again, unsaved: true }).place).toBe(again);
});

test('an answer to a question that was not asked changes nothing', () => {
  expect(navigate(startOfNavigation, { type: 'leave' })).toEqual(startOfNavigation);
});
