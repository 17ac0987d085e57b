import type { DuckDBConnection } from '@duckdb/node-api';
import { answerOf } from './answer.ts';
import { type Compiled, type CompileInput, compileQuery, refuseErrors } from './compile.ts';
import type { ClassifiedRange, Completion, Hover, SignatureHelp } from './editor/completion.ts';
import { problemsOf, type QueryProblem } from './editor/diagnose.ts';
import { isReadable } from './editor/place.ts';
import { KqlError } from './errors.ts';
import { registerJsFunctions } from './jsFunctions.ts';
import { type Language, startLanguage } from './language.ts';
import { NeedsProbe, type ProbeRow } from './plan/scope.ts';
import { unixEpochTicks } from './storage.ts';
import type { Analysis } from './syntax/ast.ts';
import type { Catalog, KqlAnswer, KqlTable, RunOptions } from './types.ts';
import { parseDatetime } from './values/datetime.ts';

export interface KqlEngine {
  /** The syntax tree, the diagnostics and the columns of a query; never throws for a faulty query. */
  analyze(kql: string, tables: readonly KqlTable[], signal?: AbortSignal): Promise<Analysis>;
  /** Throws the KqlError that `run` would throw before it reads any row. */
  check(kql: string, catalog: Pick<Catalog, 'tables' | 'relation'>): Promise<void>;
  /** The SQL of a query. Refuses one whose plan depends on data. */
  compile(
    kql: string,
    catalog: Pick<Catalog, 'tables' | 'relation'>,
    options?: Pick<RunOptions, 'window' | 'now'>,
  ): Promise<Compiled>;
  /** Runs a query. Fails with a KqlError, or with the error of the catalog. */
  run(kql: string, options: RunOptions): Promise<KqlAnswer>;
  /** What may be written at a position of a query, in UTF-16 units, of what this engine supports. */
  complete(kql: string, position: number, tables: readonly KqlTable[], signal?: AbortSignal): Promise<Completion>;
  /** What the name at a position is, with its type or signature. */
  hover(kql: string, position: number, tables: readonly KqlTable[], signal?: AbortSignal): Promise<Hover | null>;
  /** The call that a position stands in, with the parameter there; null outside of calls. */
  signature(
    kql: string,
    position: number,
    tables: readonly KqlTable[],
    signal?: AbortSignal,
  ): Promise<SignatureHelp | null>;
  /** The stretches of a text to colour, in order; none in a text that is too long to be read while someone types. */
  classify(kql: string, tables: readonly KqlTable[], signal?: AbortSignal): Promise<readonly ClassifiedRange[]>;
  /**
   * Everything that is wrong with a query as far as it can be told before any row is read: what the parser and the binder say, and
   * where they find no error what this engine refuses. Undefined for a text that is too long to be read while someone types.
   */
  diagnose(
    kql: string,
    catalog: Pick<Catalog, 'tables' | 'relation'>,
    signal?: AbortSignal,
  ): Promise<readonly QueryProblem[] | undefined>;
  /** The query laid out with one operator a line; the text as it is when it has errors of syntax. */
  format(kql: string, signal?: AbortSignal): Promise<string>;
  /** Stops the language worker. */
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Where `language.worker` is, when it is not beside this file. */
  readonly languageWorkerUrl?: URL | undefined;
  /** Milliseconds that the parser may take for one query; 30,000 when absent. */
  readonly parseTimeLimit?: number | undefined;
}

const currentTicks = (now: string | undefined): bigint => {
  if (now === undefined) return unixEpochTicks + BigInt(Date.now()) * 10_000n;
  const ticks = parseDatetime(now);
  if (ticks === null) throw new KqlError('run', 'now', `${now} is not a time`);
  return ticks;
};

/** Milliseconds that a stopped query waits for the database, which does not stop within one row. */
const patience = 100;

