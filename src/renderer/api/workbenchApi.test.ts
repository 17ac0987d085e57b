import { expect, test } from 'vitest';
import type { CasebookBridge } from '../../shared/bridge.ts';
import { type Playbook, playbookSchema } from '../../shared/contract/index.ts';
import type { Result } from '../../shared/result.ts';
import { fakePlaybook } from './testing/fakeData.ts';
import { CallCancelled, CallFailed, createWorkbenchApi, failureIn, failureOf, type Progress } from './workbenchApi.ts';

interface PendingCall {
  readonly callId: string;
  readonly method: string;
  readonly input: unknown;
  readonly answer: (result: Result<unknown>) => void;
}

/** A bridge whose calls wait to be answered by the test; a cancelled one answers that it was. */
function heldBridge() {
  const calls: PendingCall[] = [];
  const listeners = new Set<(payload: unknown) => void>();
  const bridge: CasebookBridge = {
    invoke: (method, input, callId) =>
      new Promise((answer) => {
        calls.push({ callId, method, input, answer });
      }),
    cancel: (callId) => calls.find((call) => call.callId === callId)?.answer({ ok: false, cancelled: true }),
    subscribe(_, listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  const emit = (payload: unknown) => {
    for (const listener of listeners) listener(payload);
  };
  return { api: createWorkbenchApi(bridge), calls, emit, listeners };
}

const write = (folder: string) => ['sources.writeSample', { folder }] as const;

test('answers with what the other side answered', async () => {
  const { api, calls } = heldBridge();
  const chosen = api.call('shell.chooseFolder', { title: 'Logs' });
  expect(calls).toMatchObject([{ method: 'shell.chooseFolder', input: { title: 'Logs' } }]);
  calls[0]?.answer({ ok: true, value: { path: '/data' } });
  expect(await chosen).toEqual({ path: '/data' });
});

test('rejects with the failure that the other side answered', async () => {
  const { api, calls } = heldBridge();
  const failure = { code: 'diskFull' as const, message: 'No space is left.' };
  const rejected = api.call(...write('/data')).catch((error: unknown) => error);
  calls[0]?.answer({ ok: false, error: failure });
  expect(await rejected).toBeInstanceOf(CallFailed);
  expect(failureOf(await rejected)).toEqual(failure);
});

test('cancelling one call leaves another of the same method alone, and each hears of its own progress alone', async () => {
  const { api, calls, emit, listeners } = heldBridge();
  const stop = new AbortController();
  const seen: Progress[] = [];
  const stopped = api.call(...write('/data/a'), { signal: stop.signal, onProgress: (told) => seen.push(told) });
  const other = api.call(...write('/data/b'));
  for (const { callId } of calls) emit({ callId, text: 'Writing', done: 1, total: 2 });
  stop.abort();
  await expect(stopped).rejects.toBeInstanceOf(CallCancelled);
  calls[1]?.answer({ ok: true, value: { folder: '/data/b' } });
  expect((await other).folder).toBe('/data/b');
  expect(seen.map(({ callId }) => callId)).toEqual([calls[0]?.callId]);
  expect(listeners.size).toBe(0);
});

test('a call that is cancelled before it starts is still told so', async () => {
  const { api } = heldBridge();
  await expect(api.call(...write('/data'), { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(CallCancelled);
});

test('what is no failure of the contract is shown as unexpected', async () => {
  const unexpected = { code: 'unexpected', message: 'lost' };
  expect(failureOf(new Error('lost'))).toEqual(unexpected);
  expect(await failureIn(() => Promise.reject(new Error('lost')))).toEqual(unexpected);
  expect(await failureIn(async () => 'done')).toBeUndefined();
});

test('the playbook of the tests has the shape of the contract', () => {
  const parsed: Playbook = playbookSchema.parse(fakePlaybook);
  expect(parsed.groups).toHaveLength(1);
});
