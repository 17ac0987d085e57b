import type { Column } from '../../../core/kqlText/kqlTypes.ts';
import { quoteIdentifier, quoteText } from '../../kql/storage.ts';
import { columnsArgument, inferTypes, type JsonColumn, readType } from './columnTypes.ts';
import { runSql } from './database.ts';
import { objectSize } from './jsonKeys.ts';
import { type LocatedPart, locateLostCells, lostCellCount, storedColumn, type TypedColumn } from './lostCells.ts';
import type { Reading } from './reading.ts';
import { badLinesListed } from './tableFile.ts';
import type { JsonPart } from './textParts.ts';

/** SQL of the rows of files of JSON objects. */
const rowsIn = (paths: readonly string[], columns: readonly JsonColumn[]): string =>
  paths.length > 0
    ? `read_json([${paths.map(quoteText).join(', ')}], columns = ${columnsArgument(columns)}, ` +
      `format = 'newline_delimited', maximum_object_size = ${objectSize})`
    : `(SELECT ${columns.map((column) => `NULL::${readType(column)} AS ${quoteIdentifier(column.name)}`).join(', ')} LIMIT 0)`;

/** Writes the rows of all parts into the table, each column in its type, and tells the columns. */
export async function store(
  reading: Reading,
  parts: readonly JsonPart[],
  columns: readonly JsonColumn[],
  fromCsv: boolean,
): Promise<Column[]> {
  const { connection, table, signal } = reading;
  const paths = parts.map((part) => part.path);
  const rows = rowsIn(paths, columns);
  const needsStage = columns.some((column) => column.known === undefined);
  const stage = needsStage ? quoteIdentifier(`${table} stage`) : rows;
  try {
    if (needsStage) await runSql(connection, `CREATE OR REPLACE TEMP TABLE ${stage} AS FROM ${rows}`, signal);
    const types = await inferTypes(connection, stage, table, columns, fromCsv, signal);
    const typed = columns.map(
      (column): TypedColumn => ({
        name: column.name,
        type: types.get(column.name) ?? 'string',
        read: readType(column),
        inferred: column.known === undefined,
      }),
    );
    const lost = await storeRows(reading, stage, typed);
    if (lost > 0) {
      reading.badLineCount += lost;
      const located = parts.map(
        ({ path, file, lines }): LocatedPart => ({ fileName: file.name, rows: rowsIn([path], columns), lines }),
      );
      reading.badLines.push(...(await locateLostCells(connection, typed, located, badLinesListed, signal)));
    }
    return typed.map(({ name, type }) => ({ name, type }));
  } finally {
    // On the connection's own temporary schema, which an aborted statement leaves usable.
    if (needsStage) await connection.run(`DROP TABLE IF EXISTS ${stage}`);
  }
}

/** Writes the table and tells how many cells are none of their column's type; they are null in it. */
async function storeRows({ connection, table, signal }: Reading, from: string, columns: readonly TypedColumn[]) {
  const relation = quoteIdentifier(table);
  const count = lostCellCount(columns);
  const stored = columns.map(storedColumn).join(', ');
  if (count === undefined) {
    await runSql(connection, `CREATE OR REPLACE TABLE ${relation} AS SELECT ${stored} FROM ${from}`, signal);
    return 0;
  }
  let name = 'lost cells';
  while (columns.some((column) => column.name.toLowerCase() === name)) name += ' ';
  const lost = quoteIdentifier(name);
  await runSql(
    connection,
    `CREATE OR REPLACE TABLE ${relation} AS SELECT ${stored}, ${count} AS ${lost} FROM ${from}`,
    signal,
  );
  const [total] = await runSql(connection, `SELECT coalesce(sum(${lost}), 0)::VARCHAR AS n FROM ${relation}`, signal);
  await runSql(connection, `ALTER TABLE ${relation} DROP COLUMN ${lost}`, signal);
  return Number(total?.n ?? 0);
}