/** Stops a query on the caller's signal or when its time is over. */
const limits = (options: RunOptions) => {
  const over = new AbortController();
  let reason: KqlError | undefined;
  let again: NodeJS.Timeout | undefined;
  let late: NodeJS.Timeout | undefined;
  /** Ends the waiting for work that does not stop. */
  let abandon: (error: KqlError) => void = () => {};
  let working: Promise<unknown> = Promise.resolve();
  let isWorking = false;
  // DuckDB forgets an interruption that comes before the statement has begun.
  const interrupt = () => {
    options.connection.interrupt();
    again = setTimeout(interrupt, 20);
  };
  const stop = (error: KqlError) => {
    if (reason !== undefined) return;
    reason = error;
    over.abort(error);
    interrupt();
    if (options.setAside !== undefined) late = setTimeout(() => abandon(error), patience);
  };
  const cancel = () =>
    stop(new KqlError('run', 'cancelled', 'The query was cancelled.', { help: 'Run it again when you need it.' }));
  const timer =
    options.timeLimit === undefined
      ? undefined
      : setTimeout(
          () => stop(new KqlError('run', 'timeout', `The query took longer than ${options.timeLimit} ms.`)),
          options.timeLimit,
        );
  const startWork = async <T>(work: () => Promise<T>): Promise<T> => {
    isWorking = true;
    const done = work().finally(() => {
      isWorking = false;
    });
    working = done;
    return Promise.race([
      done,
      new Promise<never>((_, reject) => {
        abandon = reject;
      }),
    ]);
  };
  options.signal?.addEventListener('abort', cancel, { once: true });
  if (options.signal?.aborted) cancel();
  return {
    /** Aborted when the query is to stop. */
    signal: over.signal,
    /** What `work` gives, unless the query is stopped meanwhile: then the reason is thrown. */
    within: async <T>(work: () => Promise<T>, failure: (cause: unknown) => unknown): Promise<T> => {
      if (reason !== undefined) throw reason;
      try {
        const value = await startWork(work);
        if (reason === undefined) return value;
      } catch (cause) {
        throw reason ?? failure(cause);
      }
      throw reason;
    },
    end: () => {
      clearTimeout(timer);
      clearTimeout(late);
      const stopInterrupting = () => clearTimeout(again);
      if (isWorking) options.setAside?.(working.then(stopInterrupting, stopInterrupting));
      else stopInterrupting();
      options.signal?.removeEventListener('abort', cancel);
    },
  };
};
type Limits = ReturnType<typeof limits>;

const execute = (connection: DuckDBConnection, sql: string, limit: Limits) =>
  limit.within(() => {
    registerJsFunctions(connection, sql);
    return connection.run(sql);
  }, failureOf);
const load = (catalog: Catalog, tables: readonly string[], limit: Limits) =>
  limit.within(
    () => catalog.ensureLoaded(tables, limit.signal),
    (cause) => cause,
  );
const failureOf = (cause: unknown): KqlError => {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/^Out of Memory Error|^Out Of Range Error: .*memory/i.test(message))
    return new KqlError('run', 'memory', 'The query needs more memory than queries may use here.', {
      help: 'Narrow its time range, filter earlier, or collect fewer values in lists and sets; then run it again.',
      cause,
    });
  return new KqlError('run', 'run', `The query failed while it ran: ${message.replace(/\s*LINE \d+:[\s\S]*$/, '')}`, {
    cause,
  });
};

/** The most rounds of probing: a plan asks for few constants. */
const mostProbes = 200;

/** Plans again and again until the plan needs no more data. */
const planned = async (input: Omit<CompileInput, 'probes'>, options: RunOptions, limit: Limits): Promise<Compiled> => {
  const probes = new Map<string, readonly ProbeRow[]>();
  for (let round = 0; round < mostProbes; round++) {
    try {
      return compileQuery({ ...input, probes });
    } catch (error) {
      if (!(error instanceof NeedsProbe)) throw error;
      await load(options.catalog, tablesIn(input, error.sql), limit);
      const result = await execute(options.connection, error.sql, limit);
      probes.set(error.sql, await result.getRows());
    }
  }
  throw new KqlError('unsupported', 'probes', 'The plan of this query depends on data in too many places');
};
const tablesIn = (input: Omit<CompileInput, 'probes'>, sql: string): string[] =>
  input.catalog.tables.filter((table) => sql.includes(input.catalog.relation(table.name))).map((table) => table.name);

