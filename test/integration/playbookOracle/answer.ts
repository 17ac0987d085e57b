import type { Column } from '../../../src/core/kqlText/kqlTypes.ts';

/** A dynamic cell that must equal this JSON value; the order of an array counts, that of an object's keys does not. */
export interface Exactly {
  readonly kind: 'json';
  readonly value: unknown;
}
/** A dynamic cell that must be an array of `size` different texts out of `of`, in any order: make_set with its cap. */
export interface SetOf {
  readonly kind: 'set';
  readonly of: readonly string[];
  readonly size: number;
}

/**
 * A cell: datetimes are ticks of 100 ns since 0001-01-01, timespans ticks, int and long whole numbers, all as bigint.
 * A string is never null in KQL.
 */
export type Value = string | bigint | boolean | null | Exactly | SetOf;
export type Row = readonly Value[];

/** One key of an `order by`, computed from an output row; nulls come first when ascending, last when descending. */
export interface SortKey {
  readonly of: (row: Row) => string | bigint | boolean | null;
  readonly descending: boolean;
}

export interface Expected {
  readonly columns: readonly Column[];
  /** Each row with every form that is right: more than one where arg_max has a tie. */
  readonly rows: readonly (readonly Row[])[];
  /** What the query's last `order by` promises; none without it. */
  readonly order: readonly SortKey[];
}

/** Columns written `Name:type, Name:type`. */
export function columns(text: string): Column[] {
  return text.split(',').map((part) => {
    const [name = '', type = ''] = part.trim().split(':');
    return { name, type: type as Column['type'] };
  });
}

/** A sort key that is the output column at this place. */
export const byColumn = (index: number, direction: 'asc' | 'desc'): SortKey => ({
  of: (row) => {
    const value = row[index] ?? null;
    if (typeof value === 'object' && value !== null) throw new Error(`column ${index} cannot be a sort key`);
    return value;
  },
  descending: direction === 'desc',
});

export const exactly = (value: unknown): Exactly => ({ kind: 'json', value });

/** An answer in which every row has one right form. */
export const answer = (header: string, rows: readonly Row[], order: readonly SortKey[] = []): Expected => ({
  columns: columns(header),
  rows: rows.map((row) => [row]),
  order,
});
