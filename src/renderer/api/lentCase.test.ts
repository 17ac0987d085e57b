import { expect, test } from 'vitest';
import type { CaseId, CaseView } from '../../shared/contract/index.ts';
import { withLentCase } from './lentCase.ts';
import type { WorkbenchApi } from './workbenchApi.ts';

const lentId = '7c1a3a52-5d3c-4c55-9f0e-0d9b8f1f2a11' as CaseId;

function recordingApi() {
  const calls: unknown[] = [];
  const api: WorkbenchApi = {
    call: async (method, input) => {
      calls.push([method, input]);
      return { caseId: lentId } as never;
    },
    subscribe: () => () => undefined,
  };
  return { api, calls };
}

const openAndClose = [
  ['cases.open', { path: '/b.casefile', readOnly: true }],
  ['cases.close', { caseId: lentId }],
];

test('another case is only read, and given back after the work', async () => {
  const { api, calls } = recordingApi();
  const work = async ({ caseId }: CaseView) => caseId;
  expect(await withLentCase(api, '/b.casefile', work)).toBe(lentId);
  expect(calls).toEqual(openAndClose);
});

test('it is given back when the work fails, and the failure is the work’s', async () => {
  const { api, calls } = recordingApi();
  const work = () => Promise.reject(new Error('no'));
  await expect(withLentCase(api, '/b.casefile', work)).rejects.toThrow('no');
  expect(calls).toEqual(openAndClose);
});
