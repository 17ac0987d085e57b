import { KqlError, type Place } from '../errors.ts';
import type { Literal, SyntaxNode } from '../syntax/ast.ts';
import type { KqlTable, KqlType, QueryWindow } from '../types.ts';
import type { OrderKey, Plan } from './plan.ts';
import type { JsonSource, Scalar } from './scalar.ts';

/** A visible column of a relation. */
export interface RelationColumn {
  readonly name: string;
  readonly type: KqlType;
  readonly id: string;
  readonly nullable: boolean;
  /** Where a dynamic column's value comes from, so that a path into it is one extraction. */
  readonly json?: JsonSource;
  readonly texts?: string;
  /** The few texts that the column can have, when the query's own text tells them. */
  readonly among?: readonly string[];
  readonly textUses?: readonly string[];
}

/** A tabular expression: its plan, the columns that a query sees, and the order of its rows as far as KQL promises it. */
export interface Relation {
  readonly plan: Plan;
  readonly columns: readonly RelationColumn[];
  readonly order: readonly OrderKey[];
  /** Whether the single key of `order` numbers the rows. */
  readonly numbered?: boolean;
  /** Whether `order` is the order in which the query's text or a range gives the rows, which breaks the ties of a sort. */
  readonly natural?: boolean;
  readonly render?: string;
  /** What `as` calls the table, which holds for this plan with these columns and for nothing made of them. */
  readonly called?: { readonly name: string; readonly plan: Plan; readonly columns: readonly RelationColumn[] };
}

export interface UserFunction {
  readonly kind: 'function';
  /** Whether wildcards find it among the tables. */
  readonly isView: boolean;
  readonly parameters: readonly Parameter[];
  readonly body: SyntaxNode;
  readonly names: Names;
}
export interface Parameter {
  readonly name: string;
  /** Undefined for a tabular parameter. */
  readonly type: KqlType | undefined;
  readonly defaultValue: SyntaxNode | undefined;
}
export type Binding =
  | { readonly kind: 'scalar'; readonly scalar: () => Scalar }
  | { readonly kind: 'table'; readonly relation: () => Relation }
  | UserFunction
  | { readonly kind: 'pattern'; readonly declaration: SyntaxNode; readonly names: Names };

/** Names that `let` and parameters bring in, inner before outer. */
export interface Names {
  readonly own: Map<string, Binding>;
  readonly outer: Names | undefined;
}
export const findName = (names: Names | undefined, name: string): Binding | undefined =>
  names === undefined ? undefined : (names.own.get(name) ?? findName(names.outer, name));
export const innerNames = (outer: Names): Names => ({ own: new Map(), outer });

/** A row of values that the planner asked for. */
export type ProbeRow = readonly unknown[];

/** Thrown when the plan depends on data: the query runs, and planning begins again with its rows. */
export class NeedsProbe extends Error {
  override readonly name = 'NeedsProbe';
  readonly sql: string;
  constructor(sql: string) {
    super('the plan depends on data');
    this.sql = sql;
  }
}

/** What holds for a whole query. */
export interface QueryState {
  readonly text: string;
  readonly now: bigint;
  readonly tables: ReadonlyMap<string, KqlTable>;
  /** The stored functions that give tables, and those tables by `callKey`. */
  readonly functions: ReadonlySet<string>;
  readonly called: ReadonlyMap<string, KqlTable>;
  readonly relationOf: (table: string) => string;
  readonly window: QueryWindow | undefined;
  readonly options: Map<string, Scalar>;
  readonly tablesUsed: Set<string>;
  /** Common table expressions in the order of their definition. */
  readonly shared: { readonly name: string; readonly sql: () => string }[];
  readonly probes: ReadonlyMap<string, readonly ProbeRow[]>;
  nextId(): string;
  /** The binders, reached through the query because expressions and tables contain each other. */
  readonly binder: Binder;
}

export interface Binder {
  scalar(node: SyntaxNode, scope: Scope): Scalar;
  /** A condition, where null and false are one. */
  filter(node: SyntaxNode, scope: Scope): Scalar;
  asType(value: Scalar, type: KqlType): Scalar | undefined;
  /** The value of an expression that must be known before the query runs. */
  constant(node: SyntaxNode, scope: Scope, what: string): Literal['value'];
  /** Binds a table; `input` is what an operator without a table of its own reads. */
  relation(node: SyntaxNode, names: Names, input?: Relation): Relation;
  /** Whether an expression is a table. */
  isTabular(node: SyntaxNode, names: Names): boolean;
  /** Calls a function that `let` or the text itself defines; `input` is the piped table of `invoke`. */
  call(called: UserFunction, node: SyntaxNode, scope: Scope, input?: Relation): Scalar | Relation;
}

/** Where an expression stands: the query, the names and the row it may read. */
export interface Scope {
  readonly query: QueryState;
  readonly names: Names;
  readonly columns: readonly RelationColumn[];
  /** The two sides of a join condition. */
  readonly sides?: { readonly left: Scope; readonly right: Scope };
  /** Handles aggregate calls inside summarize and its like. */
  readonly aggregate?: (node: SyntaxNode) => Scalar | undefined;
  /** Defines a value below the expression, so that it can be read like a column. */
  readonly define?: (value: Scalar) => Scalar;
  /** Puts a plan node below the expression. */
  readonly below?: (make: (plan: Plan) => Plan) => void;
  /** The order that window functions follow. */
  readonly order?: readonly OrderKey[];
}

/** The place of a node in the query's text. */
export const placeOf = (text: string, start: number, length: number): Place => {
  const before = text.slice(0, start);
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1, start, length };
};

const firstLine = (text: string): string => {
  const line = text.split('\n', 1)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

/** A refusal that names what is not supported and where. */
export const unsupported = (query: QueryState, node: SyntaxNode, code: string, what: string): KqlError => {
  const place = placeOf(query.text, node.start, node.length);
  const quoted = firstLine(query.text.slice(node.start, node.start + node.length));
  return new KqlError('unsupported', code, `${what} (line ${place.line}, column ${place.column}: ${quoted})`, {
    place,
  });
};

/** An error in the query's meaning. */
export const semantic = (query: QueryState, node: SyntaxNode, message: string): KqlError => {
  const place = placeOf(query.text, node.start, node.length);
  return new KqlError('semantic', 'semantic', `${message} (line ${place.line}, column ${place.column})`, { place });
};

/** Runs SQL while planning. */
export const probe = (query: QueryState, select: string): readonly ProbeRow[] => {
  const sql = withShared(query, select);
  const rows = query.probes.get(sql);
  if (rows === undefined) throw new NeedsProbe(sql);
  return rows;
};

/** A SELECT with the common table expressions that it may read. */
export const withShared = (query: QueryState, select: string): string => {
  let later = select;
  const tables: string[] = [];
  for (const table of [...query.shared].reverse()) {
    if (!new RegExp(`\\b${table.name}\\b`).test(later)) continue;
    const sql = table.sql();
    tables.unshift(`${table.name} AS MATERIALIZED (${sql})`);
    later += sql;
  }
  return tables.length === 0 ? select : `WITH ${tables.join(', ')} ${select}`;
};
