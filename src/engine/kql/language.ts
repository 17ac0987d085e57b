import { Worker } from 'node:worker_threads';
import { aggregateEntries } from './aggregates/aggregates.ts';
import type { ClassifiedRange, Completion, Hover, SignatureHelp } from './editor/completion.ts';
import { KqlError } from './errors.ts';
import { functionEntries } from './functions/functions.ts';
import { type Support, support } from './support.ts';
import type { Analysis } from './syntax/ast.ts';
import type { KqlTable } from './types.ts';

/** What the worker does, and what it answers with. */
export type LanguageTask =
  | { readonly kind: 'analyze' | 'classify'; readonly text: string; readonly tables: readonly KqlTable[] }
  | {
      readonly kind: 'complete' | 'hover' | 'signature';
      readonly text: string;
      readonly position: number;
      readonly tables: readonly KqlTable[];
    }
  | { readonly kind: 'format'; readonly text: string };
interface LanguageValues {
  readonly analyze: Analysis;
  readonly complete: Completion;
  readonly classify: readonly ClassifiedRange[];
  readonly hover: Hover | null;
  readonly signature: SignatureHelp | null;
  readonly format: string;
}

export interface LanguageRequest {
  readonly id: number;
  /** Null gives the task up. */
  readonly task: LanguageTask | null;
}
export type LanguageReply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: string };
export interface LanguageWorkerData {
  readonly supported: Support;
  /** An example of each function and aggregate, by its name. */
  readonly examples: Readonly<Record<string, string>>;
}

const workerDataOf = (): LanguageWorkerData => ({
  supported: support(),
  examples: Object.fromEntries(
    [...functionEntries, ...aggregateEntries].flatMap(({ names, example }) =>
      names.map((name) => [
        name,
        example.startsWith(`${names[0]}(`) ? name + example.slice(names[0]?.length) : example,
      ]),
    ),
  ),
});

/** Parses, binds and serves the editor in a worker of its own. A task given up by its signal fails at once. */
export interface Language {
  ask<K extends LanguageTask['kind']>(
    task: LanguageTask & { readonly kind: K },
    signal?: AbortSignal,
  ): Promise<LanguageValues[K]>;
  close(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
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
  let closed = false;
  let lastId = 0;

  const failAll = (error: unknown) => {
    for (const request of waiting.values()) request.reject(error);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(workerUrl, { workerData: workerDataOf() });
    started.unref();
    started.on('message', (reply: LanguageReply) => {
      const request = waiting.get(reply.id);
      waiting.delete(reply.id);
      if ('value' in reply) request?.resolve(reply.value);
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
    const warmUp = { kind: 'complete', text: 'print x=1 | where x == 1', position: 18, tables: [] } as const;
    started.postMessage({ id: 0, task: warmUp } satisfies LanguageRequest);
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
    ask: <K extends LanguageTask['kind']>(task: LanguageTask & { readonly kind: K }, signal?: AbortSignal) =>
      new Promise<LanguageValues[K]>((resolve, reject) => {
        if (closed) return reject(stopped('The engine was closed.'));
        const id = ++lastId;
        worker ??= start();
        const timer = setTimeout(() => restart(stopped('The parser took too long for this query.')), timeLimit);
        const abandon = () => {
          worker?.postMessage({ id, task: null } satisfies LanguageRequest);
          settle(() => reject(new KqlError('run', 'cancelled', 'The query was cancelled.')));
        };
        const settle = (act: () => void) => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', abandon);
          waiting.delete(id);
          act();
        };
        waiting.set(id, {
          resolve: (value) => settle(() => resolve(value as LanguageValues[K])),
          reject: (error) => settle(() => reject(error)),
        });
        if (signal?.aborted) return abandon();
        signal?.addEventListener('abort', abandon, { once: true });
        worker.postMessage({ id, task } satisfies LanguageRequest);
      }),
    close: async () => {
      closed = true;
      const old = worker;
      worker = undefined;
      failAll(stopped('The engine was closed.'));
      await old?.terminate();
    },
  };
};
