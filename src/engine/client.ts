import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { EngineMethodName, EventName, EventPayload, Input, Output } from '../shared/contract/index.ts';
import type { Host } from '../shared/host.ts';
import type { Engine, FromEngine, ToEngine } from '../shared/port.ts';
import type { Result } from '../shared/result.ts';
import { answerEngine, hostWithoutSignIn } from './answerEngine.ts';

/** Facts that only the caller knows; the engine knows nothing of Electron or of where it is installed. */
export interface EngineOptions {
  /** The module that runs the engine: `server.ts` in the source tree, its bundle in the app. */
  readonly serverUrl: URL;
  /** The folder with playbooks and report templates. */
  readonly resourcesFolder: string;
  readonly productVersion: string;
  /** The folder of the search index, which is derived from the cases; without it the index is in memory. */
  readonly searchFolder?: string;
  /** The module of the language worker; without it the engine takes the one beside its own source. */
  readonly languageWorkerUrl?: URL;
  /** Roots of trust beside the runtime's own, PEM, where the runtime cannot be told of them itself. */
  readonly extraRoots?: string;
  /** Who answers the engine's questions about clouds and tokens; without it nobody is signed in anywhere. */
  readonly host?: Host;
}

const stopped: Result<never> = {
  ok: false,
  error: { code: 'engineStopped', message: 'The engine stopped before it could answer.' },
};

/** Starts the engine in a thread of its own and speaks to it over its port. */
export function startEngine(options: EngineOptions): Engine {
  const worker = new Worker(options.serverUrl, {
    workerData: {
      resourcesFolder: options.resourcesFolder,
      productVersion: options.productVersion,
      languageWorkerUrl: options.languageWorkerUrl?.href,
      searchFolder: options.searchFolder,
      extraRoots: options.extraRoots,
    },
  });
  const pending = new Map<string, (result: Result<unknown>) => void>();
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const send = (message: ToEngine) => worker.postMessage(message);
  const questions = answerEngine(options.host ?? hostWithoutSignIn, send);
  let crash: Error | undefined;
  let gone = false;
  const ended = new Promise<Error | undefined>((resolve) => {
    worker.once('exit', () => {
      gone = true;
      questions.dropAll();
      for (const settle of pending.values()) {
        settle(
          crash
            ? { ok: false, error: { code: 'engineStopped', message: `The engine stopped: ${crash.message}` } }
            : stopped,
        );
      }
      pending.clear();
      resolve(crash);
    });
  });
  worker.on('error', (error) => {
    crash = error instanceof Error ? error : new Error(String(error));
  });
  worker.on('message', (message: FromEngine) => {
    if (message.type === 'result') {
      pending.get(message.callId)?.(message.result);
      pending.delete(message.callId);
    } else if (message.type === 'event') {
      for (const listener of listeners.get(message.name) ?? []) listener(message.payload as never);
    } else if (message.type === 'ask') {
      void questions.take(message);
    } else if (message.type === 'askEnded') {
      questions.drop(message.askId);
    }
  });
  const forward = (method: string, input: unknown, callId: string) =>
    new Promise<Result<unknown>>((resolve) => {
      if (gone || crash) return resolve(stopped);
      pending.set(callId, resolve);
      send({ type: 'call', callId, method, input });
    });
  const cancel = (callId: string) => send({ type: 'cancel', callId });

  return {
    forward,
    cancel,
    async call<M extends EngineMethodName>(
      method: M,
      input: Input<M>,
      { callId = randomUUID(), signal }: { callId?: string; signal?: AbortSignal } = {},
    ) {
      const onAbort = () => cancel(callId);
      signal?.addEventListener('abort', onAbort, { once: true });
      try {
        const answered = forward(method, input, callId);
        if (signal?.aborted) cancel(callId);
        return (await answered) as Result<Output<M>>;
      } finally {
        signal?.removeEventListener('abort', onAbort);
      }
    },
    subscribe<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void) {
      const set = listeners.get(name) ?? new Set();
      listeners.set(name, set);
      set.add(listener as (payload: never) => void);
      return () => set.delete(listener as (payload: never) => void);
    },
    async close() {
      send({ type: 'close' });
      await ended;
    },
    ended,
  };
}
