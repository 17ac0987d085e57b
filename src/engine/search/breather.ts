import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What gives the thread to other work where it has been kept for `sliceMs`. Throws where `signal` says to stop. */
export function breather(sliceMs: number, signal: AbortSignal): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < sliceMs) return;
    await nextTurn();
    signal.throwIfAborted();
    since = performance.now();
  };
}
