import type { DuckDBConnection } from '@duckdb/node-api';
import type { CasebookError } from '../../../shared/result.ts';
import type { KqlError } from '../../kql/errors.ts';
import type { KqlTable } from '../../kql/types.ts';

/** Tables that one query may read beside those of a source. */
export interface TablesBeside {
  readonly tables: readonly KqlTable[];
  /** Told the stored tables that the query reads: those of the names that are its own are readable on the connection afterwards. */
  load(connection: DuckDBConnection, names: readonly string[], signal: AbortSignal): Promise<void>;
  /** The stored name of one of these tables; undefined where the name is not one of theirs. */
  storedName(table: string): string | undefined;
  /** A failure in the product's words, where it is about these tables. */
  failure(error: KqlError, kql: string): CasebookError | undefined;
}

export const noTablesBeside: TablesBeside = {
  tables: [],
  load: async () => undefined,
  storedName: () => undefined,
  failure: () => undefined,
};
