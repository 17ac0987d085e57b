import { expect, test, vi } from 'vitest';
import { channels } from '../../shared/bridge.ts';
import type { Result } from '../../shared/result.ts';
import { CasebookError } from '../../shared/result.ts';
import { routeCalls } from './router.ts';
import type { ShellCall, ShellHandlers } from './shellHandlers.ts';

const pageOrigin = 'app://casebook';
const ourPage = { parent: null, origin: pageOrigin };

type Handler = (input: never, call: ShellCall) => unknown;

function router(shell: Partial<Record<keyof ShellHandlers, Handler>> = {}) {
  type Call = (event: { senderFrame: unknown }, ...parameters: unknown[]) => Promise<Result<unknown>>;
  const received = new Map<string, Call>();
  const register = (channel: string, handler: never) => void received.set(channel, handler);
  const engine = {
    forward: vi.fn(async (): Promise<Result<unknown>> => ({ ok: true, value: 'engine' })),
    cancel: vi.fn(),
  };
  routeCalls({
    ipcMain: { handle: register, on: register } as never,
    pageOrigin,
    engine,
    shell: shell as ShellHandlers,
  });
  const send = (channel: string) => (parameters: unknown[], senderFrame: unknown) =>
    received.get(channel)?.({ senderFrame }, ...parameters);
  return {
    engine,
    invoke: (method: unknown, input: unknown, callId: unknown, frame: unknown = ourPage) =>
      send(channels.invoke)([method, input, callId], frame),
    cancel: (callId: unknown, frame: unknown = ourPage) => send(channels.cancel)([callId], frame),
  };
}

test('a method that the shell does not know goes to the engine as it is', async () => {
  const { engine, invoke } = router();
  expect(await invoke('cases.get', { any: 'thing' }, 'call-1')).toEqual({ ok: true, value: 'engine' });
  expect(engine.forward).toHaveBeenCalledExactlyOnceWith('cases.get', { any: 'thing' }, 'call-1');
});

test('a method of the shell is checked and answered here', async () => {
  const { engine, invoke } = router({ 'shell.chooseCaseFile': async () => ({ path: '/a' }) });
  expect(await invoke('shell.chooseCaseFile', {}, '1')).toEqual({ ok: true, value: { path: '/a' } });
  expect(await invoke('shell.chooseCaseFile', { extra: 1 }, '2')).toMatchObject({ error: { code: 'invalidInput' } });
  expect(engine.forward).not.toHaveBeenCalled();
});

test('what a handler throws, or an answer that cannot cross, still comes back as data', async () => {
  const { invoke } = router({
    'shell.chooseCaseFile': () => ({ path: () => 'a function cannot be cloned' }),
    'shell.forgetCase': () => {
      throw new CasebookError('notWritable', 'The list could not be written.');
    },
  });
  expect(await invoke('shell.chooseCaseFile', {}, '1')).toMatchObject({ ok: false, error: { code: 'unexpected' } });
  expect(await invoke('shell.forgetCase', { path: '/a' }, '2')).toEqual({
    ok: false,
    error: { code: 'notWritable', message: 'The list could not be written.' },
  });
});

test.each([
  ['no frame', null],
  ['a frame inside our page', { parent: ourPage, origin: pageOrigin }],
  ['another origin', { parent: null, origin: 'https://example.com' }],
  ['an origin that only begins like ours', { parent: null, origin: `${pageOrigin}.example.com` }],
  ['an opaque origin', { parent: null, origin: 'null' }],
])('%s is refused', async (_name, frame) => {
  const { engine, invoke, cancel } = router();
  expect(await invoke('cases.get', {}, '1', frame)).toMatchObject({ ok: false, error: { code: 'notAllowed' } });
  cancel('1', frame);
  expect(engine.forward).not.toHaveBeenCalled();
  expect(engine.cancel).not.toHaveBeenCalled();
});

test.each([
  ['a method that is no text', [{}, {}, '1']],
  ['a method of great length', ['x'.repeat(101), {}, '1']],
  ['no call id', ['cases.get', {}, undefined]],
  ['a call id with a space', ['cases.get', {}, 'a b']],
  ['a long call id', ['cases.get', {}, 'x'.repeat(65)]],
  ['an input that is too large', ['cases.get', { text: 'x'.repeat(4_000_001) }, '1']],
  ['an input that is no plain data', ['cases.get', { at: new Date() }, '1']],
] as const)('%s is refused', async (_name, [method, input, callId]) => {
  const { engine, invoke } = router();
  expect(await invoke(method, input, callId)).toMatchObject({ ok: false, error: { code: 'invalidInput' } });
  expect(engine.forward).not.toHaveBeenCalled();
});

test('a call of the shell’s own ends when the page cancels it, and no other does', async () => {
  const signals: AbortSignal[] = [];
  const { engine, invoke, cancel } = router({
    'signIn.start': (_input, { signal }) =>
      new Promise((_, reject) => {
        signals.push(signal);
        signal.addEventListener('abort', () => reject(signal.reason));
      }),
  });
  const input = { cloud: 'public', tenant: 'plant.example', way: 'browser' };
  const first = invoke('signIn.start', input, 'first');
  void invoke('signIn.start', input, 'second');
  cancel('first');
  expect(await first).toEqual({ ok: false, cancelled: true });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  expect(engine.cancel).not.toHaveBeenCalled();
});

test('a call id names one call while it is under way, and only that can be cancelled', async () => {
  const { engine, invoke, cancel } = router();
  const answer = Promise.withResolvers<Result<unknown>>();
  engine.forward.mockReturnValueOnce(answer.promise);
  const first = invoke('cases.get', {}, 'same');
  expect(await invoke('cases.get', {}, 'same')).toMatchObject({ error: { code: 'invalidInput' } });
  cancel('other');
  cancel(['same']);
  expect(engine.cancel).not.toHaveBeenCalled();
  cancel('same');
  expect(engine.cancel).toHaveBeenCalledExactlyOnceWith('same');
  answer.resolve({ ok: false, cancelled: true });
  expect(await first).toEqual({ ok: false, cancelled: true });
  expect(await invoke('cases.get', {}, 'same')).toEqual({ ok: true, value: 'engine' });
});
