import type { DuckDBConnection } from '@duckdb/node-api';
import type { KqlEngine } from '../../src/engine/kql/engine.ts';
import { KqlError } from '../../src/engine/kql/errors.ts';
import type { KqlCell } from '../../src/engine/kql/types.ts';
import { sameCell } from './compareCells.ts';

export interface Case {
  readonly id: string;
  readonly kql: string;
  readonly expected: { readonly columns: readonly string[]; readonly rows: readonly (readonly string[])[] };
  readonly types: readonly (readonly [string, string])[];
  readonly ordered: boolean;
  readonly notes: readonly string[];
}

export type Verdict = { readonly outcome: 'passed' } | { readonly outcome: 'refused' | 'wrong'; readonly why: string };

const catalog = { tables: [], ensureLoaded: async () => {}, relation: (name: string) => `"${name}"` };

const show = (rows: readonly (readonly KqlCell[])[]): string => JSON.stringify(rows).slice(0, 600);

/** A page's table without surplus columns that have a header but no cell. */
const withoutEmpty = (table: Case['expected'], width: number): Case['expected'] =>
  table.rows.every((row) => row.slice(width).every((cell) => cell === ''))
    ? { columns: table.columns.slice(0, width), rows: table.rows.map((row) => row.slice(0, width)) }
    : table;

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
  const byPosition = one.notes.includes('errata-columns');
  const expected = byPosition ? withoutEmpty(one.expected, columns.length) : one.expected;
  if (columns.length !== expected.columns.length)
    return {
      outcome: 'wrong',
      why: `columns ${columns.map((column) => column.name).join(', ')} for ${expected.columns.join(', ')}`,
    };
  const named = expected.columns.every((name, index) => columns[index]?.name === name);
  if (!byPosition && !named)
    return {
      outcome: 'wrong',
      why: `columns ${columns.map((column) => column.name).join(', ')} for ${expected.columns.join(', ')}`,
    };
  if (rows.length !== expected.rows.length)
    return { outcome: 'wrong', why: `${rows.length} rows for ${expected.rows.length}: ${show(rows)}` };
  const unordered = /\bset_/.test(one.kql) || /make_set/.test(one.kql);
  const rounded = one.notes.includes('errata-format');
  const matches = (row: readonly KqlCell[], wanted: readonly string[]) =>
    columns.every((column, index) => sameCell(row[index] ?? null, wanted[index] ?? '', column, unordered, rounded));
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
