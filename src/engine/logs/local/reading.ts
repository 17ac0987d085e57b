import type { DuckDBConnection } from '@duckdb/node-api';
import type { Database } from './database.ts';
import type { BadLine } from './tableFile.ts';

/** What is known of a table while its files are read. */
export interface Reading {
  readonly database: Database;
  readonly connection: DuckDBConnection;
  readonly table: string;
  readonly signal: AbortSignal;
  readonly badLines: BadLine[];
  badLineCount: number;
}

/** Counts and lists something that cannot be read. */
export const report = (reading: Reading, bad: BadLine, count = 1) => {
  reading.badLines.push(bad);
  reading.badLineCount += count;
};
