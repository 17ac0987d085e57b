import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column, KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { CasebookError } from '../../../shared/result.ts';
import { quoteIdentifier, quoteText, ticksOfTimestamp, unixEpochTicks } from '../../kql/storage.ts';
import { storedFromText } from './convert.ts';
import { runSql } from './database.ts';
import { knownColumnType } from './knownTables.ts';
import type { TableFile } from './tableFile.ts';

/** Reads Parquet files into a table of that name; columns are matched by name. Throws `tableUnreadable`. */
export async function loadParquet(
  connection: DuckDBConnection,
  table: string,
  files: readonly TableFile[],
  signal: AbortSignal,
): Promise<Column[]> {
  if (files.length === 0)
    throw new CasebookError('tableUnreadable', `${table} has no Parquet file that can be read.`, { table });
  const rows = `read_parquet([${files.map((file) => quoteText(file.path)).join(', ')}], union_by_name = true)`;
  try {
    const described = await runSql(connection, `DESCRIBE SELECT * FROM ${rows}`, signal);
    const columns = described.map((row) => column(table, String(row.column_name), String(row.column_type)));
    const values = columns.map(({ name, sql }) => `${sql} AS ${quoteIdentifier(name)}`).join(', ');
    await runSql(
      connection,
      `CREATE OR REPLACE TABLE ${quoteIdentifier(table)} AS SELECT ${values} FROM ${rows}`,
      signal,
    );
    return columns.map(({ name, type }) => ({ name, type }));
  } catch (error) {
    signal.throwIfAborted();
    const names = files.map((file) => file.name).join(', ');
    const reason = error instanceof Error ? error.message : String(error);
    throw new CasebookError(
      'tableUnreadable',
      `${table} cannot be read from ${names}: ${reason}`,
      { table },
      { cause: error },
    );
  }
}

interface ParquetColumn extends Column {
  readonly sql: string;
}

function column(table: string, name: string, stored: string): ParquetColumn {
  const value = quoteIdentifier(name);
  const known = knownColumnType(table, name);
  const natural = naturalColumn(value, stored);
  if (known === undefined || known === natural.type) return { name, ...natural };
  return { name, type: known, sql: storedFromText(known, `CAST(${value} AS VARCHAR)`) };
}

function naturalColumn(value: string, stored: string): { type: KqlType; sql: string } {
  if (stored === 'BOOLEAN') return { type: 'bool', sql: value };
  if (/^U?(TINYINT|SMALLINT)$|^INTEGER$/.test(stored)) return { type: 'int', sql: `CAST(${value} AS INTEGER)` };
  if (/^(BIGINT|UINTEGER)$/.test(stored)) return { type: 'long', sql: `CAST(${value} AS BIGINT)` };
  if (/^(DOUBLE|FLOAT)$/.test(stored)) return { type: 'real', sql: `CAST(${value} AS DOUBLE)` };
  if (stored === 'TIMESTAMP_NS') return { type: 'datetime', sql: `(epoch_ns(${value}) // 100 + ${unixEpochTicks})` };
  if (/^(TIMESTAMP|DATE)/.test(stored))
    return { type: 'datetime', sql: ticksOfTimestamp(`CAST(${value} AS TIMESTAMP)`) };
  if (stored === 'UUID') return { type: 'guid', sql: `CAST(${value} AS VARCHAR)` };
  if (/^DECIMAL\(\d+,(\d|1[0-8])\)$/.test(stored)) return { type: 'decimal', sql: `CAST(${value} AS DECIMAL(38,18))` };
  if (/^(STRUCT|MAP)|\]$/.test(stored)) return { type: 'dynamic', sql: `CAST(to_json(${value}) AS VARCHAR)` };
  if (stored === 'JSON') return { type: 'dynamic', sql: storedFromText('dynamic', `CAST(${value} AS VARCHAR)`) };
  return { type: 'string', sql: `coalesce(CAST(${value} AS VARCHAR), '')` };
}
