import type { DuckDBConnection } from '@duckdb/node-api';
import type { KqlType } from '../../core/kqlText/kqlTypes.ts';

export type { KqlType } from '../../core/kqlText/kqlTypes.ts';

export interface KqlColumn {
  readonly name: string;
  readonly type: KqlType;
}

/** A stored function's call by one literal argument, such as `exhibit(3)`. */
export interface TableCall {
  readonly function: string;
  readonly argument: string | number;
}

/** A stored table. Names are case-sensitive, as in KQL. */
export interface KqlTable {
  readonly name: string;
  readonly columns: readonly KqlColumn[];
  /**
   * The calls that a query reads the table by. Such a table has no name in a query, so that no wildcard finds it; it is a finished
   * answer, which the window does not limit.
   */
  readonly calls?: readonly TableCall[];
  /** The names of its columns in the relation, in order, where they are not the columns' own. */
  readonly storedAs?: readonly string[];
}

/** What the engine needs to know about the tables of a database. */
export interface Catalog {
  /** Every table that a query may name or call, with its columns in order. */
  readonly tables: readonly KqlTable[];
  /**
   * Called before a query runs with the names of the stored tables that it reads; the tables must be readable afterwards.
   * A failure here fails the query with the same error.
   */
  ensureLoaded(tables: readonly string[], signal: AbortSignal): Promise<void>;
  /**
   * SQL of the relation that holds a table, already quoted, such as `"SecurityAlert"`; its columns have the table's column
   * names and the types of `storageType`.
   */
  relation(table: string): string;
}

/** Limits each stored table that has a TimeGenerated column to from ≤ TimeGenerated < to. UTC, ISO 8601, up to 7 fraction digits. */
export interface QueryWindow {
  readonly from: string;
  readonly to: string;
}

export interface RunOptions {
  readonly catalog: Catalog;
  /** A connection of the caller's, used by this query alone until it ends. */
  readonly connection: DuckDBConnection;
  readonly window?: QueryWindow | undefined;
  /** What `now()` means for the whole query, UTC ISO 8601; the start of the run when absent. */
  readonly now?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /**
   * Called when the query was stopped and the database did not stop within a tenth of a second: the run fails at once, and the
   * connection must be neither used nor closed before `idle` is fulfilled. Without it the run fails when the database has stopped.
   */
  readonly setAside?: ((idle: Promise<void>) => void) | undefined;
  /** Milliseconds; the query is stopped with the code `timeout` after them. */
  readonly timeLimit?: number | undefined;
}

/** A cell in the query API's JSON form; see `answerBody`. A long beyond 2^53 and every decimal is text here. */
export type KqlCell = string | number | boolean | null;

export interface KqlAnswer {
  readonly columns: readonly KqlColumn[];
  readonly rowCount: number;
  /** The rows, made on demand: every call reads them anew. */
  rows(): KqlCell[][];
  /**
   * The answer as UTF-8 JSON in the query API's shape, `{"tables":[{"name":"PrimaryResult","columns":[{"name","type"}],"rows":[[…]]}]}`:
   * longs are JSON integers of up to 64 bits; datetimes have seven fraction digits and `Z`; reals are the shortest text that reads
   * back the same; NaN and the infinities, timespans, guids, decimals and dynamics (as JSON text) are text.
   */
  body(): Uint8Array;
  /** The visualization that `render` asked for, or undefined. */
  readonly render: string | undefined;
}
