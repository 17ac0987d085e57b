import { rawRowQuery } from '../fetchAll/rawRowQuery.ts';
import { type SetLimit, setLimits } from '../kqlText/setLimits.ts';
import { errorEntries, oneLine, tryJson } from '../serviceReplies/errorEntries.ts';
import { type CoveredTable, coverageText, judgeCoverage } from './coverage.ts';
import type { Verdict } from './verdict.ts';

export type { Verdict } from './verdict.ts';

/** An answer in the query API's shape, as far as a verdict looks at it. */
export interface JudgedAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Cells of dynamic columns are JSON text. */
  readonly rows: readonly (readonly unknown[])[];
  /** The service's own word, as JSON text, that rows are missing from an answer it calls a success. */
  readonly error: string | undefined;
  /** Tables and resources whose rows the service left out because the asker may not read them. */
  readonly denied?: readonly string[];
}

/** What is known about an answer beside the answer itself. */
export interface AnswerFacts {
  readonly kql: string;
  /** The window asked, half open, on TimeGenerated. */
  readonly window: { readonly from: string; readonly to: string };
  /** Lines and cells that the source could not read, by table. */
  readonly unreadable: readonly { readonly table: string; readonly count: number }[];
  /** The tables that the query reads. */
  readonly tables: readonly CoveredTable[];
  /** How old the answer was when a cache gave it; undefined where it was computed anew. */
  readonly ageSeconds?: number | undefined;
  /** Verdicts of rules that need more than the answer, such as a count of unreadable values. */
  readonly further?: readonly Verdict[];
}

/** The verdicts on an answer: every reason why it may lack something, or the one verdict `complete`. */
export function judgeAnswer(answer: JudgedAnswer, facts: AnswerFacts): Verdict[] {
  const verdicts = [
    ...(answer.error === undefined ? [] : [judgeServiceError(answer.error, facts.kql)]),
    ...judgeDenied(answer.denied ?? []),
    ...judgeAge(facts.ageSeconds ?? 0),
    ...judgeCoverage(facts.window, facts.tables),
    ...facts.unreadable.filter(({ count }) => count > 0).map(judgeUnreadable),
    ...cappedColumns(facts.kql, answer),
    ...(facts.further ?? []),
  ];
  if (verdicts.length > 0) return verdicts;
  const covered = coverageText(facts.tables);
  const text = `Every row of the window was read, and the answer holds all that the query asks for.${covered && ` ${covered}.`}`;
  return [{ kind: 'complete', text }];
}

/** The verdict on a query that gave no answer. */
export function judgeFailure(failure: { readonly code: string; readonly message: string }): Verdict {
  return failure.code === 'tableAbsent' || failure.code === 'workspaceEmpty'
    ? {
        kind: 'tableAbsent',
        text: `${failure.message} This is not an empty answer: what was not collected cannot be found. Turn collection on, or get the table from where the logs are kept.`,
      }
    : { kind: 'failed', text: `The query gave no answer: ${failure.message}` };
}

/** The limit that an answer was cut at, in the words of Azure Monitor or of Azure Data Explorer. */
function limitIn(error: string): string {
  const monitor = /set limit of (\d+) (bytes|records)/.exec(error);
  if (monitor) return `its limit of ${amount(Number(monitor[1]), monitor[2] === 'bytes')}`;
  const explorer = /internal (record count|data size) limit (\d+)/.exec(error);
  if (explorer) return `its limit of ${amount(Number(explorer[2]), explorer[1] === 'data size')}`;
  return 'its size limit';
}

/** The services' own words for sizes: 64,000,000 bytes are 64 MB, and 67,108,864 bytes are 64 MiB. */
function amount(count: number, inBytes: boolean): string {
  const digits = count.toLocaleString('en-US');
  if (!inBytes) return `${digits} rows`;
  if (count % 1_000_000 === 0) return `${digits} bytes (${count / 1_000_000} MB)`;
  return count % 1_048_576 === 0 ? `${digits} bytes (${count / 1_048_576} MiB)` : `${digits} bytes`;
}

/** Both services report an answer cut at a limit as E_QUERY_RESULT_SET_TOO_LARGE (0x80DA0003). */
function judgeServiceError(error: string, kql: string): Verdict {
  if (!/E_QUERY_RESULT_SET_TOO_LARGE|0x80DA0003|-2133196797/.test(error)) {
    const why = errorEntries(tryJson(error)).findLast(({ message }) => message !== '')?.message;
    const says = why === undefined ? '' : ` (it says: ${oneLine(why)})`;
    return {
      kind: 'partial',
      text: `The service answered in part${says}: rows may be missing. Narrow the window or the query, and run it again.`,
    };
  }
  const next = rawRowQuery(kql).ok
    ? 'Fetch all rows in slices of time, or narrow the window or the query.'
    : 'Narrow the window or the query: rows are fetched in slices of time only where a query gives those of one table as they are.';
  return { kind: 'truncated', text: `The service cut the answer at ${limitIn(error)}: rows are missing. ${next}` };
}

const judgeDenied = (denied: readonly string[]): Verdict[] =>
  denied.length === 0
    ? []
    : [
        {
          kind: 'accessFiltered',
          text: `The service left out what this identity may not read: ${denied.join(', ')}. Ask with an identity that may read it.`,
        },
      ];

const judgeAge = (seconds: number): Verdict[] =>
  seconds <= 0
    ? []
    : [
        {
          kind: 'cached',
          text: `The service gave an answer that it had kept for ${seconds} ${seconds === 1 ? 'second' : 'seconds'}: newer rows may be missing. Run the query again.`,
        },
      ];

function judgeUnreadable({ table, count }: { readonly table: string; readonly count: number }): Verdict {
  const what = count === 1 ? '1 line or cell' : `${count} lines or cells`;
  return {
    kind: 'unreadableLines',
    text: `${what} of ${table} could not be read and ${count === 1 ? 'is' : 'are'} not in the answer. The source’s tables name file and line.`,
  };
}

function cappedColumns(kql: string, { columns, rows }: JudgedAnswer): Verdict[] {
  const limits = setLimits(kql);
  return columns.flatMap(({ name, type }, place) => {
    const limit = type === 'dynamic' ? limits.get(name) : undefined;
    if (!limit) return [];
    const full = rows.flatMap((row, index) => (isFull(row[place], limit) ? [index + 1] : []));
    return full.length === 0 ? [] : [judgeCapped(name, limit, full)];
  });
}

function judgeCapped(column: string, { aggregate, size }: SetLimit, full: readonly number[]): Verdict {
  const rows = full.length === 1 ? `Row ${full[0]}` : `${full.length} rows (the first is row ${full[0]})`;
  return {
    kind: 'setCapped',
    text: `${column}: ${rows} hold${full.length === 1 ? 's' : ''} ${size} values, where ${aggregate} stops; there may be more. Count the values, or read the raw rows.`,
  };
}

function isFull(cell: unknown, { size }: SetLimit): boolean {
  // An array of n values is at least 2n + 1 characters long, so most cells need no parsing.
  if (typeof cell !== 'string' || !cell.startsWith('[') || cell.length < 2 * size + 1) return false;
  const value: unknown = JSON.parse(cell);
  return Array.isArray(value) && value.length >= size;
}
