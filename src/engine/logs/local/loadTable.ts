import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column, KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { CasebookError } from '../../../shared/result.ts';
import { quoteIdentifier, quoteText } from '../../kql/storage.ts';
import { columnsArgument, inferTypes, type JsonColumn, jsonColumn, readType } from './columnTypes.ts';
import { dynamicFromJson, holdsSomething, storedFromText } from './convert.ts';
import { type Database, runSql } from './database.ts';
import { loadParquet } from './parquet.ts';
import { sniff } from './sniff.ts';
import { type BadLine, badLinesListed, longestLine, type TableFile } from './tableFile.ts';
import { writeRows } from './tableRows.ts';

/** A table as it lies in the database. */
export interface LoadedTable {
  readonly name: string;
  readonly files: readonly string[];
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly badLines: readonly BadLine[];
  readonly badLineCount: number;
}

/** What is known of a table while its files are read. */
interface Reading {
  readonly database: Database;
  readonly connection: DuckDBConnection;
  readonly table: string;
  readonly signal: AbortSignal;
  readonly badLines: BadLine[];
  badLineCount: number;
}

/**
 * Reads the files of a table into a database table of its name, every value exactly. What cannot be read is counted and the rest is
 * kept. Throws `tableUnreadable` where nothing of the table can be read.
 */
export async function loadTable(
  database: Database,
  table: string,
  files: readonly TableFile[],
  signal: AbortSignal,
): Promise<LoadedTable> {
  const connection = await database.connect();
  const reading: Reading = { database, connection, table, signal, badLines: [], badLineCount: 0 };
  try {
    const parquet = files.filter((file) => file.format === 'parquet');
    const text = files.filter((file) => file.format !== 'parquet');
    if (parquet.length > 0 && text.length > 0) {
      const names = `${parquet[0]?.name} and ${text[0]?.name}`;
      throw new CasebookError(
        'tableUnreadable',
        `${table} is stored both as Parquet and as text (${names}): keep one of them.`,
        { table },
      );
    }
    const columns = parquet.length > 0 ? await readParquet(reading, parquet) : await readText(reading, text);
    const [count] = await runSql(connection, `SELECT count(*)::VARCHAR AS n FROM ${quoteIdentifier(table)}`, signal);
    return {
      name: table,
      files: files.map((file) => file.name),
      columns,
      rowCount: Number(count?.n),
      badLines: reading.badLines.slice(0, badLinesListed),
      badLineCount: reading.badLineCount,
    };
  } finally {
    connection.closeSync();
  }
}

const report = (reading: Reading, bad: BadLine, count = 1) => {
  reading.badLines.push(bad);
  reading.badLineCount += count;
};

async function readParquet(reading: Reading, files: readonly TableFile[]): Promise<Column[]> {
  const readable: TableFile[] = [];
  for (const file of files) {
    const sniffed = await sniff(file);
    if (sniffed.kind === 'rows') readable.push(file);
    else if (sniffed.kind === 'unreadable') report(reading, { file: file.name, line: 0, reason: sniffed.reason });
  }
  return loadParquet(reading.connection, reading.table, readable, reading.signal);
}

interface JsonPart {
  readonly path: string;
  readonly file: TableFile;
  readonly keys: readonly string[];
}

async function readText(reading: Reading, files: readonly TableFile[]): Promise<Column[]> {
  const parts: JsonPart[] = [];
  const headers: string[] = [];
  for (const file of files) {
    const sniffed = await sniff(file);
    if (sniffed.kind === 'unreadable') report(reading, { file: file.name, line: 0, reason: sniffed.reason });
    if (sniffed.kind !== 'rows') continue;
    const direct =
      sniffed.format === 'lines' && sniffed.encoding === 'utf-8' ? await keysOf(reading, file.path) : undefined;
    if (direct !== undefined) {
      parts.push({ path: file.path, file, keys: direct });
      continue;
    }
    const target = join(reading.database.scratchFolder, `${reading.table.replace(/\W/g, '_')}-${parts.length}.ndjson`);
    const found = await writeRows(file, sniffed, target, reading.signal);
    reading.badLines.push(...found.badLines);
    reading.badLineCount += found.badLineCount;
    headers.push(...found.header);
    if ((await stat(target)).size === 0) continue;
    const keys = await keysOf(reading, target);
    if (keys === undefined)
      throw new CasebookError('tableUnreadable', `${file.name} cannot be read as rows.`, { file: file.name });
    parts.push({ path: target, file, keys });
  }
  const names = distinctNames(reading, [...headers, ...parts.flatMap((part) => part.keys)], files);
  const columns = names.map((name) => jsonColumn(reading.table, name));
  const fromCsv = files.every((file) => file.format === 'csv');
  return store(reading, parts, columns, fromCsv);
}

const readOptions = `format = 'newline_delimited', maximum_object_size = ${longestLine * 2}`;

/** The names in a file's rows; undefined where a line of it is no JSON object. */
async function keysOf({ connection, signal }: Reading, path: string): Promise<string[] | undefined> {
  const objects = `read_ndjson_objects(${quoteText(path)}, maximum_object_size = ${longestLine * 2})`;
  const keys = "unnest(CASE WHEN json_type(json) = 'OBJECT' THEN json_keys(json) ELSE [NULL] END)";
  try {
    const first = await runSql(
      connection,
      `SELECT unnest(json_keys(json)) AS k FROM (FROM ${objects} LIMIT 1)`,
      signal,
    );
    const all = await runSql(connection, `SELECT DISTINCT ${keys} AS k FROM ${objects} ORDER BY k`, signal);
    return all.some((row) => row.k === null) ? undefined : [...new Set([...first, ...all].map((row) => String(row.k)))];
  } catch (error) {
    signal.throwIfAborted();
    if (isMalformed(error)) return undefined;
    throw error;
  }
}

