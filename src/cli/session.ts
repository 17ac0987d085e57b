import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { type EngineOptions, startEngine } from '../engine/client.ts';
import type { EngineMethodName, EventPayload, Input, Output } from '../shared/contract/index.ts';
import type { Engine } from '../shared/port.ts';
import { CommandFailure, engineFailure, exitCodes } from './exitCodes.ts';
import { untilInterrupted } from './interrupt.ts';
import { productVersion } from './productVersion.ts';

/** The engine for the time of one command. */
export interface Session {
  /** The call's value; throws a CommandFailure for an error, and for a cancel. */
  call<M extends EngineMethodName>(
    method: M,
    input: Input<M>,
    onProgress?: (progress: EventPayload<'progress'>) => void,
  ): Promise<Output<M>>;
  /** As `call`, but goes through after Ctrl+C too: for closing and tidying. */
  finish<M extends EngineMethodName>(method: M, input: Input<M>): Promise<Output<M>>;
  /** As the engine answers, errors as data. */
  readonly engine: Engine;
  readonly signal: AbortSignal;
}

type MoreOfEngine = Pick<EngineOptions, 'searchFolder' | 'host'>;

function start(more: MoreOfEngine): Engine {
  return startEngine({
    serverUrl: new URL('../engine/server.ts', import.meta.url),
    resourcesFolder: fileURLToPath(new URL('../../resources/', import.meta.url)),
    productVersion: productVersion(),
    ...more,
  });
}

/** Starts the engine, runs a command with it and closes it, also where Ctrl+C ends it. */
export const withEngine = (run: (session: Session) => Promise<number>, more: MoreOfEngine = {}): Promise<number> =>
  untilInterrupted(async (signal) => {
    const engine = start(more);
    try {
      return await run(openSession(engine, signal));
    } finally {
      await engine.close();
    }
  });

function openSession(engine: Engine, signal: AbortSignal): Session {
  const settle = async <M extends EngineMethodName>(
    answered: ReturnType<typeof engine.call<M>>,
  ): Promise<Output<M>> => {
    const result = await answered;
    if (result.ok) return result.value;
    if (result.cancelled) throw new CommandFailure('Stopped.', exitCodes.cancelled);
    throw engineFailure(result.error);
  };
  return {
    engine,
    signal,
    async call(method, input, onProgress) {
      const callId = randomUUID();
      let last: EventPayload<'progress'> = { callId, text: '', done: 0, total: null };
      const unsubscribe = engine.subscribe('progress', (progress) => {
        if (progress.callId !== callId) return;
        last = progress;
        onProgress?.(progress);
      });
      const stopWaiting = engine.subscribe('source.waiting', ({ text }) => onProgress?.({ ...last, text }));
      try {
        return await settle(engine.call(method, input, { callId, signal }));
      } finally {
        unsubscribe();
        stopWaiting();
      }
    },
    finish: (method, input) => settle(engine.call(method, input)),
  };
}
