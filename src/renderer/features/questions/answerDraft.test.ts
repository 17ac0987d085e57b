import { expect, test } from 'vitest';
import { cite, draftOf, sameAnswer, uncite } from './answerDraft.ts';

const empty = draftOf(undefined);

test('starts from no answer', () => {
  expect(empty).toEqual({ value: 'notAnswered', reason: '', citations: [], limitation: '' });
});

test('cites rows once, in the order of exhibits and rows', () => {
  const cited = cite(cite(empty, 3, [12, 2]), 1, [5, 5]);
  expect(cite(cited, 3, [2]).citations).toEqual([
    { exhibit: 1, row: 5 },
    { exhibit: 3, row: 2 },
    { exhibit: 3, row: 12 },
  ]);
});

test('takes a citation back', () => {
  const cited = cite(empty, 3, [2, 12]);
  expect(uncite(cited, { exhibit: 3, row: 2 }).citations).toEqual([{ exhibit: 3, row: 12 }]);
});

test('knows a change from none', () => {
  const cited = cite(empty, 3, [2]);
  expect(sameAnswer(cited, cite(empty, 3, [2]))).toBe(true);
  expect(sameAnswer(cited, cite(empty, 3, [4]))).toBe(false);
  expect(sameAnswer(cited, { ...cited, reason: 'because' })).toBe(false);
  expect(sameAnswer(cited, { ...cited, value: 'unknown' })).toBe(false);
  expect(sameAnswer(cited, { ...cited, limitation: 'two days only' })).toBe(false);
});
