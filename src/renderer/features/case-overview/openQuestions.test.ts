import { expect, it } from 'vitest';
import { createFakeBridge } from '../../api/testing/fakeBridge.ts';
import { createWorkbenchApi } from '../../api/workbenchApi.ts';
import { isOpen, questionsOf } from './openQuestions.ts';

it('a question is open until it is answered, and again once its answer is taken back', async () => {
  const api = createWorkbenchApi(createFakeBridge());
  const { caseId } = await api.call('cases.open', { path: '/c/a.casefile' });
  const put = (value: 'unknown' | 'notAnswered') =>
    api.call('answers.put', { caseId, questionId: 'users-1', value, reason: '', citations: [] });
  const asked = async () => questionsOf(await api.call('cases.get', { caseId }));

  const [first] = await asked();
  expect(first).toMatchObject({ step: { id: 'users' }, question: { id: 'users-1' }, answer: undefined });
  expect((await asked()).map(isOpen)).toEqual([true]);
  await put('unknown');
  expect((await asked()).map(isOpen)).toEqual([false]);
  await put('notAnswered');
  expect((await asked()).map(isOpen)).toEqual([true]);
});
