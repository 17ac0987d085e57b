import type { DuckDBConnection } from '@duckdb/node-api';
import type { KqlEngine } from '../../src/engine/kql/engine.ts';
import { KqlError } from '../../src/engine/kql/errors.ts';
import type { KqlCell } from '../../src/engine/kql/types.ts';
import { printOf, sameCell } from './compareCells.ts';

export interface Case {
  readonly id: string;
  readonly kql: string;
  readonly expected: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly types: readonly (readonly [string, string])[];
  readonly ordered: boolean;
  readonly notes: readonly string[];
  readonly errata?: readonly string[];
}

export type Verdict = { readonly outcome: 'passed' } | { readonly outcome: 'refused' | 'wrong'; readonly why: string };

const catalog = { tables: [], ensureLoaded: async () => {}, relation: (name: string) => `"${name}"` };

const show = (rows: readonly (readonly KqlCell[])[]): string => JSON.stringify(rows).slice(0, 600);

/** A page's table without surplus columns that have a header but no cell. */
const withoutEmpty = (table: Case['expected'], width: number): Case['expected'] =>
  table.rows.every((row) => row.slice(width).every((cell) => cell === ''))
    ? { columns: table.columns.slice(0, width), rows: table.rows.map((row) => row.slice(0, width)) }
    : table;

/** The page's table with its columns in the order of the answer's, where they are the same ones. */
const inOrderOf = (table: Case['expected'], names: readonly string[]): Case['expected'] => {
  const places = names.map((name) => table.columns.indexOf(name));
  if (places.length !== table.columns.length || places.includes(-1)) return table;
  return { columns: names, rows: table.rows.map((row) => places.map((place) => row[place] ?? '')) };
};

/** The page's table as its errata allow it to be read. */
const pageTable = (one: Case, names: readonly string[]): Case['expected'] => {
  if (!one.notes.includes('errata-columns')) return one.expected;
  const table = one.notes.includes('empty-cells') ? withoutEmpty(one.expected, names.length) : one.expected;
  return one.errata?.some((text) => text.includes('column order')) ? inOrderOf(table, names) : table;
};

const setCall = '(?:make_?set|set_(?:union|difference|intersect))(?:_if)?\\s*\\(';

/** Whether a column comes straight from make_set or a set function, whose order is free. */
const isSet = (kql: string, column: string): boolean => {
  if (new RegExp(`(?<![\\w.])${column.replace(/\W/g, '.')}\\s*=\\s*${setCall}`).test(kql)) return true;
  if (/^(print_|Column)\d+$/.test(column)) return new RegExp(`(?:print|project|,)\\s*${setCall}`).test(kql);
  return /^set_/.test(column) && new RegExp(setCall).test(kql);
};

/** Runs one case and compares its answer with the page's. */
export const runCase = async (engine: KqlEngine, connection: DuckDBConnection, one: Case): Promise<Verdict> => {
  let answer: Awaited<ReturnType<KqlEngine['run']>>;
  try {
    answer = await engine.run(one.kql, { catalog, connection });
  } catch (error) {
    if (error instanceof KqlError && error.code !== 'run')
      return { outcome: 'refused', why: `${error.kind} ${error.code}: ${error.message}` };
    return { outcome: error instanceof KqlError ? 'refused' : 'wrong', why: String(error) };
  }
  const { columns } = answer;
  const rows = answer.rows();
  const names = columns.map((column) => column.name);
  const expected = pageTable(one, names);
  const named = one.notes.includes('errata-columns') || expected.columns.every((name, index) => names[index] === name);
  if (columns.length !== expected.columns.length || !named)
    return { outcome: 'wrong', why: `columns ${names.join(', ')} for ${expected.columns.join(', ')}` };
  if (rows.length !== expected.rows.length)
    return { outcome: 'wrong', why: `${rows.length} rows for ${expected.rows.length}: ${show(rows)}` };
  const unordered = names.map((name) => isSet(one.kql, name));
  const print = printOf(one.errata ?? []);
  const matches = (row: readonly KqlCell[], wanted: readonly string[]) =>
    columns.every(({ type }, index) =>
      sameCell(row[index] ?? null, wanted[index] ?? '', type, unordered[index] ?? false, print),
    );
  if (one.ordered) {
    const at = rows.findIndex((row, index) => !matches(row, expected.rows[index] ?? []));
    return at < 0
      ? { outcome: 'passed' }
      : { outcome: 'wrong', why: `row ${at}: ${show([rows[at] ?? []])} for ${JSON.stringify(expected.rows[at])}` };
  }
  const left = [...expected.rows];
  for (const row of rows) {
    const at = left.findIndex((wanted) => matches(row, wanted));
    if (at < 0) return { outcome: 'wrong', why: `${show([row])} is not among ${JSON.stringify(left).slice(0, 600)}` };
    left.splice(at, 1);
  }
  return { outcome: 'passed' };
};
