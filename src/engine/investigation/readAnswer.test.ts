import { expect, it } from 'vitest';
import type { RawAnswer } from '../logs/logSource.ts';
import { readAnswer, readForVerdicts } from './readAnswer.ts';

const answerOf = (answer: object): RawAnswer => ({
  body: new TextEncoder().encode(JSON.stringify(answer)),
  startedAt: '2026-03-09T10:00:00Z',
  finishedAt: '2026-03-09T10:00:00Z',
  versions: {},
  unreadable: [],
});
const read = (answer: object) => readAnswer(answerOf(answer));
const tables = [{ name: 'PrimaryResult', columns: [{ name: 'x', type: 'long' }], rows: [[1]] }];

it('tells the tables that access left out, wherever the service names them', () => {
  const permissions = {
    dataSources: [{ resourceId: '/x', denyTables: ['SecurityAlert'] }],
    resources: [{ dataSources: [{ denyTables: ['SecurityIoTRawEvent'] }, { denyTables: [] }] }],
  };
  expect(read({ tables, permissions }).denied).toEqual(['SecurityAlert', 'SecurityIoTRawEvent']);
  expect(read({ tables }).denied).toEqual([]);
});

it('hands over the service’s own word on a partial answer', () => {
  expect(read({ tables, error: { code: 'PartialError' } }).error).toBe('{"code":"PartialError"}');
  expect(read({ tables }).error).toBeUndefined();
});

it('leaves the rows unread where no verdict looks at them, and tells all else', () => {
  const answer = { tables, error: { code: 'PartialError' }, permissions: { denyTables: ['SecurityAlert'] } };
  const plain = readForVerdicts(answerOf(answer), 'T | project x');
  expect(plain).toEqual({ ...readAnswer(answerOf(answer)), rows: [] });
  expect(readForVerdicts(answerOf(answer), 'T | summarize x=make_set(y)').rows).toEqual([[1]]);
  expect(() => readForVerdicts(answerOf({ tables: [] }), 'T')).toThrow();
});
