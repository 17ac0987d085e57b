import { expect, it } from 'vitest';
import { createPace } from './pace.ts';
import { testClock } from './testClock.ts';

const limits = { atOnce: 2, inSpan: 3, span: 30_000 };
const { signal } = new AbortController();
/** Lets everything that can go on go on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

it('begins no more at once than is allowed, and the rest in the order in which it was asked for', async () => {
  const pace = createPace({ ...limits, inSpan: 100 }, testClock().clock);
  const begun: number[] = [];
  const held = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const all = held.map(({ promise }, number) =>
    pace(async () => {
      begun.push(number);
      await promise;
      return number;
    }, signal),
  );
  await settle();
  expect(begun).toEqual([0, 1]);
  held[1]?.resolve();
  await settle();
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of held) resolve();
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

it('waits until the span has passed where it holds all that are allowed', async () => {
  const { clock, slept, pass } = testClock();
  const pace = createPace({ ...limits, atOnce: 100 }, clock);
  await pace(async () => undefined, signal);
  pass(10_000);
  for (let count = 0; count < 2; count += 1) await pace(async () => undefined, signal);
  expect(slept).toEqual([]);
  await pace(async () => undefined, signal);
  expect(slept).toEqual([20_000]);
  await pace(async () => undefined, signal);
  expect(slept).toEqual([20_000, 10_000]);
});

it('gives up the place of what is cancelled or fails, and goes on', async () => {
  const pace = createPace({ ...limits, atOnce: 1, inSpan: 100 }, testClock().clock);
  const held = Promise.withResolvers<void>();
  const first = pace(() => held.promise.then(() => Promise.reject(new Error('failed'))), signal);
  const stop = new AbortController();
  const second = pace(async () => 'second', stop.signal);
  const third = pace(async () => 'third', signal);
  await settle();
  stop.abort(new Error('stopped'));
  await expect(second).rejects.toThrow('stopped');
  held.resolve();
  await expect(first).rejects.toThrow('failed');
  expect(await third).toBe('third');
});
