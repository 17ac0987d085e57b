import { calledTables, functionsOf } from './calls.ts';
import { KqlError } from './errors.ts';
import { relationBinder } from './plan/bindRelation.ts';
import { bindFilter, bindScalar, constantValue } from './plan/bindScalar.ts';
import { convert } from './plan/convert.ts';
import { declare } from './plan/declare.ts';
import { emit } from './plan/emit.ts';
import { orderSql } from './plan/plan.ts';
import { type Names, type ProbeRow, placeOf, type QueryState, withShared } from './plan/scope.ts';
import { serviceOnly } from './plan/serviceOnly.ts';
import { quoteIdentifier } from './storage.ts';
import { type Analysis, itemsOf, part } from './syntax/ast.ts';
import type { Catalog, KqlColumn, QueryWindow } from './types.ts';

/** A query as SQL. */
export interface Compiled {
  readonly sql: string;
  readonly columns: readonly KqlColumn[];
  /** The stored tables that it reads. */
  readonly tables: readonly string[];
  readonly render: string | undefined;
}

export interface CompileInput {
  readonly text: string;
  readonly analysis: Analysis;
  readonly catalog: Pick<Catalog, 'tables' | 'relation'>;
  readonly window: QueryWindow | undefined;
  /** Ticks. */
  readonly now: bigint;
  /** What earlier probes found, by their SQL. */
  readonly probes: ReadonlyMap<string, readonly ProbeRow[]>;
}

/** The function whose argument begins here: `database` of `database('x')`. */
const calledBefore = (text: string, start: number): string =>
  /([A-Za-z_]+)\s*\(\s*$/.exec(text.slice(0, start))?.[1] ?? '';

/** Throws the first error that the parser or the binder found. */
export const refuseErrors = (text: string, analysis: Analysis): void => {
  const errors = analysis.diagnostics.filter((one) => one.severity === 'error');
  const first = errors.find((one) => one.kind === 'syntax') ?? errors[0];
  if (first === undefined) return;
  const place = placeOf(text, first.start, first.length);
  const named = text.slice(first.start, first.start + first.length);
  const outside =
    serviceOnly(/^[A-Za-z_]+(?=\s*\()/.exec(text.slice(first.start))?.[0] ?? '') ??
    serviceOnly(calledBefore(text, first.start));
  if (first.kind === 'semantic' && outside !== undefined)
    throw new KqlError('unsupported', 'service', `${outside} (line ${place.line}, column ${place.column})`, { place });
  const unknownTable = first.code === 'KS204' || /does not refer to any known table/.test(first.message);
  throw new KqlError(
    first.kind,
    unknownTable ? 'unknownTable' : first.code,
    `${first.message} (line ${place.line}, column ${place.column})`,
    { place, subject: unknownTable ? named : first.subject },
  );
};

const stateOf = (input: CompileInput): QueryState => {
  let lastId = 0;
  const state: QueryState = {
    text: input.text,
    now: input.now,
    tables: new Map(input.catalog.tables.filter((table) => !table.calls).map((table) => [table.name, table])),
    functions: functionsOf(input.catalog.tables),
    called: calledTables(input.catalog.tables),
    relationOf: (table) => input.catalog.relation(table),
    window: input.window,
    options: new Map(),
    tablesUsed: new Set(),
    shared: [],
    probes: input.probes,
    nextId: () => `c${++lastId}`,
    binder: {
      ...relationBinder(() => state),
      scalar: bindScalar,
      filter: bindFilter,
      asType: convert,
      constant: (node, scope, what) => constantValue(scope, node, bindScalar(node, scope), what),
    },
  };
  return state;
};

/** Plans a query and writes its SQL. Throws NeedsProbe when the plan depends on data. */
export const compileQuery = (input: CompileInput): Compiled => {
  refuseErrors(input.text, input.analysis);
  const state = stateOf(input);
  const names: Names = { own: new Map(), outer: undefined };
  const statements = itemsOf(input.analysis.root, 'Statements');
  declare(state, statements, names);
  const last = statements.filter((statement) => statement.kind === 'ExpressionStatement').at(-1);
  if (last === undefined) throw new KqlError('semantic', 'empty', 'The query has no expression to answer');
  const expression = part(last, 'Expression');
  const relation = state.binder.isTabular(expression, names)
    ? state.binder.relation(expression, names)
    : scalarRelation(state, names, expression);
  const ids = new Set([...relation.columns.map((column) => column.id), ...relation.order.map((key) => key.id)]);
  const shown = relation.columns.map((column, index) => `${column.id} AS ${quoteIdentifier(`${index}`)}`);
  const order = relation.order.length > 0 ? ` ORDER BY ${orderSql(relation.order)}` : '';
  const select = `SELECT ${shown.join(', ') || '1'} FROM (${emit(relation.plan, ids)})${order}`;
  return {
    sql: withShared(state, select),
    columns: relation.columns.map(({ name, type }) => ({ name, type })),
    tables: [...state.tablesUsed],
    render: relation.render,
  };
};

const scalarRelation = (state: QueryState, names: Names, expression: Analysis['root']) => {
  const value = bindScalar(expression, { query: state, names, columns: [] });
  const id = state.nextId();
  return {
    plan: { op: 'values', columns: [{ id, type: value.type }], rows: [[value.sql]] } as const,
    columns: [{ name: 'Column1', type: value.type, id, nullable: value.nullable }],
    order: [],
    render: undefined,
  };
};
