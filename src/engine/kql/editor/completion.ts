/** What a completion names, for its icon and its place in the list. */
export type CompletionKind =
  | 'value'
  | 'aggregate'
  | 'plugin'
  | 'column'
  | 'table'
  | 'variable'
  | 'function'
  | 'type'
  | 'keyword'
  | 'operator'
  | 'comparison';

export interface CompletionItem {
  /** For people: a function with its parameters. */
  readonly label: string;
  readonly kind: CompletionKind;
  /** What to write in front of the caret and behind it. */
  readonly insertBefore: string;
  readonly insertAfter: string;
  /** What else there is to say: the type of a column, an example of a function. */
  readonly detail?: string;
}

/** A place where a value of a table's column may stand: the text that it would replace. */
export interface ValuePlace {
  readonly table: string;
  readonly column: string;
  readonly from: number;
  readonly length: number;
}

/** What fits at a place; an item takes the place of `length` UTF-16 units at `from`. Best first. */
export interface Completion {
  readonly from: number;
  readonly length: number;
  readonly items: readonly CompletionItem[];
  /** Where the place is compared with a string column of a stored table. */
  readonly values?: ValuePlace;
}

/** What a name in the query is; `text` has its type or its signature. */
export interface Hover {
  readonly from: number;
  readonly length: number;
  readonly text: string;
}

/** How a stretch of a query is coloured. */
export type TokenClass =
  | 'comment'
  | 'punctuation'
  | 'literal'
  | 'string'
  | 'type'
  | 'column'
  | 'table'
  | 'function'
  | 'variable'
  | 'keyword'
  | 'operator';

export interface ClassifiedRange {
  readonly class: TokenClass;
  readonly from: number;
  readonly length: number;
}

/** The call that a place stands in; `parameters` are the ranges of the parameters within `label`. */
export interface SignatureHelp {
  /** Where the function's name begins in the query. */
  readonly from: number;
  readonly label: string;
  readonly parameters: readonly { readonly from: number; readonly length: number }[];
  /** Index of the parameter at the place; -1 past the last one. */
  readonly active: number;
  readonly example?: string;
}
