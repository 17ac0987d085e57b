import { eventNames } from '../../shared/bridge.ts';
import type { EventName } from '../../shared/contract/index.ts';
import type { Engine } from '../../shared/port.ts';

export interface EngineHost extends Pick<Engine, 'forward' | 'cancel'> {
  /** Closes every case file. Later calls are answered `engineStopped`. */
  close(): Promise<void>;
}

/**
 * Keeps one engine running. When its thread dies, the calls under way end as `engineStopped`, the window is told, and the
 * next call starts a new engine: a thread that dies at once cannot restart itself in a loop.
 */
export function engineHost(start: () => Engine, announce: (name: EventName, payload: unknown) => void): EngineHost {
  let closing = false;
  let current: Engine | undefined = launch();

  function launch(): Engine {
    const engine = start();
    for (const name of eventNames) engine.subscribe(name, (payload) => announce(name, payload));
    void engine.ended.then((error) => {
      if (closing || current !== engine) return;
      current = undefined;
      announce('engine.stopped', {
        message: `The engine stopped${error ? `: ${error.message}` : ''}. Saved work is safe; open the case again.`,
      });
    });
    return engine;
  }

  return {
    async forward(method, input, callId) {
      if (closing) return { ok: false, error: { code: 'engineStopped', message: 'Casebook is closing.' } };
      current ??= launch();
      return current.forward(method, input, callId);
    },
    cancel: (callId) => current?.cancel(callId),
    async close() {
      closing = true;
      await current?.close();
    },
  };
}
