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
}

/** What fits at a place; an item takes the place of `length` UTF-16 units at `from`. Best first. */
export interface Completion {
  readonly from: number;
  readonly length: number;
  readonly items: readonly CompletionItem[];
}

/** What a name in the query is; `text` has its type or its signature. */
export interface Hover {
  readonly from: number;
  readonly length: number;
  readonly text: string;
}
