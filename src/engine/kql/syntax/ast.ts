import type { KqlType } from '../types.ts';

/** A literal's value, read from its text: int, long, datetime and timespan (ticks) as bigint; decimal, guid, dynamic (JSON) as text. */
export interface Literal {
  readonly type: KqlType;
  readonly value: string | bigint | number | boolean | null;
}

/**
 * A node of a query's syntax tree: plain data that survives structured cloning. `kind` is Microsoft's class name
 * (`FilterOperator`, `BinaryExpression`, …), and `parts` are its children by Microsoft's property names; parentheses,
 * separators and missing parts are gone. A list is a node of the kind `List` with `items`.
 */
export interface SyntaxNode {
  readonly kind: string;
  /** 0-based, in UTF-16 units. */
  readonly start: number;
  readonly length: number;
  readonly parts: Readonly<Record<string, SyntaxNode>>;
  readonly items: readonly SyntaxNode[];
  /** A token's text, or a name without its quotes. */
  readonly text?: string;
  readonly literal?: Literal;
  /** The column name that Microsoft's binder gives an expression without one; empty when it would be numbered (`Column1`). */
  readonly autoName?: string;
  /** The names that the binder gives the columns of an expression that gives several (`series_stats(x)`). */
  readonly severalNames?: readonly string[];
  /** What a name refers to, as the binder resolved it: `ColumnSymbol`, `TableSymbol`, `VariableSymbol`, … */
  readonly refersTo?: string;
}

export interface Diagnostic {
  readonly code: string;
  readonly kind: 'syntax' | 'semantic';
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly start: number;
  readonly length: number;
  /** What the message is about, where that is not the text at the place. */
  readonly subject?: string;
}

export interface Analysis {
  readonly root: SyntaxNode;
  readonly diagnostics: readonly Diagnostic[];
  /** The answer's columns as the binder sees them; undefined when they depend on data. */
  readonly columns: readonly { readonly name: string; readonly type: string }[] | undefined;
}

/** A part that the grammar promises. */
export const part = (node: SyntaxNode, name: string): SyntaxNode => {
  const found = node.parts[name];
  if (found === undefined) throw new RangeError(`${node.kind} at ${node.start} has no ${name}`);
  return found;
};

/** The items of a list part; none when it is absent. */
export const itemsOf = (node: SyntaxNode, name: string): readonly SyntaxNode[] => node.parts[name]?.items ?? [];

/** The text of a name or token part; empty when it is absent. */
export const textOf = (node: SyntaxNode, name: string): string => node.parts[name]?.text ?? '';
