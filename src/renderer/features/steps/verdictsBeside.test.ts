import { expect, test } from 'vitest';
import { verdictsBeside } from './verdictsBeside.ts';

const message = 'This account may not query plant-logs. Ask its owner for the role Log Analytics Reader.';
const beside = (text: string) =>
  verdictsBeside({ verdicts: [{ kind: 'failed', text }], error: { code: 'accessDenied', message } })[0]?.text;

test('the message that stands below is not repeated beside the verdict', () => {
  expect(beside(`The query gave no answer: ${message}`)).toBe('The query gave no answer.');
  expect(beside(`${message} This is not an empty answer: turn collection on.`)).toBe(
    'This is not an empty answer: turn collection on.',
  );
  expect(beside('Another reason.')).toBe('Another reason.');
});

test('the verdicts on an answer stand as they are', () => {
  const verdicts = [{ kind: 'complete', text: 'Every row was read.' } as const];
  expect(verdictsBeside({ verdicts, error: null })).toEqual(verdicts);
});
