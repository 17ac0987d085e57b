import { expect, test } from 'vitest';
import type { ExhibitSummary, Playbook, QueryVariant } from '../../../shared/contract/index.ts';
import { fakePlaybook } from '../../api/testing/fakeData.ts';
import { defaultPair, proposedSide, queriesAnsweredTwice, stepsWithoutRule } from './comparableAnswers.ts';

const rule = { key: ['UserName'], values: [] };
const playbook: Playbook = {
  ...fakePlaybook,
  groups: fakePlaybook.groups.map((group) => ({
    ...group,
    steps: group.steps.map((step) =>
      step.id === 'users' && step.hardened ? { ...step, hardened: { ...step.hardened, compare: rule } } : step,
    ),
  })),
};
const answer = (number: number, stepId: string, variant: QueryVariant, more: Partial<ExhibitSummary> = {}) =>
  ({ number, stepId, variant, role: null, outcome: 'answered', verdicts: [], ...more }) as ExhibitSummary;

test('only answers of a query with a rule compare, and only from two on; failed ones, companions and parts of the window are no answers', () => {
  const exhibits = [
    answer(1, 'users', 'hardened'),
    answer(2, 'users', 'guide'),
    answer(3, 'users', 'guide'),
    answer(4, 'users', 'hardened', { outcome: 'failed' }),
    answer(5, 'users', 'hardened', { role: { role: 'recomputed', ofExhibit: 1, name: 'x' } }),
    answer(6, 'users', 'hardened', { verdicts: [{ kind: 'narrowerWindow', text: 'a part' }] }),
  ];
  expect(queriesAnsweredTwice({ playbook, exhibits })).toEqual([]);
  const [found] = queriesAnsweredTwice({ playbook, exhibits: [...exhibits, answer(7, 'users', 'hardened')] });
  expect(found?.answers.map(({ number }) => number)).toEqual([7, 1]);
});

test('the pair offered is of the query that was asked last, the older answer first', () => {
  const query = (numbers: number[]) => ({
    step: playbook.groups[0]?.steps[0] as never,
    variant: 'hardened' as const,
    answers: numbers.map((number) => answer(number, 'users', 'hardened')),
  });
  expect(defaultPair([query([8, 5, 1]), query([9, 2])])).toEqual({ before: 2, after: 9 });
  expect(defaultPair([])).toBeUndefined();
});

test('a step with a rule for one of its queries is compared', () => {
  expect(stepsWithoutRule({ playbook }).map(({ id }) => id)).not.toContain('users');
  expect(stepsWithoutRule({ playbook: fakePlaybook }).map(({ id }) => id)).toContain('users');
});

test('the case whose window ends first is proposed as the earlier one, then the one that begins first', () => {
  const own = { from: '2019-04-05T00:00:00Z', to: '2019-04-19T00:00:00Z' };
  expect(proposedSide({ from: '2019-04-05T00:00:00Z', to: '2019-04-17T00:00:00Z' }, own)).toBe('before');
  expect(proposedSide({ from: '2019-04-20T00:00:00Z', to: '2019-04-27T00:00:00Z' }, own)).toBe('after');
  expect(proposedSide({ from: '2019-04-18T00:00:00Z', to: own.to }, own)).toBe('after');
});
