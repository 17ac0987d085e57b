import { type DuckDBValue, decimalValue } from '@duckdb/node-api';
import type { Cell, KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { parseDatetime } from '../../kql/values/datetime.ts';
import { parseTimespan } from '../../kql/values/timespan.ts';

/**
 * A cell of an exhibit as the KQL engine stores its type; undefined where it is none of the type, or a decimal that the engine cannot
 * hold exactly. Only a string is never null: an absent one is empty.
 */
export function storedValue(cell: Cell, type: KqlType): DuckDBValue | undefined {
  if (cell === null) return type === 'string' ? '' : null;
  return converters[type](cell);
}

type Present = Exclude<Cell, null>;

const converters: Readonly<Record<KqlType, (cell: Present) => DuckDBValue | undefined>> = {
  bool: (cell) => (typeof cell === 'boolean' ? cell : undefined),
  int: (cell) => {
    const value = integer(cell, 32);
    return value === undefined ? undefined : Number(value);
  },
  long: (cell) => integer(cell, 64),
  real: (cell) => {
    if (typeof cell === 'number') return cell;
    return cell === 'NaN' || cell === 'Infinity' || cell === '-Infinity' ? Number(cell) : undefined;
  },
  decimal: (cell) => {
    const value = typeof cell === 'string' ? scaled(cell) : undefined;
    return value === undefined ? undefined : decimalValue(value, decimalWidth, decimalScale);
  },
  string: text,
  datetime: (cell) => (typeof cell === 'string' ? (parseDatetime(cell) ?? undefined) : undefined),
  timespan: (cell) => {
    const ticks = typeof cell === 'string' ? parseTimespan(cell) : null;
    return ticks !== null && ticks === BigInt.asIntN(64, ticks) ? ticks : undefined;
  },
  guid: (cell) => text(cell)?.toLowerCase(),
  dynamic: (cell) => {
    const json = text(cell);
    if (json === undefined) return undefined;
    return isWhiteOrNull.test(json) ? null : dynamicText(json);
  },
};

function text(cell: Present): string | undefined {
  return typeof cell === 'string' ? cell : undefined;
}

function integer(cell: Present, bits: number): bigint | undefined {
  const isWhole = typeof cell === 'number' ? Number.isSafeInteger(cell) : /^-?\d{1,20}$/.test(String(cell));
  if (!isWhole || typeof cell === 'boolean') return undefined;
  const value = BigInt(cell);
  return value === BigInt.asIntN(bits, value) ? value : undefined;
}

const decimalWidth = 38;
const decimalScale = 18;

/** A decimal in units of its last digit that the engine keeps; undefined where that would round it. */
function scaled(decimal: string): bigint | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,9}))?$/.exec(decimal) ?? [];
  if (whole === '') return undefined;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  if (digits === '') return 0n;
  const shift = decimalScale - fraction.length + Number(exponent);
  if (digits.length + shift > decimalWidth) return undefined;
  const kept = shift >= 0 ? digits + '0'.repeat(shift) : digits.slice(0, shift);
  const cut = shift >= 0 ? '' : digits.slice(shift);
  if (/[^0]/.test(cut)) return undefined;
  return BigInt(`${sign === '-' ? '-' : ''}${kept || '0'}`);
}

/** What stands for JSON null, as it does in a file of a local source. */
const isWhiteOrNull = /^\s*(?:null\s*)?$/;

/** JSON as it is; a text that is none is a JSON string, as the query API writes one. */
function dynamicText(json: string): string {
  try {
    JSON.parse(json);
    return json;
  } catch (error) {
    if (error instanceof SyntaxError) return JSON.stringify(json);
    throw error;
  }
}
