import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Column } from '../../../core/kqlText/kqlTypes.ts';
import { CasebookError } from '../../../shared/result.ts';
import { quoteIdentifier } from '../../kql/storage.ts';
import { type Database, runSql } from './database.ts';
import { unpack } from './fileText.ts';
import { loadParquet } from './parquet.ts';
import { type Reading, report } from './reading.ts';
import { sniff } from './sniff.ts';
import { store } from './storeText.ts';
import { type BadLine, badLinesListed, type TableFile } from './tableFile.ts';
import { columnsOf } from './textColumns.ts';
import { readParts, type TextParts } from './textParts.ts';

/** A table as it lies in the database. */
export interface LoadedTable {
  readonly name: string;
  readonly files: readonly string[];
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly badLines: readonly BadLine[];
  readonly badLineCount: number;
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

async function readText(reading: Reading, files: readonly TableFile[]): Promise<Column[]> {
  const found: TextParts = { parts: [], headers: [], written: [] };
  try {
    await readParts(reading, files, found);
    const columns = columnsOf(reading, found, files);
    const fromCsv = files.every((file) => file.format === 'csv');
    return await store(reading, found.parts, columns, fromCsv);
  } finally {
    await Promise.all(found.written.map((path) => rm(path, { force: true })));
  }
}
