import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startEngine } from '../../engine/client.ts';
import { engineHost } from './engineHost.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'casebook-engine-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A real thread that answers `echo`, dies of `die`, falls silent on `hang`. */
const server = `
  import { parentPort } from 'node:worker_threads';
  parentPort.on('message', ({ type, callId, method, input }) => {
    if (type === 'close') process.exit(0);
    if (method === 'die') throw new Error('out of paper');
    if (method === 'leave') process.exit(0);
    if (method === 'echo') {
      parentPort.postMessage({ type: 'event', name: 'progress', payload: { callId, text: '', done: 1, total: null } });
      parentPort.postMessage({ type: 'result', callId, result: { ok: true, value: input } });
    }
  });
`;

async function hosted() {
  const file = join(folder, 'server.mjs');
  await writeFile(file, server);
  const started = vi.fn(() =>
    startEngine({ serverUrl: pathToFileURL(file), resourcesFolder: folder, productVersion: '0' }),
  );
  const told: [string, unknown][] = [];
  return { host: engineHost(started, (name, payload) => told.push([name, payload])), started, told };
}

test('calls go through, and the engine’s events are told', async () => {
  const { host, told } = await hosted();
  expect(await host.forward('echo', { a: 1 }, 'one')).toEqual({ ok: true, value: { a: 1 } });
  expect(told).toEqual([['progress', { callId: 'one', text: '', done: 1, total: null }]]);
  await host.close();
});

test.each(['die', 'leave'])(
  'when the thread is gone (%s), calls under way end, the window is told, the next call starts it again',
  async (death) => {
    const { host, started, told } = await hosted();
    const waiting = host.forward('hang', {}, 'one');
    const fatal = host.forward(death, {}, 'two');
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'engineStopped' } });
    expect(await fatal).toMatchObject({ ok: false, error: { code: 'engineStopped' } });
    await vi.waitFor(() => expect(told.map(([name]) => name)).toEqual(['engine.stopped']));
    expect(started).toHaveBeenCalledTimes(1);
    expect(await host.forward('echo', 7, 'three')).toEqual({ ok: true, value: 7 });
    expect(started).toHaveBeenCalledTimes(2);
    await host.close();
  },
);

test('a close is an end, not a death: nothing is told and nothing starts again', async () => {
  const { host, started, told } = await hosted();
  await host.forward('echo', 1, 'one');
  await host.close();
  expect(await host.forward('echo', 1, 'two')).toMatchObject({ ok: false, error: { code: 'engineStopped' } });
  expect(told.map(([name]) => name)).toEqual(['progress']);
  expect(started).toHaveBeenCalledOnce();
});
