import { Worker } from 'node:worker_threads';
import { KqlError } from './errors.ts';
import type { Analysis } from './syntax/ast.ts';
import type { KqlTable } from './types.ts';

export interface LanguageRequest {
  readonly id: number;
  readonly text: string;
  readonly tables: readonly KqlTable[];
}
export type LanguageReply =
  | { readonly id: number; readonly analysis: Analysis }
  | { readonly id: number; readonly failure: string };

/** Parses and binds in a worker of its own. */
export interface Language {
  analyze(text: string, tables: readonly KqlTable[], signal?: AbortSignal): Promise<Analysis>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(analysis: Analysis): void;
  reject(error: unknown): void;
}

const stopped = (why: string) => new KqlError('run', 'language', why, { help: 'Try again.' });

/**
 * Starts the language worker and warms it in the background. A request that takes longer than `timeLimit` milliseconds fails, and
 * the worker is started anew, as it is when it ends by itself; requests under way then fail and later ones are served.
 */
export const startLanguage = (workerUrl: URL, timeLimit: number): Language => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  const failAll = (error: unknown) => {
    for (const request of waiting.values()) request.reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(workerUrl);
    started.unref();
    started.on('message', (reply: LanguageReply) => {
      const request = waiting.get(reply.id);
      waiting.delete(reply.id);
      if ('analysis' in reply) request?.resolve(reply.analysis);
      else request?.reject(new KqlError('run', 'language', `The parser failed: ${reply.failure}`));
    });
    const ended = (error: unknown) => {
      if (worker !== started) return;
      worker = undefined;
      failAll(error);
    };
    started.on('error', (cause) =>
      ended(stopped(`The parser stopped: ${cause instanceof Error ? cause.message : cause}`)),
    );
    started.on('exit', () => ended(stopped('The parser stopped.')));
    started.postMessage({ id: 0, text: 'print x=1 | where x == 1', tables: [] } satisfies LanguageRequest);
    return started;
  };
  const restart = (error: unknown) => {
    const old = worker;
    worker = undefined;
    failAll(error);
    void old?.terminate();
  };
  worker = start();

  return {
    analyze: (text, tables, signal) =>
      new Promise<Analysis>((resolve, reject) => {
        const id = ++lastId;
        worker ??= start();
        const timer = setTimeout(() => restart(stopped('The parser took too long for this query.')), timeLimit);
        const abandon = () => settle(() => reject(new KqlError('run', 'cancelled', 'The query was cancelled.')));
        const settle = (act: () => void) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abandon);
          waiting.delete(id);
          act();
        };
        waiting.set(id, {
          resolve: (analysis) => settle(() => resolve(analysis)),
          reject: (error) => settle(() => reject(error)),
        });
        if (signal?.aborted) return abandon();
        signal?.addEventListener('abort', abandon, { once: true });
        worker.postMessage({ id, text, tables } satisfies LanguageRequest);
      }),
    close: async () => {
      const old = worker;
      worker = undefined;
      failAll(stopped('The engine was closed.'));
      await old?.terminate();
    },
  };
};
