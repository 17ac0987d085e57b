import { afterEach, describe, expect, it } from 'vitest';
import { type Language, startLanguage } from './language.ts';

/** A worker that answers a text with itself, and hangs, fails or ends when the text says so. */
const obedient = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ id, task }) => {
      if (task === null) return;
      if (task.text === 'hang') for (;;) ;
      if (task.text === 'wait') return;
      if (task.text === 'throw') throw new Error('broken');
      if (task.text === 'exit') process.exit(3);
      parentPort.postMessage(task.text === 'fail' ? { id, failure: 'too deep' } : { id, value: task.text });
    });`)}`,
);

let language: Language;
const started = (timeLimit = 60_000) => {
  language = startLanguage(obedient, timeLimit);
  return (text: string, signal?: AbortSignal) => language.ask({ kind: 'format', text }, signal);
};
afterEach(() => language.close());

describe('the language worker', () => {
  it('answers each question with its own answer', async () => {
    const ask = started();
    expect(await Promise.all(['a', 'b', 'c'].map((text) => ask(text)))).toEqual(['a', 'b', 'c']);
  });

  it('tells that the parser failed, and goes on', async () => {
    const ask = started();
    await expect(ask('fail')).rejects.toMatchObject({
      kind: 'run',
      code: 'language',
      message: expect.stringContaining('too deep'),
    });
    expect(await ask('next')).toBe('next');
  });

  it.each(['throw', 'exit'])('starts anew after a worker that ends by «%s»', async (text) => {
    const ask = started();
    const [ended, waiting] = await Promise.allSettled([ask(text), ask('wait')]);
    expect(ended).toMatchObject({ status: 'rejected', reason: { code: 'language', help: 'Try again.' } });
    expect(waiting).toMatchObject({ status: 'rejected', reason: { code: 'language' } });
    expect(await ask('next')).toBe('next');
  });

  it('ends a worker that takes too long, and starts anew', async () => {
    const ask = started(3_000);
    await expect(ask('hang')).rejects.toMatchObject({ code: 'language', message: expect.stringContaining('too long') });
    expect(await ask('next')).toBe('next');
  });

  it('gives a question up at once when it is cancelled, before or while it is asked', async () => {
    const ask = started();
    const controller = new AbortController();
    const asked = ask('wait', controller.signal);
    controller.abort();
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    await expect(ask('a', AbortSignal.abort())).rejects.toMatchObject({ code: 'cancelled' });
    expect(await ask('next')).toBe('next');
  });

  it('fails what waits when it is closed, and whatever comes later', async () => {
    const ask = started();
    const asked = expect(ask('wait')).rejects.toMatchObject({ message: 'The engine was closed.' });
    await language.close();
    await asked;
    await expect(ask('later')).rejects.toMatchObject({ message: 'The engine was closed.' });
    await language.close();
  });
});
