import { CasebookError } from '../../../shared/result.ts';
import type { KqlError } from '../../kql/errors.ts';
import { knownColumnType } from './knownTables.ts';
import type { LoadedTable } from './loadTable.ts';

const codes = { syntax: 'kqlSyntax', semantic: 'kqlSemantic', unsupported: 'kqlUnsupported', run: 'kqlRun' } as const;

/** A failed query in the product's words: where it failed, and what the source does have. */
export function failureOfKql(
  error: KqlError,
  kql: string,
  tables: readonly LoadedTable[],
  stored: readonly string[],
  folder: string,
): CasebookError {
  const { place } = error;
  const detail = {
    kind: error.kind,
    code: error.code,
    help: error.help,
    ...(place ? { line: place.line, column: place.column, start: place.start, length: place.length } : {}),
  };
  const where = place ? ` (line ${place.line}, column ${place.column})` : '';
  if (error.code === 'unknownTable') {
    const message = `There is no table ${error.subject ?? ''} in ${folder}${where}. It has ${stored.join(', ')}.`;
    return new CasebookError(
      'tableAbsent',
      message,
      { ...detail, table: error.subject ?? '', tables: stored },
      { cause: error },
    );
  }
  const name = place && error.kind === 'semantic' ? kql.slice(place.start, place.start + place.length) : undefined;
  const lacking = name === undefined ? undefined : tables.find((table) => lacks(table, name));
  if (name !== undefined && lacking) {
    const message = `${lacking.name} has no column ${name} in ${lacking.files.join(', ')}${where}. It has ${lacking.columns.map((column) => column.name).join(', ')}.`;
    return new CasebookError(
      'missingColumn',
      message,
      { ...detail, table: lacking.name, column: name },
      { cause: error },
    );
  }
  return new CasebookError(
    codes[error.kind],
    `${error.message}${place && isPlaced(error.message, place) ? '' : where}. ${error.help}`,
    detail,
    { cause: error },
  );
}

/** Whether a message tells its place itself, also with the words that stand there. */
const isPlaced = (message: string, { line, column }: { readonly line: number; readonly column: number }): boolean =>
  /\(line (\d+), column (\d+)(?=[):])/.exec(message)?.slice(1).join() === `${line},${column}`;

/** The column belongs to the table by its schema, and the stored files do not have it. */
const lacks = (table: LoadedTable, name: string): boolean =>
  knownColumnType(table.name, name) !== undefined && !table.columns.some((column) => column.name === name);
