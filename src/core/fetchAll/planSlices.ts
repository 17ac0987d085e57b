import { addTicks, instantTicks } from '../time/instants.ts';

/** A half-open span of TimeGenerated: from ≤ TimeGenerated < to, as UTC instants. */
export interface Slice {
  readonly from: string;
  readonly to: string;
}

/** How the rows lie in time: `rows` by the number of the step that they fall into. */
export interface Histogram {
  /** Where step 0 begins. */
  readonly origin: string;
  /** Ticks of 100 ns in a step. */
  readonly span: bigint;
  readonly steps: readonly { readonly step: number; readonly rows: number }[];
  /** The time of the newest row. */
  readonly newest: string;
}

/**
 * Slices that cover the time from the oldest to the newest row without a gap, oldest first, each of about `most` rows at most; a
 * step that holds more is a slice by itself. `scale` is the number of rows of the answer for each row counted.
 */
export function planSlices({ origin, span, steps, newest }: Histogram, most: number, scale: number): Slice[] {
  const ordered = [...steps].sort((a, b) => a.step - b.step);
  const ends: number[] = [];
  let held = 0;
  ordered.forEach(({ step, rows }, place) => {
    if (place > 0 && (held + rows) * scale > most) {
      ends.push(step);
      held = 0;
    }
    held += rows;
  });
  const [first] = ordered;
  if (!first) return [];
  // A step is a quotient of doubles, which may be rounded over a bound: the last bound is the newest row's own time.
  const end = addTicks(newest, 1n);
  const begins = [first.step, ...ends]
    .map((step) => addTicks(origin, BigInt(step) * span))
    .filter((at) => instantTicks(at) < instantTicks(end));
  return begins.map((from, place) => ({ from, to: begins[place + 1] ?? end }));
}

/** The two halves of a slice, or nothing where it is a single tick. */
export function halves({ from, to }: Slice): readonly [Slice, Slice] | undefined {
  const ticks = instantTicks(to) - instantTicks(from);
  if (ticks < 2n) return undefined;
  const middle = addTicks(from, ticks / 2n);
  return [
    { from, to: middle },
    { from: middle, to },
  ];
}

/** Ticks of a step so that about `count` steps cover both times; at least one. */
export function stepBetween(oldest: string, newest: string, count: number): bigint {
  const ticks = instantTicks(newest) - instantTicks(oldest) + 1n;
  return (ticks + BigInt(count) - 1n) / BigInt(count);
}

/** A number of ticks as a KQL timespan literal. */
export function timespanOfTicks(ticks: bigint): string {
  const [days, rest] = [ticks / 864_000_000_000n, ticks % 864_000_000_000n];
  const two = (value: bigint) => String(value).padStart(2, '0');
  const clock = `${two(rest / 36_000_000_000n)}:${two((rest / 600_000_000n) % 60n)}:${two((rest / 10_000_000n) % 60n)}`;
  return `time(${days}.${clock}.${String(rest % 10_000_000n).padStart(7, '0')})`;
}
