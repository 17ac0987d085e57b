import type { DuckDBConnection } from '@duckdb/node-api';
import type { KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { quoteIdentifier, quoteText } from '../../kql/storage.ts';
import { dynamicFromJson, holdsSomething, storedFromText } from './convert.ts';
import { runSql } from './database.ts';
import type { BadLine } from './tableFile.ts';

/** A column with its type, as the database reads it. */
export interface TypedColumn {
  readonly name: string;
  readonly type: KqlType;
  readonly read: 'VARCHAR' | 'JSON';
  /** The type was inferred from the values, so that all of them have it. */
  readonly inferred: boolean;
}

/** A part of a table that the database reads, and the lines of its file on which the rows begin. */
export interface LocatedPart {
  readonly fileName: string;
  /** SQL of the part's rows, in the file's order. */
  readonly rows: string;
  lines(signal: AbortSignal): AsyncIterable<number>;
}

const textOfColumn = ({ name, read }: TypedColumn) =>
  read === 'JSON' ? `(${quoteIdentifier(name)} ->> '$')` : quoteIdentifier(name);

/** SQL of a column as it is stored. */
export const storedColumn = (column: TypedColumn): string => {
  const name = quoteIdentifier(column.name);
  const value = column.type === 'dynamic' ? dynamicFromJson(name) : storedFromText(column.type, textOfColumn(column));
  return `${value} AS ${name}`;
};

const mayLose = ({ type, inferred }: TypedColumn) => !inferred && type !== 'string' && type !== 'dynamic';
const isLost = (column: TypedColumn): string => {
  const text = textOfColumn(column);
  return `coalesce(${holdsSomething(text)} AND ${storedFromText(column.type, text)} IS NULL, false)`;
};

/** SQL: how many cells of a row are none of their column's type and become null; undefined where none can. */
export function lostCellCount(columns: readonly TypedColumn[]): string | undefined {
  const counts = columns.filter(mayLose).map((column) => `CAST(${isLost(column)} AS INTEGER)`);
  // A sum of many terms is nested too deeply for the database's parser.
  return counts.length > 0 ? `list_sum([${counts.join(', ')}])` : undefined;
}

/** The first `most` rows with lost cells, each with its line and with what the cells hold. */
export async function locateLostCells(
  connection: DuckDBConnection,
  columns: readonly TypedColumn[],
  parts: readonly LocatedPart[],
  most: number,
  signal: AbortSignal,
): Promise<BadLine[]> {
  const reasons = columns.filter(mayLose).map((column) => {
    const what = `${quoteText(`${column.name} is no ${column.type}: `)} || left(${textOfColumn(column)}, 60)`;
    return `CASE WHEN ${isLost(column)} THEN ${what} END`;
  });
  const found: BadLine[] = [];
  for (const part of parts) {
    if (found.length >= most) break;
    const numbered = `SELECT row_number() OVER () AS n, concat_ws('; ', ${reasons.join(', ')}) AS reason FROM ${part.rows}`;
    const rows = await runSql(
      connection,
      `SELECT CAST(n AS INTEGER) AS n, reason FROM (${numbered}) WHERE reason <> '' ORDER BY n LIMIT ${most - found.length}`,
      signal,
    );
    const wanted = new Map(rows.map(({ n, reason }) => [Number(n), String(reason)]));
    if (wanted.size === 0) continue;
    const last = Math.max(...wanted.keys());
    let ordinal = 0;
    for await (const line of part.lines(signal)) {
      ordinal += 1;
      const reason = wanted.get(ordinal);
      if (reason !== undefined) found.push({ file: part.fileName, line, reason });
      if (ordinal >= last) break;
    }
  }
  return found;
}
