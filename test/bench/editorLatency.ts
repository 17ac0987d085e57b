import { performance } from 'node:perf_hooks';
import type { KqlEngine } from '../../src/engine/kql/engine.ts';
import type { KqlTable } from '../../src/engine/kql/types.ts';

/** Milliseconds. */
export interface Latency {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly maxMs: number;
}

/** Where someone may stop typing: the start of every word and mark, and the end. */
export const tokenBoundaries = (text: string): number[] => [
  ...[...text.matchAll(/\w+|[^\s\w]/g)].map((match) => match.index),
  text.length,
];

/**
 * How long completion takes at every token boundary of the queries, one request at a time, after one round that is not counted.
 * `typed` asks on the text up to the place, as it is while someone types it, so that each request reads a new text.
 */
export async function editorLatency(
  engine: KqlEngine,
  queries: readonly string[],
  tables: readonly KqlTable[],
  typed: boolean,
): Promise<Latency> {
  const times: number[] = [];
  for (const round of ['warm-up', 'measured']) {
    for (const query of queries) {
      for (const position of tokenBoundaries(query)) {
        const text = typed ? query.slice(0, position) : query;
        const start = performance.now();
        await engine.complete(text, position, tables);
        if (round === 'measured') times.push(performance.now() - start);
      }
    }
  }
  return latencyOf(times);
}

export function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => Math.round((sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN) * 10) / 10;
  return { requests: sorted.length, p50Ms: at(0.5), p95Ms: at(0.95), maxMs: at(1) };
}
