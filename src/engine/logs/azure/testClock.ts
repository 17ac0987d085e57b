import type { Clock } from './pace.ts';

/** A clock that goes on only when somebody sleeps on it, or when it is told to. */
export function testClock(start = Date.parse('2026-03-01T12:00:00Z')) {
  let now = start;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => now,
    async sleep(milliseconds, signal) {
      signal.throwIfAborted();
      slept.push(milliseconds);
      now += milliseconds;
    },
  };
  return {
    clock,
    slept,
    pass(milliseconds: number) {
      now += milliseconds;
    },
  };
}
