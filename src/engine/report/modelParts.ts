/** A fact with its name, as it stands in a list of facts. `mono` sets hashes, ids and paths in the fixed-width face. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly mono?: boolean;
}

/** A short label with a meaning that colour only repeats. */
export interface Chip {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'caution' | 'neutral' | 'accent';
}

/** Where something is shown: `exhibit` 3, row 5. `row` is null where the whole exhibit is meant. */
export interface Citation {
  readonly exhibit: number;
  readonly row: number | null;
}

/** The first few citations, and how many more there are. */
export interface CitedSources {
  readonly citations: readonly Citation[];
  readonly more: string | null;
}
