export type Format = 'lines' | 'csv' | 'array' | 'parquet';

/** A file that holds rows of one table. */
export interface TableFile {
  /** Relative to the source's folder, with forward slashes. */
  readonly name: string;
  readonly path: string;
  readonly format: Format | 'json';
  readonly gzip: boolean;
  readonly size: number;
  readonly modified: number;
}

/** A line, or a cell of a line, that could not be read; line 0 stands for the file as a whole. */
export interface BadLine {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** How many bad lines are listed; all of them are counted. */
export const badLinesListed = 20;

/** Longer lines are not rows of a log: they are reported, and the rest is read. */
export const longestLine = 32 * 1024 * 1024;
