import { setImmediate } from 'node:timers/promises';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { DuckDBDataChunk, type DuckDBValue } from '@duckdb/node-api';
import type { Column } from '../../../core/kqlText/kqlTypes.ts';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { CaseFile } from '../../casefile/caseFile.ts';
import { quoteIdentifier, storageType } from '../../kql/storage.ts';
import { storedValue } from './storedValue.ts';

/** The rows of one of DuckDB's vectors: what is held in JavaScript at a time. */
const pageSize = 2048;

/** The name of a column of an exhibit's table: KQL tells columns apart by case, and the database does not. */
export const storedColumn = (place: number): string => `c${place}`;

/**
 * Copies an exhibit's rows into a new table, every value exactly, a page at a time; no table stays where that fails. Throws `caseDamaged` where the
 * file does not hold the rows that it names, and `kqlUnsupported` for a value that the engine cannot hold.
 */
export async function loadExhibit(
  connection: DuckDBConnection,
  table: string,
  caseFile: CaseFile,
  exhibit: ExhibitSummary,
  signal: AbortSignal,
): Promise<void> {
  const columns = exhibit.columns.map(({ type }, place) => `${storedColumn(place)} ${storageType(type)}`);
  await connection.run(
    `CREATE OR REPLACE TABLE ${quoteIdentifier(table)} (${columns.join(', ') || 'nothing BOOLEAN'})`,
  );
  if (columns.length === 0) return;
  try {
    await fill(connection, table, caseFile, exhibit, signal);
  } catch (error) {
    await connection.run(`DROP TABLE IF EXISTS ${quoteIdentifier(table)}`);
    throw error;
  }
}

async function fill(
  connection: DuckDBConnection,
  table: string,
  caseFile: CaseFile,
  exhibit: ExhibitSummary,
  signal: AbortSignal,
): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    for (let offset = 0; offset < exhibit.rowCount; offset += pageSize) {
      await setImmediate();
      signal.throwIfAborted();
      const { rows } = caseFile.page({ exhibit: exhibit.number, offset, limit: pageSize });
      if (rows.length !== Math.min(pageSize, exhibit.rowCount - offset)) {
        const message = `exhibit ${exhibit.number} does not hold the ${exhibit.rowCount} rows that were saved: verify the case.`;
        throw new CasebookError('caseDamaged', message, { exhibit: exhibit.number });
      }
      appendRows(appender, exhibit, rows);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
}

type Rows = ReturnType<CaseFile['page']>['rows'];

function appendRows(appender: DuckDBAppender, exhibit: ExhibitSummary, rows: Rows): void {
  const columns = exhibit.columns.map((column, place) =>
    rows.map(({ row, cells }): DuckDBValue => {
      const value = storedValue(cells[place] ?? null, column.type);
      if (value === undefined) throw unfit(exhibit, row, column, cells[place]);
      return value;
    }),
  );
  const chunk = DuckDBDataChunk.create(exhibit.columns.map((_, place) => appender.columnType(place)));
  chunk.setColumns(columns);
  appender.appendDataChunk(chunk);
}

function unfit(exhibit: ExhibitSummary, row: number, column: Column, cell: unknown): CasebookError {
  const shown = String(cell);
  const cut = shown.length > 80 ? `${shown.slice(0, 80)}…` : shown;
  const message = `Exhibit ${exhibit.number}, row ${row}, column ${column.name}: ${cut} is not a ${column.type} that the local engine holds exactly, so the exhibit cannot be queried. Its rows can be read as they are.`;
  return new CasebookError('kqlUnsupported', message, { exhibit: exhibit.number, row, column: column.name });
}
