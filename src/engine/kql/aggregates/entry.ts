import type { OrderKey } from '../plan/plan.ts';
import type { Scalar } from '../plan/scalar.ts';
import type { QueryState, RelationColumn } from '../plan/scope.ts';
import type { Literal, SyntaxNode } from '../syntax/ast.ts';

/** An aggregate call under way. */
export interface AggregateCall {
  readonly query: QueryState;
  readonly node: SyntaxNode;
  readonly name: string;
  readonly argumentNodes: readonly SyntaxNode[];
  readonly args: readonly Scalar[];
  /** The columns of the input, those of the group aside. */
  readonly restColumns: readonly RelationColumn[];
  /** The order of the input's rows, when KQL promises one. */
  readonly order: readonly OrderKey[];
  /** Whether every group has rows, because there is a `by`. */
  readonly grouped: boolean;
  /** Adds an aggregate and gives the id of its result. */
  add(sql: string, uses: readonly string[]): string;
  constant(index: number, what: string): Literal['value'];
}

/** One column that an aggregate gives; its scalar reads ids that `add` gave. Without a name of its own it takes the binder's. */
export interface AggregateColumn {
  readonly name?: string;
  readonly value: Scalar;
}

/** An aggregate function of KQL. */
export interface AggregateEntry {
  readonly names: readonly string[];
  /** An expression over a column `x` of long, `s` of string and `b` of bool; a test runs each one. */
  readonly example: string;
  /** Whether its arguments may hold `*`, which is then not bound. */
  readonly star?: boolean;
  bind(call: AggregateCall): readonly AggregateColumn[];
}
