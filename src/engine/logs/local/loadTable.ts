import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from '../../../core/kqlText/kqlTypes.ts';
import { CasebookError } from '../../../shared/result.ts';
import { quoteIdentifier, quoteText } from '../../kql/storage.ts';
import { columnsArgument, inferTypes, type JsonColumn, jsonColumn, readType } from './columnTypes.ts';
import { type Database, runSql } from './database.ts';
import { unpack } from './fileText.ts';
import { keysOf, objectSize } from './jsonKeys.ts';
import { knownColumns } from './knownTables.ts';
import { type LocatedPart, locateLostCells, lostCellCount, storedColumn, type TypedColumn } from './lostCells.ts';
import { loadParquet } from './parquet.ts';
import { sniff } from './sniff.ts';
import { type BadLine, badLinesListed, type TableFile } from './tableFile.ts';
import { filledLines, writeRows, writtenLines } from './tableRows.ts';

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
  const unpacked: string[] = [];
  try {
    for (const [index, file] of files.entries()) {
      const sniffed = await sniff(file);
      if (sniffed.kind === 'unreadable') report(reading, { file: file.name, line: 0, reason: sniffed.reason });
      if (sniffed.kind !== 'rows') continue;
      if (!file.gzip) {
        readable.push(file);
        continue;
      }
      const path = join(reading.database.scratchFolder, `${reading.table.replace(/\W/g, '_')}-${index}.parquet`);
      unpacked.push(path);
      const damage = await unpack(file, path, reading.signal);
      if (damage === undefined) readable.push({ ...file, path });
      else report(reading, { file: file.name, line: 0, reason: damage });
    }
    return await loadParquet(reading.connection, reading.table, readable, reading.signal);
  } finally {
    await Promise.all(unpacked.map((path) => rm(path, { force: true })));
  }
}

/** A file of JSON rows that the database can read: the stored one, or what was written from it. */
interface JsonPart {
  readonly path: string;
  readonly file: TableFile;
  readonly keys: readonly string[];
  lines(signal: AbortSignal): AsyncIterable<number>;
}

async function readText(reading: Reading, files: readonly TableFile[]): Promise<Column[]> {
  const parts: JsonPart[] = [];
  const headers: string[] = [];
  const written: string[] = [];
  try {
    for (const [index, file] of files.entries()) {
      const target = join(reading.database.scratchFolder, `${reading.table.replace(/\W/g, '_')}-${index}.ndjson`);
      const part = await readPart(reading, file, target, headers);
      if (part?.path === target) written.push(target);
      if (part) parts.push(part);
    }
    const columns = columnsOf(reading, headers, parts, files);
    const fromCsv = files.every((file) => file.format === 'csv');
    return await store(reading, parts, columns, fromCsv);
  } finally {
    await Promise.all(written.map((path) => rm(path, { force: true })));
  }
}

/** Makes one file readable for the database; undefined where it holds no row. */
async function readPart(
  reading: Reading,
  file: TableFile,
  target: string,
  headers: string[],
): Promise<JsonPart | undefined> {
  const { connection, signal } = reading;
  const sniffed = await sniff(file);
  if (sniffed.kind === 'unreadable') report(reading, { file: file.name, line: 0, reason: sniffed.reason });
  if (sniffed.kind !== 'rows') return undefined;
  if (sniffed.format === 'lines' && sniffed.encoding === 'utf-8') {
    const damage = file.gzip ? await unpack(file, target, signal) : undefined;
    const path = file.gzip ? target : file.path;
    const keys = damage === undefined ? await keysOf(connection, path, signal) : undefined;
    if (keys !== undefined) return { path, file, keys, lines: (asked) => filledLines(file, asked) };
  }
  const found = await writeRows(file, sniffed, target, signal);
  reading.badLines.push(...found.badLines);
  reading.badLineCount += found.badLineCount;
  headers.push(...found.header);
  const isEmpty = (await stat(target)).size === 0;
  const keys = isEmpty ? undefined : await keysOf(connection, target, signal);
  if (keys !== undefined) return { path: target, file, keys, lines: (asked) => writtenLines(file, sniffed, asked) };
  await rm(target, { force: true });
  if (!isEmpty) report(reading, { file: file.name, line: 0, reason: 'its rows cannot be read by the database' });
  return undefined;
}

/** The columns of all parts together, and those of the schema where a known table is empty. */
function columnsOf(
  reading: Reading,
  headers: readonly string[],
  parts: readonly JsonPart[],
  files: readonly TableFile[],
): JsonColumn[] {
  const { table } = reading;
  const names = distinctNames(reading, [...headers, ...parts.flatMap((part) => part.keys)], files);
  if (names.length === 0 && reading.badLineCount === 0) names.push(...(knownColumns(table)?.keys() ?? []));
  if (names.length > 0) return names.map((name) => jsonColumn(table, name));
  const [bad] = reading.badLines;
  const reason = bad ? `${bad.file}: ${bad.reason}` : `${files.map((file) => file.name).join(', ')} is empty`;
  throw new CasebookError('tableUnreadable', `${table} has no row that can be read. ${reason}.`, {
    table,
    badLines: reading.badLines,
  });
}

/** Names that differ in case alone are one column to the database: the first is read, the others are reported. */
function distinctNames(reading: Reading, names: readonly string[], files: readonly TableFile[]): string[] {
  const kept = new Map<string, string>();
  const refused = new Set<string>();
  for (const name of names) {
    const first = kept.get(name.toLowerCase());
    if (name.trim() === '' || name.includes('\0')) refused.add('a column without a name is not read');
    else if (first === undefined) kept.set(name.toLowerCase(), name);
    else if (first !== name) refused.add(`the column ${name} differs from ${first} in case alone and is not read`);
  }
  for (const reason of refused) report(reading, { file: files.map((file) => file.name).join(', '), line: 0, reason });
  return [...kept.values()];
}

/** SQL of the rows of files of JSON objects. */
const rowsIn = (paths: readonly string[], columns: readonly JsonColumn[]): string =>
  paths.length > 0
    ? `read_json([${paths.map(quoteText).join(', ')}], columns = ${columnsArgument(columns)}, ` +
      `format = 'newline_delimited', maximum_object_size = ${objectSize})`
    : `(SELECT ${columns.map((column) => `NULL::${readType(column)} AS ${quoteIdentifier(column.name)}`).join(', ')} LIMIT 0)`;

async function store(
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
