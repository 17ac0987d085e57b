import type { Cell, KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { isRawJSON } from './losslessJson.ts';

/**
 * A cell as a row table holds it: bool as 0 or 1; int and long as INTEGER; real as REAL, with `NaN` as text; datetime as
 * `yyyy-mm-ddThh:mm:ss.fffffffZ`; decimal, timespan, guid and dynamic (JSON text) and string as text; null.
 */
export type StoredCell = string | number | bigint | null;

/** The column type of a row table. A real column is ANY, because SQLite's REAL cannot hold `NaN`. */
export const storageType: Readonly<Record<KqlType, 'INTEGER' | 'TEXT' | 'ANY'>> = {
  bool: 'INTEGER',
  int: 'INTEGER',
  long: 'INTEGER',
  real: 'ANY',
  decimal: 'TEXT',
  string: 'TEXT',
  datetime: 'TEXT',
  timespan: 'TEXT',
  guid: 'TEXT',
  dynamic: 'TEXT',
};

/** Turns a cell of an answer's JSON into what is stored; undefined when it is not a value of the column's type. */
export const storeCell: Readonly<Record<KqlType, (cell: unknown) => StoredCell | undefined>> = {
  bool: (cell) => (cell === true || cell === 1 ? 1 : cell === false || cell === 0 ? 0 : undefined),
  int: (cell) => integer(cell, -(2n ** 31n), 2n ** 31n - 1n),
  long: (cell) => integer(cell, -(2n ** 63n), 2n ** 63n - 1n),
  real,
  decimal: (cell) =>
    isRawJSON(cell) ? cell.rawJSON : typeof cell === 'number' ? String(cell) : matching(cell, decimal),
  string: text,
  datetime,
  timespan: (cell) => matching(cell, /^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$/),
  guid: text,
  dynamic: (cell) => (typeof cell === 'string' ? cell : JSON.stringify(cell)),
};

const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function text(cell: unknown): string | undefined {
  return typeof cell === 'string' ? cell : undefined;
}

function matching(cell: unknown, pattern: RegExp): string | undefined {
  return typeof cell === 'string' && pattern.test(cell) ? cell : undefined;
}

function integer(cell: unknown, least: bigint, most: bigint): number | bigint | undefined {
  if (typeof cell === 'number') {
    return Number.isSafeInteger(cell) && cell >= Number(least) && cell <= Number(most) ? cell + 0 : undefined;
  }
  const source = isRawJSON(cell) ? cell.rawJSON : cell;
  if (typeof source !== 'string') return undefined;
  if (!/^-?\d{1,20}$/.test(source)) return isRawJSON(cell) ? integer(Number(source), least, most) : undefined;
  const value = BigInt(source);
  if (value < least || value > most) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

function real(cell: unknown): number | string | undefined {
  if (typeof cell === 'number') return cell;
  if (isRawJSON(cell)) return Number(cell.rawJSON);
  if (cell === 'NaN') return cell;
  if (cell === 'Infinity') return Number.POSITIVE_INFINITY;
  return cell === '-Infinity' ? Number.NEGATIVE_INFINITY : undefined;
}

/** With all seven fraction digits, so that the order of the texts is the order of the times. */
function datetime(cell: unknown): string | undefined {
  if (typeof cell !== 'string') return undefined;
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?Z$/.exec(cell);
  if (!parts) return undefined;
  return cell.length === 28 ? cell : `${parts[1]}.${(parts[2] ?? '').padEnd(7, '0')}Z`;
}

/** A stored cell as it travels to the window and the command line. Integers arrive as bigint from the database. */
export function shownCell(cell: StoredCell, type: KqlType): Cell {
  if (cell === null || typeof cell === 'string') return cell;
  if (type === 'bool') return Number(cell) !== 0;
  const value = Number(cell);
  if (typeof cell === 'bigint') return Number.isSafeInteger(value) ? value : String(cell);
  return Number.isFinite(cell) ? cell : String(cell);
}
