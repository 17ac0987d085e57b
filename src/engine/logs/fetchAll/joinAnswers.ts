import { createHash } from 'node:crypto';
import type { Slice } from '../../../core/fetchAll/planSlices.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { RawAnswer } from '../logSource.ts';
import type { SplitAnswer } from './splitAnswer.ts';

/** The answer of one slice; null for the slice of rows without a time. */
export interface FetchedSlice {
  readonly slice: Slice | null;
  readonly answer: RawAnswer;
  readonly split: SplitAnswer;
}

const encoder = new TextEncoder();
// A byte order mark is one of the bytes to be had back.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/**
 * Joins the answers of slices into one of the query API's shape, every row as it was sent. Its `slices` tell each answer's span, its
 * ids and times, and how its bytes are had back: `head`, the next `rowBytes` bytes of the rows (a comma stands between two slices
 * that have rows), `tail`; their SHA-256 is `sha256`. Throws `serviceFailed` where the columns differ.
 */
export function joinAnswers(fetched: readonly FetchedSlice[]): RawAnswer {
  const [first] = fetched;
  if (!first) throw new Error('There is no slice to join.');
  const columns = columnsOf(first);
  const other = fetched.find((each) => columnsOf(each) !== columns);
  if (other) {
    throw new CasebookError(
      'serviceFailed',
      `The columns of the answer changed while its rows were fetched: ${columns}, then ${columnsOf(other)}. Run the query again.`,
    );
  }
  const parts: Uint8Array[] = [encoder.encode(`{"tables":[{"name":"PrimaryResult","columns":${columns},"rows":[`)];
  const withRows = fetched.filter(({ split }) => split.rowCount > 0);
  withRows.forEach(({ split }, place) => {
    if (place > 0) parts.push(encoder.encode(','));
    parts.push(split.rows);
  });
  parts.push(encoder.encode(`]}]${moreOf(fetched)},"slices":${JSON.stringify(fetched.map(sliceFacts))}}`));
  const ages = fetched.flatMap(({ answer }) => answer.ageSeconds ?? []);
  return {
    body: Buffer.concat(parts),
    startedAt: first.answer.startedAt,
    finishedAt: fetched.at(-1)?.answer.finishedAt ?? first.answer.finishedAt,
    versions: { ...sharedVersions(fetched), slices: String(fetched.length) },
    unreadable: fetched.flatMap(({ answer }) => answer.unreadable),
    ...(ages.length > 0 && { ageSeconds: Math.max(...ages) }),
  };
}

const columnsOf = ({ split }: FetchedSlice): string => JSON.stringify(split.envelope.tables[0]?.columns);

/** What the service said beside the rows of any slice: its first error, and every word on permissions. */
function moreOf(fetched: readonly FetchedSlice[]): string {
  const error = fetched.find(({ split }) => split.envelope.error !== undefined)?.split.envelope.error;
  const permissions = fetched.flatMap(({ split }) => split.envelope.permissions ?? []);
  return `${error === undefined ? '' : `,"error":${JSON.stringify(error)}`},"permissions":${JSON.stringify(permissions)}`;
}

const sliceFacts = ({ slice, answer, split }: FetchedSlice) => ({
  from: slice?.from ?? null,
  to: slice?.to ?? null,
  rows: split.rowCount,
  rowBytes: split.rows.byteLength,
  sha256: createHash('sha256').update(answer.body).digest('hex'),
  startedAt: answer.startedAt,
  finishedAt: answer.finishedAt,
  versions: answer.versions,
  head: decoder.decode(split.head),
  tail: decoder.decode(split.tail),
});

/** Facts that are the same of every slice. */
function sharedVersions(fetched: readonly FetchedSlice[]): Record<string, string> {
  const entries = Object.entries(fetched[0]?.answer.versions ?? {});
  return Object.fromEntries(
    entries.filter(([name, value]) => fetched.every(({ answer }) => answer.versions[name] === value)),
  );
}
