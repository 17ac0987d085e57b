import { expect, it } from 'vitest';
import { readAnswer } from './readAnswer.ts';

const read = (answer: object) =>
  readAnswer({
    body: new TextEncoder().encode(JSON.stringify(answer)),
    startedAt: '2026-03-09T10:00:00Z',
    finishedAt: '2026-03-09T10:00:00Z',
    versions: {},
    unreadable: [],
  });
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
