import { expect, test } from 'vitest';
import type { CaseId, Comparison } from '../../../shared/contract/index.ts';
import { listedRows } from './listedRows.ts';

const side = (exhibit: number) => ({
  caseId: '7c1a3a52-5d3c-4c55-9f0e-0d9b8f1f2a11' as CaseId,
  exhibit,
  title: 'Users',
  rowCount: 9,
  shortcomings: [],
});
const comparison: Comparison = {
  rule: { key: ['User'], values: ['Groups'] },
  before: side(1),
  after: side(2),
  counts: { added: 1, removed: 1, changed: 1, unchanged: 0 },
  added: [{ row: 4, values: { User: 'eve', Groups: 'sudo' } }],
  removed: [{ row: 7, values: { User: 'bob', Groups: '' } }],
  changed: [
    {
      before: 2,
      after: 3,
      key: { User: 'pi' },
      columns: [{ column: 'Groups', before: 'video', after: 'video;sudo', members: null }],
    },
  ],
};

test('each row stands on the side that has it, a changed one on both', () => {
  expect(listedRows(comparison, 'added').map(({ at, values }) => [at, values?.User])).toEqual([[{ after: 4 }, 'eve']]);
  expect(listedRows(comparison, 'removed').map(({ at, values }) => [at, values?.User])).toEqual([
    [{ before: 7 }, 'bob'],
  ]);
  expect(listedRows(comparison, 'changed')).toMatchObject([
    { at: { before: 2, after: 3 }, key: { User: 'pi' }, values: undefined, changes: [{ after: 'video;sudo' }] },
  ]);
});
