import type { Cell } from '../kqlText/kqlTypes.ts';

/** A row of an answer: its number, from 1, and its cells by column. */
export interface NumberedRow {
  readonly row: number;
  readonly values: Readonly<Record<string, Cell>>;
}

/** What two queries say of one thing: the rows of each that have its key. */
export interface SameRows {
  readonly key: readonly string[];
  readonly guide: readonly number[];
  readonly hardened: readonly number[];
}

/** The columns that stand for each other in the two queries; of a list the order says nothing. */
interface Pair {
  readonly guide: string;
  readonly hardened: string;
  readonly isList?: boolean | undefined;
}

/**
 * Sets the rows of a step's two queries side by side by the columns that the playbook pairs, without regard to case. What only
 * one of them has comes first.
 */
export function sameRows(
  pairs: readonly Pair[],
  guide: Iterable<NumberedRow>,
  hardened: Iterable<NumberedRow>,
): SameRows[] {
  const found = new Map<string, { key: string[]; guide: number[]; hardened: number[] }>();
  const take = (side: 'guide' | 'hardened', rows: Iterable<NumberedRow>) => {
    for (const { row, values } of rows) {
      const key = pairs.map((pair) => keyText(pair, String(values[pair[side]] ?? '')));
      const id = JSON.stringify(key).toLowerCase();
      const known = found.get(id) ?? { key, guide: [], hardened: [] };
      known[side].push(row);
      found.set(id, known);
    }
  };
  take('guide', guide);
  take('hardened', hardened);
  const both = ({ guide: left, hardened: right }: SameRows) => Number(left.length > 0 && right.length > 0);
  return [...found.values()].sort((a, b) => both(a) - both(b));
}

const keyText = ({ isList }: Pair, text: string): string => (isList ? text.split(/[;,]/).sort().join(';') : text);
