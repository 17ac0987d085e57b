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

/** The plain JSON parser may have changed the cell's number: its source text is needed. */
export const inexact = Symbol('inexact');

/**
 * Turns a cell of an answer's JSON into what is stored; undefined when it is not a value of the column's type. An integer
 * beyond 2^53, a decimal that is a JSON number and a dynamic value that is not text are `inexact` unless parsed exactly.
 */
export const storeCell: Readonly<
  Record<KqlType, (cell: unknown, exact: boolean) => StoredCell | typeof inexact | undefined>
> = {
  bool: (cell) => (cell === true || cell === 1 ? 1 : cell === false || cell === 0 ? 0 : undefined),
  int: (cell, exact) => integer(cell, exact, 31n),
  long: (cell, exact) => integer(cell, exact, 63n),
  real,
  decimal: (cell, exact) => {
    if (isRawJSON(cell)) return cell.rawJSON;
    if (typeof cell === 'number') return exact ? String(cell) : inexact;
    return matching(cell, decimal);
  },
  string: text,
  datetime,
  timespan: (cell) => matching(cell, /^-?(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{1,7})?$/),
  guid: text,
  dynamic: (cell, exact) => (typeof cell === 'string' ? cell : exact ? JSON.stringify(cell) : inexact),
};

const decimal = /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/;

function text(cell: unknown): string | undefined {
  return typeof cell === 'string' ? cell : undefined;
}

function matching(cell: unknown, pattern: RegExp): string | undefined {
  return typeof cell === 'string' && pattern.test(cell) ? cell : undefined;
}

/** `bits` are those of the type without its sign. */
function integer(cell: unknown, exact: boolean, bits: bigint): number | bigint | typeof inexact | undefined {
  if (typeof cell === 'number' && Number.isSafeInteger(cell)) {
    return bits === 63n || (cell >= -0x8000_0000 && cell <= 0x7fff_ffff) ? cell + 0 : undefined;
  }
  if (typeof cell === 'number') return exact ? undefined : inexact;
  const source = isRawJSON(cell) ? cell.rawJSON : cell;
  if (typeof source !== 'string') return undefined;
  if (!/^-?\d{1,20}$/.test(source)) return isRawJSON(cell) ? integer(Number(source), exact, bits) : undefined;
  const value = BigInt(source);
  if (value !== BigInt.asIntN(Number(bits) + 1, value)) return undefined;
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
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{7}Z$/.test(cell)) return cell;
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?Z$/.exec(cell);
  return parts ? `${parts[1]}.${(parts[2] ?? '').padEnd(7, '0')}Z` : undefined;
}

/** A stored cell as it travels to the window and the command line. Integers arrive as bigint from the database. */
export function shownCell(cell: StoredCell, type: KqlType): Cell {
  if (cell === null || typeof cell === 'string') return cell;
  if (type === 'bool') return Number(cell) !== 0;
  const value = Number(cell);
  if (typeof cell === 'bigint') return Number.isSafeInteger(value) ? value : String(cell);
  return Number.isFinite(cell) ? cell : String(cell);
}
