import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { endCleanly } from './endCleanly.ts';

class FakeApp extends EventEmitter {
  readonly exit = vi.fn();
  willQuit() {
    const preventDefault = vi.fn();
    this.emit('will-quit', { preventDefault });
    return preventDefault;
  }
}

test('the app waits for its cases to be closed, once, then ends', async () => {
  const app = new FakeApp();
  const closed = Promise.withResolvers<void>();
  const finish = vi.fn(() => closed.promise);
  endCleanly(app as never, finish);
  expect(app.willQuit()).toHaveBeenCalledOnce();
  expect(app.willQuit()).toHaveBeenCalledOnce();
  expect(app.exit).not.toHaveBeenCalled();
  closed.resolve();
  await vi.waitFor(() => expect(app.exit).toHaveBeenCalledExactlyOnceWith(0));
  expect(finish).toHaveBeenCalledOnce();
});

test('an engine that never answers does not keep the app alive for ever', () => {
  vi.useFakeTimers();
  const app = new FakeApp();
  endCleanly(app as never, () => new Promise(() => {}));
  app.willQuit();
  return vi.advanceTimersByTimeAsync(10_000).then(() => {
    vi.useRealTimers();
    expect(app.exit).toHaveBeenCalledOnce();
  });
});
