import type { DuckDBConnection } from '@duckdb/node-api';
import { quoteText } from '../../kql/storage.ts';
import { runSql } from './database.ts';
import { longestLine } from './tableFile.ts';

/** A line of the longest kind, escaped, still fits. */
export const objectSize = longestLine * 2;

/**
 * The names in the rows of NDJSON files, those of the first row first; undefined where a line of them is no JSON object or names a
 * member twice, or where a file cannot be read to its end.
 */
export async function keysOf(
  connection: DuckDBConnection,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const objects = `read_ndjson_objects([${paths.map(quoteText).join(', ')}], maximum_object_size = ${objectSize})`;
  try {
    const [first] = await runSql(connection, `SELECT json_keys(json) AS keys FROM ${objects} LIMIT 1`, signal);
    const names = namesOf(first?.keys);
    const usual = `[${names.map(quoteText).join(', ')}]::VARCHAR[]`;
    // Rows are mostly alike: only those that differ from the first are looked at closely. What is no object has no keys.
    const others = await runSql(
      connection,
      `SELECT DISTINCT json_keys(json) AS keys, json_type(json) = 'OBJECT' AS good FROM ${objects} ` +
        `WHERE json_keys(json) <> ${usual}${names.length === 0 ? " OR json_type(json) <> 'OBJECT'" : ''} ORDER BY keys`,
      signal,
    );
    const sets = [names, ...others.map(({ keys }) => namesOf(keys))];
    if (others.some(({ good }) => good !== true) || sets.some(hasRepeated)) return undefined;
    return [...new Set(sets.flat())];
  } catch (error) {
    signal.throwIfAborted();
    if (isMalformed(error)) return undefined;
    throw error;
  }
}

const namesOf = (keys: unknown): string[] => (Array.isArray(keys) ? keys.map(String) : []);
const hasRepeated = (names: readonly string[]) => new Set(names).size < names.length;
const isMalformed = (error: unknown) =>
  error instanceof Error && /malformed|json|gzip|unexpected|maximum_object_size/i.test(error.message);
