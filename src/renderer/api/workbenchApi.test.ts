import { expect, test } from 'vitest';
import type { Playbook } from '../../shared/contract/index.ts';
import { createFakeBridge } from './testing/fakeBridge.ts';
import { fakePlaybook } from './testing/fakeData.ts';
import { CallCancelled, CallFailed, createWorkbenchApi, failureOf, type Progress } from './workbenchApi.ts';

const create = {
  path: '/c/a.casefile',
  source: { kind: 'local' as const, folder: '/data' },
  deviceId: 'pump-07',
  hubName: 'plant',
};

test('answers with what the other side answered', async () => {
  const api = createWorkbenchApi(createFakeBridge());
  const view = await api.call('cases.create', create);
  const ran = await api.call('exhibits.runAll', { caseId: view.caseId });
  expect(ran.exhibits.map(({ stepId, variant }) => `${stepId}/${variant}`)).toEqual([
    'users/guide',
    'users/hardened',
    'ports/hardened',
  ]);
  const page = await api.call('exhibits.page', {
    caseId: view.caseId,
    exhibit: 1,
    offset: 0,
    limit: 2,
    sort: { column: 'Attempts', descending: true },
  });
  expect(page.total).toBe(37);
  expect(page.rows.map(({ row }) => row)).toEqual([4, 37]);
});

test('rejects with the failure that the other side answered', async () => {
  const failure = { code: 'diskFull' as const, message: 'No space is left.' };
  const api = createWorkbenchApi(createFakeBridge({ failing: { 'cases.create': failure } }));
  const rejected = await api.call('cases.create', create).catch((error: unknown) => error);
  expect(rejected).toBeInstanceOf(CallFailed);
  expect(failureOf(rejected)).toEqual(failure);
});

test('cancelling one call leaves another of the same method alone', async () => {
  const api = createWorkbenchApi(createFakeBridge({ pace: 5 }));
  const stop = new AbortController();
  const seen: Progress[] = [];
  const stopped = api.call(
    'sources.writeSample',
    { folder: '/data/a' },
    { signal: stop.signal, onProgress: (progress) => seen.push(progress) },
  );
  const other = api.call('sources.writeSample', { folder: '/data/b' });
  stop.abort();
  await expect(stopped).rejects.toBeInstanceOf(CallCancelled);
  expect((await other).folder).toBe('/data/b');
  expect(new Set(seen.map(({ callId }) => callId)).size).toBe(1);
});

test('a call that is cancelled before it starts is still told so', async () => {
  const api = createWorkbenchApi(createFakeBridge());
  await expect(
    api.call('sources.writeSample', { folder: '/data/a' }, { signal: AbortSignal.abort() }),
  ).rejects.toBeInstanceOf(CallCancelled);
});

test('what is no failure of the contract is shown as unexpected', () => {
  expect(failureOf(new Error('lost'))).toEqual({ code: 'unexpected', message: 'lost' });
});

test('the playbook of the tests has the shape of the contract', async () => {
  const { playbookSchema } = await import('../../shared/contract/index.ts');
  const parsed: Playbook = playbookSchema.parse(fakePlaybook);
  expect(parsed.groups).toHaveLength(1);
});
