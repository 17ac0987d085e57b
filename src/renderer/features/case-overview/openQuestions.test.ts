import { expect, it } from 'vitest';
import type { Answer } from '../../../shared/contract/index.ts';
import { fakePlaybook } from '../../api/testing/fakeData.ts';
import { isOpen, questionsOf } from './openQuestions.ts';

const answered = (value: Answer['value']): Answer => ({
  ...{ questionId: 'users-1', value, reason: '', citations: [], limitation: null },
  ...{ answeredAt: '2026-03-16T09:00:00Z', actor: 'r.moss', revision: 1 },
});
const asked = (answers: readonly Answer[]) => questionsOf({ playbook: fakePlaybook, answers: [...answers] });

it('a question is open until it is answered, and again once its answer is taken back', () => {
  expect(asked([])).toMatchObject([{ step: { id: 'users' }, question: { id: 'users-1' }, answer: undefined }]);
  expect(asked([]).map(isOpen)).toEqual([true]);
  expect(asked([answered('unknown')]).map(isOpen)).toEqual([false]);
  expect(asked([answered('notAnswered')]).map(isOpen)).toEqual([true]);
});
