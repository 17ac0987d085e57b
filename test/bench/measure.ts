import { performance } from 'node:perf_hooks';

/** Median, smallest and largest of the runs, in milliseconds. */
interface Timing {
  readonly medianMs: number;
  readonly minMs: number;
  readonly maxMs: number;
  readonly runs: number;
}

/** A subject against its named baseline: `ratio` is the subject's median over the baseline's. */
export interface Comparison {
  readonly name: string;
  readonly baseline: string;
  readonly ratio: number;
  readonly subject: Timing;
  readonly against: Timing;
}

function summarize(times: number[]): Timing {
  const sorted = times.toSorted((a, b) => a - b);
  const round = (value: number | undefined) => Math.round((value ?? Number.NaN) * 100) / 100;
  return {
    medianMs: round(sorted[sorted.length >> 1]),
    minMs: round(sorted[0]),
    maxMs: round(sorted.at(-1)),
    runs: sorted.length,
  };
}

/** Milliseconds of one call. */
export async function once(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Times the measured part of each run; what `prepare` does before and `after` does is not counted. */
export async function timingOf(
  runs: number,
  prepare: (run: number) => { readonly measured: () => unknown; readonly after: () => unknown },
): Promise<Timing> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) {
    const { measured, after } = prepare(run);
    times.push(await once(measured));
    await after();
  }
  return summarize(times);
}

/** Runs both by turns, so that what else the machine does falls on both; the first round of each is not counted. */
export async function compare(
  name: string,
  baseline: string,
  runs: number,
  subject: () => unknown,
  against: () => unknown,
): Promise<Comparison> {
  const subjectTimes: number[] = [];
  const againstTimes: number[] = [];
  await subject();
  await against();
  for (let run = 0; run < runs; run++) {
    subjectTimes.push(await once(subject));
    againstTimes.push(await once(against));
  }
  const [ours, theirs] = [summarize(subjectTimes), summarize(againstTimes)];
  return {
    name,
    baseline,
    ratio: Math.round((ours.medianMs / theirs.medianMs) * 1000) / 1000,
    subject: ours,
    against: theirs,
  };
}

/** The geometric mean of the comparisons' ratios. */
export function geometricMean(comparisons: readonly Comparison[]): number {
  const sum = comparisons.reduce((total, { ratio }) => total + Math.log(ratio), 0);
  return Math.round(Math.exp(sum / comparisons.length) * 1000) / 1000;
}
