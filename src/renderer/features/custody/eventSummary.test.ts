import { expect, test } from 'vitest';
import { eventSummary } from './eventSummary.ts';

test('tells what an event is about and leaves hashes to the whole detail', () => {
  expect(eventSummary('{"answerSha256":"ab","exhibit":12,"stepId":"users","kqlSha256":"cd"}')).toBe(
    'exhibit: 12, stepId: users',
  );
  expect(eventSummary('{"citations":[{"exhibit":1}],"recordSha256":"ab"}')).toBe('citations: [{"exhibit":1}]');
});

test('shows a detail as it is where it is no object', () => {
  for (const detail of ['', 'plain', '[1]', 'null', '{broken']) expect(eventSummary(detail)).toBe(detail);
});
