import { expect, test } from 'vitest';
import type { CaseId } from '../../../shared/contract/index.ts';
import { CallCancelled, CallFailed, type WorkbenchApi } from '../../api/workbenchApi.ts';
import { readGridPage } from './gridRows.ts';

const caseId = '7c1a3a52-5d3c-4c55-9f0e-0d9b8f1f2a11' as CaseId;
const input = { caseId, exhibit: 3, offset: 0, limit: 2 };
const profile = { profileId: 1, revision: 2, name: 'Pump' };
const page = { total: 9, rows: [4, 2].map((row) => ({ row, cells: [] })) };
const { signal } = new AbortController();

const apiWith = (marks: () => unknown): WorkbenchApi => ({
  call: async (method) => (method === 'exhibits.page' ? page : marks()) as never,
  subscribe: () => () => undefined,
});
const failing = (error: unknown) =>
  apiWith(() => {
    throw error;
  });

test('each row bears its own mark, whatever the order', async () => {
  const rows = [
    { row: 2, mark: 'new', reasons: ['r'] },
    { row: 4, mark: 'expected', reasons: [] },
  ];
  const read = await readGridPage(
    apiWith(() => ({ rows })),
    input,
    profile,
    signal,
  );
  expect(read.rows.map(({ row, judged }) => [row, judged?.mark])).toEqual([
    [4, 'expected'],
    [2, 'new'],
  ]);
  expect(read.unmarked).toBeUndefined();
});

test('without a profile nothing is judged', async () => {
  expect(await readGridPage(failing(new Error('asked')), input, undefined, signal)).toEqual({
    ...page,
    unmarked: undefined,
  });
});

test('rows whose marks cannot be had are shown, and the reason with them', async () => {
  const failure = { code: 'invalidInput', message: 'no profile' } as const;
  expect(await readGridPage(failing(new CallFailed(failure)), input, profile, signal)).toEqual({
    ...page,
    unmarked: failure,
  });
  await expect(readGridPage(failing(new CallCancelled()), input, profile, signal)).rejects.toBeInstanceOf(
    CallCancelled,
  );
});