const isMalformed = (error: unknown) =>
  error instanceof Error && /malformed|json|gzip|unexpected|maximum_object_size/i.test(error.message);

/** Names that differ in case alone are one column to the database: the first is read, the others are reported. */
function distinctNames(reading: Reading, names: readonly string[], files: readonly TableFile[]): string[] {
  const kept = new Map<string, string>();
  for (const name of names) {
    const first = kept.get(name.toLowerCase());
    if (first === undefined) kept.set(name.toLowerCase(), name);
    else if (first !== name && !reading.badLines.some(({ reason }) => reason.startsWith(`the column ${name} `))) {
      const reason = `the column ${name} differs from ${first} in case alone and is not read`;
      report(reading, { file: files[0]?.name ?? reading.table, line: 0, reason });
    }
  }
  return [...kept.values()];
}

async function store(
  reading: Reading,
  parts: readonly JsonPart[],
  columns: readonly JsonColumn[],
  fromCsv: boolean,
): Promise<Column[]> {
  const { connection, table, signal } = reading;
  if (columns.length === 0) {
    const reason = reading.badLines[0]?.reason ?? 'its files are empty';
    throw new CasebookError('tableUnreadable', `${table} has no row that can be read: ${reason}.`, {
      table,
      badLines: reading.badLines,
    });
  }
  const paths = parts.map((part) => quoteText(part.path)).join(', ');
  const rows =
    parts.length > 0
      ? `read_json([${paths}], columns = ${columnsArgument(columns)}, ${readOptions})`
      : `(SELECT ${columns.map((column) => `NULL::${readType(column)} AS ${quoteIdentifier(column.name)}`).join(', ')} LIMIT 0)`;
  const needsStage = columns.some((column) => column.known === undefined);
  const stage = needsStage ? quoteIdentifier(`${table} stage`) : rows;
  if (needsStage) await runSql(connection, `CREATE TEMP TABLE ${stage} AS SELECT * FROM ${rows}`, signal);
  const types = await inferTypes(connection, stage, table, columns, fromCsv, signal);
  const typed = columns.map(({ name, known }) => ({
    name,
    type: types.get(name) ?? 'string',
    read: readType({ name, known }),
  }));
  const lost = typed.filter(({ type }) => type !== 'string' && type !== 'dynamic').map(lostCell);
  await runSql(
    connection,
    `CREATE OR REPLACE TABLE ${quoteIdentifier(table)} AS SELECT ${typed.map(storedColumn).join(', ')}` +
      `${lost.length > 0 ? `, ${lost.join(' + ')} AS "unreadable cells"` : ''} FROM ${stage}`,
    signal,
  );
  if (lost.length > 0) await countLostCells(reading, stage, typed, parts);
  if (needsStage) await runSql(connection, `DROP TABLE ${stage}`, signal);
  return typed.map(({ name, type }) => ({ name, type }));
}

interface TypedColumn {
  readonly name: string;
  readonly type: KqlType;
  readonly read: 'VARCHAR' | 'JSON';
}

const textOfColumn = ({ name, read }: TypedColumn) =>
  read === 'JSON' ? `(${quoteIdentifier(name)} ->> '$')` : quoteIdentifier(name);

const storedColumn = (column: TypedColumn): string => {
  const name = quoteIdentifier(column.name);
  const value = column.type === 'dynamic' ? dynamicFromJson(name) : storedFromText(column.type, textOfColumn(column));
  return `${value} AS ${name}`;
};

const lostCell = (column: TypedColumn): string => {
  const text = textOfColumn(column);
  return `CAST(coalesce(${holdsSomething(text)} AND ${storedFromText(column.type, text)} IS NULL, false) AS INTEGER)`;
};

/** Counts the cells that are none of their column's type; they are null in the table. */
async function countLostCells(
  reading: Reading,
  stage: string,
  columns: readonly TypedColumn[],
  parts: readonly JsonPart[],
): Promise<void> {
  const { connection, table, signal } = reading;
  const relation = quoteIdentifier(table);
  const [total] = await runSql(
    connection,
    `SELECT coalesce(sum("unreadable cells"), 0)::INTEGER AS n FROM ${relation}`,
    signal,
  );
  await runSql(connection, `ALTER TABLE ${relation} DROP COLUMN "unreadable cells"`, signal);
  if (!total || total.n === 0) return;
  const typed = columns.filter(({ type }) => type !== 'string' && type !== 'dynamic');
  const counts = typed.map((column, index) => `sum(${lostCell(column)})::INTEGER AS n${index}`).join(', ');
  const [row] = await runSql(connection, `SELECT ${counts} FROM ${stage}`, signal);
  const files = parts.map((part) => part.file.name).join(', ');
  for (const [index, column] of typed.entries()) {
    const count = Number(row?.[`n${index}`] ?? 0);
    if (count === 0) continue;
    const reason = `${count} ${count === 1 ? 'cell' : 'cells'} of ${column.name} not of type ${column.type}: read as null`;
    report(reading, { file: files, line: 0, reason }, count);
  }
}
