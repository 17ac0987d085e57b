import type { KqlType } from '../../core/kqlText/kqlTypes.ts';
import type { Verdict } from '../../core/verdicts/verdict.ts';
import type { ExhibitSummary, SourceDescription, SourceRef, TimeRange } from '../../shared/contract/index.ts';
import { CasebookError, type Failure } from '../../shared/result.ts';

/** What a source sent for one query, be it an answer or not. */
export interface Received {
  /** The bytes as received; they are hashed and kept, never re-encoded. Those of an answer are UTF-8. */
  readonly body: Uint8Array;
  /** UTC, by this computer's clock. */
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Versions of what computed the answer, such as the parser and the database, and the ids and times that a service gave it. */
  readonly versions: Readonly<Record<string, string>>;
  /** As whom the source was asked, where it tells. */
  readonly identity?: string | undefined;
}

/** A failure that a source told in a reply of its own, which is kept with the failed query. */
export class SourceReplyError extends CasebookError {
  readonly received: Received;

  constructor({ code, message, detail }: Failure, received: Received) {
    super(code, message, detail);
    this.received = received;
  }
}

/**
 * An answer exactly as the source gave it, in the query API's JSON shape:
 * `{"tables":[{"name":"PrimaryResult","columns":[{"name","type"}],"rows":[[…]]}]}`.
 * Datetimes are text with seven fraction digits and `Z`, longs are JSON integers of up to 64 bits, dynamic cells are JSON
 * text, decimals, guids and timespans are text, `NaN` and the infinities are text.
 */
export interface RawAnswer extends Received {
  /** Lines and cells of the tables used that could not be read, counted by table. */
  readonly unreadable: readonly { readonly table: string; readonly count: number }[];
  /** The saved exhibits that it was made from, whose incompleteness it inherits. */
  readonly exhibits?: readonly Pick<ExhibitSummary, 'number' | 'title' | 'verdicts'>[];
  /** What its rows come from, for people, where that is not the source alone. */
  readonly readFrom?: string;
  /** How old the answer was when a cache of the service gave it; absent where it was computed anew. */
  readonly ageSeconds?: number | undefined;
  /** What whoever asked found that the answer lacks, beside what the answer itself tells. */
  readonly found?: readonly Verdict[];
}

/** How a query runs: DuckDB's SQL, the columns of the answer in order, the stored tables that are read. */
export interface Explanation {
  readonly sql: string;
  readonly columns: { name: string; type: KqlType }[];
  readonly tables: string[];
}

/** A table as far as it is known before a query reads it. */
export interface KnownTable {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: KqlType }[];
  /** Whether the columns are those of the stored rows; otherwise they are those of the table's schema, or none. */
  readonly isRead: boolean;
}

/** Where rows come from. A failure is a CasebookError whose code says which (`tableAbsent`, `kqlSyntax`, …). */
export interface LogSource {
  readonly ref: SourceRef;
  /** For people: the folder's or the workspace's name. */
  readonly label: string;
  /** As whom it is asked, where it knows. */
  readonly identity?: string | undefined;
  describe(signal: AbortSignal): Promise<SourceDescription>;
  /** As `describe`, but what was told within the last minute will do; only where describing costs queries of a service. */
  recentDescription?(signal: AbortSignal): Promise<SourceDescription>;
  /** Runs KQL; `window` limits every table to rows with from ≤ TimeGenerated < to, as the service's timespan does. */
  query(kql: string, window: TimeRange | undefined, signal: AbortSignal): Promise<RawAnswer>;
  /** What answers a query, where that is a part of the source alone: its own tables and label count then. */
  forQuery?(kql: string): LogSource;
  /** How a query would run; absent where a service plans it. Fails as `query` does, and for a plan that depends on data. */
  explain?(kql: string, window: TimeRange | undefined, signal: AbortSignal): Promise<Explanation>;
  /** The tables for the one who writes a query; small ones begin to be read, large ones are left alone. */
  tables(): readonly KnownTable[];
  /** Whether queries may read tables that `tables` does not tell; absent where it tells all. */
  readonly hasMoreTables?: boolean;
  /** The values of a string column that holds few, most frequent first; undefined where it holds many or is not read yet. */
  fewValues(table: string, column: string): Promise<readonly string[] | undefined>;
  close(): Promise<void>;
}
