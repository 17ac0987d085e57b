import { z } from 'zod';
import { halves, planSlices, type Slice, stepBetween, timespanOfTicks } from '../../../core/fetchAll/planSlices.ts';
import { type RawRowQuery, rawRowQuery } from '../../../core/fetchAll/rawRowQuery.ts';
import type { Verdict } from '../../../core/verdicts/verdict.ts';
import type { TimeRange } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import { readAnswer } from '../../investigation/readAnswer.ts';
import type { LogSource, RawAnswer } from '../logSource.ts';
import { type FetchedSlice, joinAnswers } from './joinAnswers.ts';
import { splitAnswer } from './splitAnswer.ts';

/** What a fetch may take at once, and where it stops. */
export interface FetchLimits {
  /** Rows that a slice is planned for: half of what the service gives in one answer. */
  readonly sliceRows: number;
  /** Bytes of all rows together: what can be kept as one exhibit. */
  readonly mostBytes: number;
}
const fetchLimits: FetchLimits = { sliceRows: 250_000, mostBytes: 450_000_000 };
/** Steps of time whose rows are counted to plan the slices. */
const steps = 500;

const countRow = z.tuple([z.number()]);
const extentRow = z.tuple([z.number(), z.string().nullable(), z.string().nullable(), z.number()]);
const stepRow = z.tuple([z.number(), z.number()]);

/** Told which slice is fetched, how many rows have come, and how many were counted: null before they are. */
type OnProgress = (text: string, rows: number, of: number | null) => void;

/** A source whose queries fetch every row, for the one query of a call. */
export const fetchingAll = (source: LogSource, onProgress: OnProgress): LogSource => ({
  ...source,
  query: (kql, window, signal) => fetchAll(source.query, kql, window, signal, onProgress),
});

/**
 * Fetches every row of a query that gives raw rows, however many they are: counts them, asks for slices of TimeGenerated, halves a
 * slice that the service cuts or does not finish, joins the answers, and compares the rows with the count; where they differ the
 * answer has the verdict `partial`. Throws `invalidInput` for a query that groups, joins or picks rows, and as `query` does.
 */
export async function fetchAll(
  query: LogSource['query'],
  kql: string,
  window: TimeRange | undefined,
  signal: AbortSignal,
  onProgress: OnProgress,
  limits: FetchLimits = fetchLimits,
): Promise<RawAnswer> {
  const parts = rawRowQuery(kql);
  if (!parts.ok) {
    throw new CasebookError(
      'invalidInput',
      `Not every row of this query can be fetched in slices of time: ${parts.reason}. Ask for rows of one table, and group them in a query on the exhibit.`,
    );
  }
  onProgress('Counting the rows', 0, null);
  const ask = async (text: string) => readAnswer(await query(text, window, signal)).rows;
  const [counted] = countRow.parse((await ask(parts.value.count))[0]);
  const planned = await plan(parts.value, counted, ask, limits);
  const fetched: FetchedSlice[] = [];
  let rows = 0;
  let bytes = 0;
  while (planned.length > 0) {
    signal.throwIfAborted();
    onProgress(`Fetching rows, slice ${fetched.length + 1} of ${fetched.length + planned.length}`, rows, counted);
    const slice = planned.shift() ?? null;
    const got = await fetchSlice(query, parts.value, slice, window, signal);
    if (got === 'tooMuch') {
      planned.unshift(
        ...inOrder(
          slice === null ? tooManyAtOnce('without a time') : (halves(slice) ?? tooManyAtOnce(`at ${slice.from}`)),
          parts.value,
        ),
      );
      continue;
    }
    rows += got.split.rowCount;
    bytes += got.split.rows.byteLength;
    if (bytes > limits.mostBytes) throw tooLong(rows, counted, limits.mostBytes);
    fetched.push(got);
  }
  onProgress('Joining the slices', rows, counted);
  const answer = joinAnswers(fetched);
  const versions = { ...answer.versions, 'rows counted first': String(counted) };
  return { ...answer, versions, ...(rows !== counted && { found: [differing(rows, counted)] }) };
}

async function plan(
  parts: RawRowQuery,
  counted: number,
  ask: (text: string) => Promise<readonly (readonly unknown[])[]>,
  limits: FetchLimits,
): Promise<(Slice | null)[]> {
  const [rows, oldest, newest, timeless] = extentRow.parse((await ask(parts.extent))[0]);
  const nulls = timeless > 0 || rows === 0 ? [null] : [];
  if (oldest === null || newest === null) return nulls;
  const span = stepBetween(oldest, newest, steps);
  const histogram = await ask(parts.histogram(timespanOfTicks(span), `datetime(${oldest})`));
  const slices = planSlices(
    {
      origin: oldest,
      newest,
      span,
      steps: histogram.map((row) => stepRow.parse(row)).map(([step, count]) => ({ step, rows: count })),
    },
    limits.sliceRows,
    counted / Math.max(1, rows),
  );
  return [...inOrder(slices, parts), ...nulls];
}

const inOrder = (slices: readonly Slice[], { newestFirst }: RawRowQuery): Slice[] =>
  newestFirst ? [...slices].reverse() : [...slices];

/** The answer of a slice, or that it is too much for one. */
async function fetchSlice(
  query: LogSource['query'],
  parts: RawRowQuery,
  slice: Slice | null,
  window: TimeRange | undefined,
  signal: AbortSignal,
): Promise<FetchedSlice | 'tooMuch'> {
  let answer: RawAnswer;
  try {
    answer = await query(parts.slice(slice), window, signal);
  } catch (error) {
    if (error instanceof CasebookError && error.code === 'queryTimeout') return 'tooMuch';
    throw error;
  }
  const split = splitAnswer(answer.body);
  if (!split) {
    throw new CasebookError(
      'serviceFailed',
      'A slice of the rows came in a form that cannot be joined. Run the query again.',
    );
  }
  const isCut = /E_QUERY_RESULT_SET_TOO_LARGE|0x80DA0003|-2133196797/.test(JSON.stringify(split.envelope.error ?? ''));
  return isCut ? 'tooMuch' : { slice, answer, split };
}

function tooManyAtOnce(where: string): never {
  throw new CasebookError(
    'serviceFailed',
    `The service gives fewer rows in one answer than there are ${where}, so they cannot be fetched whole. Narrow the query by another column.`,
  );
}

const tooLong = (rows: number, counted: number, most: number) =>
  new CasebookError(
    'invalidInput',
    `${counted} rows are too much for one exhibit: after ${rows} of them ${Math.round(most / 1e6)} MB were reached. Narrow the window, and fetch the rest as another exhibit.`,
  );

const differing = (rows: number, counted: number): Verdict => ({
  kind: 'partial',
  text: `${counted} rows were counted, and ${rows} came: rows arrived or went while they were fetched. Run the query again.`,
});
