import { setTimeout as sleepFor } from 'node:timers/promises';

/** What the service grants whoever asks: requests at once, and requests begun within a span of time. */
export interface PaceLimits {
  readonly atOnce: number;
  readonly inSpan: number;
  /** Milliseconds. */
  readonly span: number;
}

/** The documented limits of the query API for one user, or one address. */
const serviceLimits: PaceLimits = { atOnce: 5, inSpan: 200, span: 30_000 };

/** Time as the pace sees it; a test gives its own. */
export interface Clock {
  now(): number;
  sleep(milliseconds: number, signal: AbortSignal): Promise<void>;
}

export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) => sleepFor(milliseconds, undefined, { signal }),
};

/** Runs work within the limits, in the order in which it was asked for; what is cancelled while it waits gives up its place. */
export type Pace = <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;

export function createPace(limits: PaceLimits = serviceLimits, clock: Clock = realClock): Pace {
  let begun: number[] = [];
  let running = 0;
  let freed: PromiseWithResolvers<void> = Promise.withResolvers();
  let last: Promise<unknown> = Promise.resolve();

  const enter = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const now = clock.now();
      begun = begun.filter((at) => at > now - limits.span);
      const [first] = begun;
      if (running >= limits.atOnce) await unlessAborted(freed.promise, signal);
      else if (first !== undefined && begun.length >= limits.inSpan)
        await clock.sleep(first + limits.span - now, signal);
      else break;
    }
    running += 1;
    begun.push(clock.now());
  };

  const leave = () => {
    running -= 1;
    const { resolve } = freed;
    freed = Promise.withResolvers();
    resolve();
  };

  return async (work, signal) => {
    const entered = last.then(() => enter(signal));
    last = entered.catch(() => undefined);
    await entered;
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

async function unlessAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
