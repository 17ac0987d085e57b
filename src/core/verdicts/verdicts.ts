import { type SetLimit, setLimits } from '../kqlText/setLimits.ts';

/** How complete an answer is, by rule, and why in words. */
export interface Verdict {
  readonly kind: 'complete' | 'truncated' | 'partial' | 'setCapped' | 'tableAbsent' | 'unreadableLines' | 'failed';
  readonly text: string;
}

/** An answer in the query API's shape, as far as a verdict looks at it. */
export interface JudgedAnswer {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** Cells of dynamic columns are JSON text. */
  readonly rows: readonly (readonly unknown[])[];
  /** The service's own word, as JSON text, that rows are missing from an answer it calls a success. */
  readonly error: string | undefined;
}

/**
 * The verdicts on an answer: every reason why it may lack something, or the one verdict `complete`.
 * `unreadable` counts the lines and cells that the source could not read, by table.
 */
export function judgeAnswer(
  kql: string,
  answer: JudgedAnswer,
  unreadable: readonly { readonly table: string; readonly count: number }[],
): Verdict[] {
  const verdicts = [
    ...(answer.error === undefined ? [] : [judgeServiceError(answer.error)]),
    ...unreadable.filter(({ count }) => count > 0).map(judgeUnreadable),
    ...cappedColumns(kql, answer),
  ];
  return verdicts.length > 0
    ? verdicts
    : [
        {
          kind: 'complete',
          text: 'Every row of the window was read, and the answer holds all that the query asks for.',
        },
      ];
}

/** The verdict on a query that gave no answer. */
export function judgeFailure(failure: { readonly code: string; readonly message: string }): Verdict {
  return failure.code === 'tableAbsent'
    ? {
        kind: 'tableAbsent',
        text: `${failure.message} This is not an empty answer: nothing was collected or exported.`,
      }
    : { kind: 'failed', text: `The query gave no answer: ${failure.message}` };
}

/** Azure Monitor reports an answer cut at its limits as E_QUERY_RESULT_SET_TOO_LARGE (0x80DA0003). */
function judgeServiceError(error: string): Verdict {
  return /E_QUERY_RESULT_SET_TOO_LARGE|0x80DA0003|-2133196797/.test(error)
    ? { kind: 'truncated', text: 'The service cut the answer at its size limit: rows are missing.' }
    : { kind: 'partial', text: 'The service answered in part: rows may be missing.' };
}

function judgeUnreadable({ table, count }: { readonly table: string; readonly count: number }): Verdict {
  const what = count === 1 ? '1 line or cell' : `${count} lines or cells`;
  return {
    kind: 'unreadableLines',
    text: `${what} of ${table} could not be read and ${count === 1 ? 'is' : 'are'} not in the answer.`,
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
    text: `${column}: ${rows} hold${full.length === 1 ? 's' : ''} ${size} values, where ${aggregate} stops; there may be more.`,
  };
}

function isFull(cell: unknown, { size }: SetLimit): boolean {
  // An array of n values is at least 2n + 1 characters long, so most cells need no parsing.
  if (typeof cell !== 'string' || !cell.startsWith('[') || cell.length < 2 * size + 1) return false;
  const value: unknown = JSON.parse(cell);
  return Array.isArray(value) && value.length >= size;
}
