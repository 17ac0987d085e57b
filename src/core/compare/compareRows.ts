import type { Cell } from '../kqlText/kqlTypes.ts';

/** A row that is compared: its number in the exhibit, from 1, and its cells by column name. */
export interface ComparedRow {
  readonly row: number;
  readonly values: Readonly<Record<string, Cell>>;
}

/** What makes two rows the same thing, and which of its columns may differ between two looks at it. */
export interface CompareRule {
  /** Columns that name the thing, such as `Protocol` and `LocalPort`. */
  readonly key: readonly string[];
  /** Columns whose difference is a change. Times and counts of another window differ always and say nothing. */
  readonly values: readonly string[];
}

/** A column of one thing that differs. */
interface ColumnChange {
  readonly column: string;
  readonly before: Cell;
  readonly after: Cell;
  /** Where both are JSON arrays: their members that came and went; order and repetition do not count. */
  readonly members: { readonly added: readonly string[]; readonly removed: readonly string[] } | null;
}

/** What became of the rows: each list is in the order of its own side's rows. */
export interface Comparison {
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly changed: readonly {
    readonly before: number;
    readonly after: number;
    readonly columns: readonly ColumnChange[];
  }[];
  readonly unchanged: number;
}

/**
 * Compares the rows of two answers by key. Several rows may share a key: equal ones pair off first, a single one left on each
 * side is a change, and any others count as removed and added, since which became which cannot be told.
 */
export function compareRows(
  before: Iterable<ComparedRow>,
  after: Iterable<ComparedRow>,
  { key, values }: CompareRule,
): Comparison {
  const left = byKey(before, key);
  const right = byKey(after, key);
  const outcome = {
    added: [] as number[],
    removed: [] as number[],
    changed: [] as Comparison['changed'][number][],
    unchanged: 0,
  };
  for (const [name, rows] of left) {
    const others = [...(right.get(name) ?? [])];
    const gone = rows.filter((row) => !takeEqual(others, row, values));
    outcome.unchanged += rows.length - gone.length;
    const [one] = gone;
    const [other] = others;
    if (one && other && gone.length === 1 && others.length === 1) {
      outcome.changed.push({ before: one.row, after: other.row, columns: changedColumns(one, other, values) });
    } else {
      outcome.removed.push(...gone.map(({ row }) => row));
      outcome.added.push(...others.map(({ row }) => row));
    }
    right.delete(name);
  }
  for (const rows of right.values()) outcome.added.push(...rows.map(({ row }) => row));
  outcome.added.sort((a, b) => a - b);
  outcome.removed.sort((a, b) => a - b);
  return outcome;
}

function byKey(rows: Iterable<ComparedRow>, key: readonly string[]): Map<string, ComparedRow[]> {
  const groups = new Map<string, ComparedRow[]>();
  for (const row of rows) {
    const name = JSON.stringify(key.map((column) => row.values[column] ?? null));
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** Takes the first row that differs in no column out of the list; false where there is none. */
function takeEqual(rows: ComparedRow[], row: ComparedRow, columns: readonly string[]): boolean {
  const at = rows.findIndex((other) => changedColumns(row, other, columns).length === 0);
  if (at >= 0) rows.splice(at, 1);
  return at >= 0;
}

const changedColumns = (before: ComparedRow, after: ComparedRow, columns: readonly string[]): ColumnChange[] =>
  columns.flatMap((column) => {
    const change = changeOf(column, before.values[column] ?? null, after.values[column] ?? null);
    return change ? [change] : [];
  });

function changeOf(column: string, before: Cell, after: Cell): ColumnChange | undefined {
  if (before === after) return undefined;
  const [left, right] = [membersOf(before), membersOf(after)];
  if (!left || !right) return { column, before, after, members: null };
  const added = [...right].filter((member) => !left.has(member));
  const removed = [...left].filter((member) => !right.has(member));
  return added.length + removed.length === 0 ? undefined : { column, before, after, members: { added, removed } };
}

/**
 * The members of a JSON array, texts as they are and others as JSON; undefined for anything else, and where an integer is too
 * long to be read exactly, since two of those would look the same.
 */
export function membersOf(cell: Cell): Set<string> | undefined {
  if (typeof cell !== 'string' || !cell.startsWith('[')) return undefined;
  let value: unknown;
  let isExact = true;
  try {
    value = JSON.parse(cell, (_, part: unknown) => {
      if (typeof part === 'number' && Math.abs(part) > Number.MAX_SAFE_INTEGER) isExact = false;
      return part;
    });
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (!isExact || !Array.isArray(value)) return undefined;
  return new Set(value.map((member) => (typeof member === 'string' ? member : JSON.stringify(member))));
}