/** The most analyses that are kept: a playbook's steps run again and again. */
const mostAnalyses = 64;

/** Keeps the latest analyses; a query's tree depends on its text and the tables alone. */
const remembering = (analyze: KqlEngine['analyze']): KqlEngine['analyze'] => {
  const kept = new Map<string, Analysis>();
  return async (kql, tables, signal) => {
    const key = `${JSON.stringify(tables)}\n${kql}`;
    const analysis = kept.get(key) ?? (await analyze(kql, tables, signal));
    kept.delete(key);
    kept.set(key, analysis);
    for (const oldest of kept.keys()) if (kept.size > mostAnalyses) kept.delete(oldest);
    return analysis;
  };
};

/**
 * Makes a KQL engine: Microsoft's parser in a worker of its own, and plans and SQL in this thread. The worker warms up in the
 * background; queries run on connections that the caller gives.
 */
export const createKqlEngine = (options: EngineOptions = {}): KqlEngine => {
  const workerUrl = options.languageWorkerUrl ?? new URL('./language.worker.ts', import.meta.url);
  const parseTimeLimit = options.parseTimeLimit ?? 30_000;
  const language = startLanguage(workerUrl, parseTimeLimit);
  /** For texts that keep the parser busy so long that typing would wait; started with the first. */
  let heavy: Language | undefined;
  const analyze = remembering((text, tables, signal) => {
    if (!isReadable(text)) heavy ??= startLanguage(workerUrl, parseTimeLimit);
    const parser = isReadable(text) ? language : (heavy ?? language);
    return parser.ask({ kind: 'analyze', text, tables }, signal);
  });
  const compile: KqlEngine['compile'] = async (kql, catalog, more = {}) => {
    const analysis = await analyze(kql, catalog.tables);
    try {
      return compileQuery({
        text: kql,
        analysis,
        catalog,
        window: more.window,
        now: currentTicks(more.now),
        probes: new Map(),
      });
    } catch (error) {
      if (!(error instanceof NeedsProbe)) throw error;
      throw new KqlError(
        'unsupported',
        'probe',
        'The plan of this query depends on data, so that it has no SQL before it runs',
      );
    }
  };
  const check = async (kql: string, catalog: Pick<Catalog, 'tables' | 'relation'>, signal?: AbortSignal) => {
    const analysis = await analyze(kql, catalog.tables, signal);
    refuseErrors(kql, analysis);
    try {
      compileQuery({
        text: kql,
        analysis,
        catalog,
        window: undefined,
        now: currentTicks(undefined),
        probes: new Map(),
      });
    } catch (error) {
      if (!(error instanceof NeedsProbe)) throw error;
    }
  };
  return {
    analyze,
    compile,
    check,
    diagnose: async (kql, catalog, signal) =>
      isReadable(kql)
        ? problemsOf(kql, await analyze(kql, catalog.tables, signal), () => check(kql, catalog, signal))
        : undefined,
    run: async (kql, run) => {
      const analysis = await analyze(kql, run.catalog.tables, run.signal);
      const limit = limits(run);
      try {
        const input = { text: kql, analysis, catalog: run.catalog, window: run.window, now: currentTicks(run.now) };
        const compiled = await planned(input, run, limit);
        await load(run.catalog, compiled.tables, limit);
        const result = await execute(run.connection, compiled.sql, limit);
        return answerOf(result, compiled.columns, compiled.render);
      } finally {
        limit.end();
      }
    },
    complete: (text, position, tables, signal) => language.ask({ kind: 'complete', text, position, tables }, signal),
    hover: (text, position, tables, signal) => language.ask({ kind: 'hover', text, position, tables }, signal),
    signature: (text, position, tables, signal) => language.ask({ kind: 'signature', text, position, tables }, signal),
    classify: (text, tables, signal) => language.ask({ kind: 'classify', text, tables }, signal),
    format: (text, signal) => language.ask({ kind: 'format', text }, signal),
    close: async () => {
      await Promise.all([language.close(), heavy?.close()]);
    },
  };
};
