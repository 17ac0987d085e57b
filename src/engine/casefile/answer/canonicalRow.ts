import type { KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { type RawNumber, rawJSON } from './losslessJson.ts';
import type { StoredCell } from './storedCell.ts';

/**
 * The canonical JSON of a row: an array of its stored cells, integers as digits, text escaped as `JSON.stringify` does, and a
 * real as the 16 hexadecimal digits of its IEEE 754 bits in a string, because programs write decimal fractions differently.
 */
export function rowCanonicalizer(types: readonly KqlType[]): (row: readonly StoredCell[]) => string {
  const reals = positions(types, ['real']);
  const integers = positions(types, ['bool', 'int', 'long']);
  return (row) => {
    let copy: (StoredCell | RawNumber)[] | undefined;
    for (const position of reals) {
      const cell = row[position];
      if (typeof cell === 'number') {
        copy ??= [...row];
        copy[position] = bits(cell);
      }
    }
    for (const position of integers) {
      const cell = row[position];
      if (typeof cell === 'bigint') {
        copy ??= [...row];
        copy[position] = rawJSON(String(cell));
      }
    }
    return JSON.stringify(copy ?? row);
  };
}

const positions = (types: readonly KqlType[], wanted: readonly KqlType[]) =>
  types.flatMap((type, position) => (wanted.includes(type) ? [position] : []));

const scratch = new DataView(new ArrayBuffer(8));
function bits(real: number): string {
  scratch.setFloat64(0, real);
  return scratch.getUint32(0).toString(16).padStart(8, '0') + scratch.getUint32(4).toString(16).padStart(8, '0');
}
