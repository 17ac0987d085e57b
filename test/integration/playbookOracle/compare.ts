import type { Cell, Column } from '../../../src/core/kqlText/kqlTypes.ts';
import type { Expected, Row, SetOf, SortKey, Value } from './answer.ts';
import { identity } from './grouping.ts';
import { instant, instantText, timespan } from './instants.ts';
import { byCode } from './strings.ts';

/** An answer as the product gives it. */
export interface Given {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,7})?Z$/;

/** Reads a given cell by its column's type; throws where it is no such value. */
function readCell(cell: Cell | undefined, { name, type }: Column): Value {
  const refuse = (): never => {
    throw new Error(`the ${type} column ${name} holds ${JSON.stringify(cell)}`);
  };
  if (cell === undefined) return refuse();
  if (cell === null) return type === 'string' ? refuse() : null;
  switch (type) {
    case 'string':
      return typeof cell === 'string' ? cell : refuse();
    case 'bool':
      return typeof cell === 'boolean' ? cell : refuse();
    case 'int':
    case 'long':
      if (typeof cell === 'number' && Number.isSafeInteger(cell)) return BigInt(cell);
      return typeof cell === 'string' && /^-?\d+$/.test(cell) ? BigInt(cell) : refuse();
    case 'datetime':
      return typeof cell === 'string' && instantForm.test(cell) ? instant(cell) : refuse();
    case 'timespan':
      return (typeof cell === 'string' ? timespan(cell) : null) ?? refuse();
    case 'dynamic':
      return typeof cell === 'string' ? { kind: 'json', value: JSON.parse(cell) } : refuse();
    default:
      return refuse();
  }
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => byCode(left, right));
  return Object.fromEntries(entries.map(([key, each]) => [key, sorted(each)]));
};

const isSuchSet = ({ of, size }: SetOf, value: unknown): boolean => {
  if (!Array.isArray(value) || value.length !== size || new Set(value).size !== size) return false;
  const allowed = new Set<unknown>(of);
  return value.every((each) => allowed.has(each));
};

function fits(expected: Value, given: Value): boolean {
  if (typeof expected !== 'object' || expected === null) return expected === given;
  if (typeof given !== 'object' || given?.kind !== 'json') return false;
  if (expected.kind === 'set') return isSuchSet(expected, given.value);
  return JSON.stringify(sorted(expected.value)) === JSON.stringify(sorted(given.value));
}

/** The cells that are no dynamics: rows can only fit where these are equal. */
const plainKey = (row: Row): string => identity(row.map((cell) => (typeof cell === 'object' ? null : cell)));

/**
 * Pairs expected rows with given rows, each with one other that fits (augmenting paths, so that no order of trying
 * matters); hands back the places left over on both sides.
 */
function leftOver(expected: Expected['rows'], given: readonly Row[]): { missing: number[]; surplus: number[] } {
  const places = Map.groupBy(given.keys(), (place) => plainKey(given[place] ?? []));
  const candidates = expected.map((forms) => {
    const near = new Set(forms.flatMap((form) => places.get(plainKey(form)) ?? []));
    return [...near].filter((place) =>
      forms.some((form) => form.every((cell, index) => fits(cell, given[place]?.[index] ?? null))),
    );
  });
  const takenBy = new Map<number, number>();
  const place = (row: number, tried: Set<number>): boolean => {
    const open = (candidates[row] ?? []).filter((each) => !tried.has(each));
    const free = open.find((each) => !takenBy.has(each));
    if (free !== undefined) {
      takenBy.set(free, row);
      return true;
    }
    for (const each of open) {
      tried.add(each);
      const holder = takenBy.get(each);
      if (holder !== undefined && place(holder, tried)) {
        takenBy.set(each, row);
        return true;
      }
    }
    return false;
  };
  const missing = [...expected.keys()].filter((row) => !place(row, new Set()));
  return { missing, surplus: [...given.keys()].filter((each) => !takenBy.has(each)) };
}

type Sortable = ReturnType<SortKey['of']>;
function compareKeys(left: Sortable, right: Sortable): number {
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (typeof left === 'string' && typeof right === 'string') return byCode(left, right);
  return left === right ? 0 : left < right ? -1 : 1;
}

function firstDisorder(rows: readonly Row[], order: readonly SortKey[]): number | undefined {
  for (let index = 1; index < rows.length; index++) {
    const [before, here] = [rows[index - 1] ?? [], rows[index] ?? []];
    const decided = order
      .map(({ of, descending }) => compareKeys(of(before), of(here)) * (descending ? -1 : 1))
      .find((result) => result !== 0);
    if (decided !== undefined && decided > 0) return index;
  }
  return undefined;
}

const shown = (row: Row | undefined, columns: readonly Column[]): string =>
  (row ?? [])
    .map((cell, index) => {
      const text = typeof cell === 'bigint' && columns[index]?.type === 'datetime' ? instantText(cell) : identity(cell);
      return `${columns[index]?.name}=${text.slice(0, 300)}`;
    })
    .join(', ');

/** How a given answer differs from the expected one; nothing where it is right. Text is for the person who reads it. */
export function differences(expected: Expected, given: Given): string[] {
  const header = ({ columns }: { columns: readonly Column[] }) =>
    columns.map(({ name, type }) => `${name}:${type}`).join(', ');
  if (header(expected) !== header(given)) return [`columns: expected ${header(expected)}; given ${header(given)}`];
  const rows = given.rows.map((row) => expected.columns.map((column, index) => readCell(row[index], column)));
  const { missing, surplus } = leftOver(expected.rows, rows);
  const disorder = firstDisorder(rows, expected.order);
  const list = (label: string, all: readonly (Row | undefined)[]): string[] =>
    all.length === 0
      ? []
      : [
          `${label} ${all.length} row(s): ${all
            .slice(0, 3)
            .map((row) => shown(row, expected.columns))
            .join(' || ')}`,
        ];
  return [
    ...list(
      `of ${expected.rows.length} expected, missing`,
      missing.map((row) => expected.rows[row]?.[0]),
    ),
    ...list(
      `of ${rows.length} given, not expected`,
      surplus.map((row) => rows[row]),
    ),
    ...(disorder === undefined
      ? []
      : [`order: row ${disorder + 1} should come earlier: ${shown(rows[disorder], expected.columns)}`]),
  ];
}
