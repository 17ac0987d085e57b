import type { Column } from '../../core/kqlText/kqlTypes.ts';
import type { CellText } from './cellText.ts';

/** How rows are set: as a table with relative column widths, or, where columns would be too narrow, as one block per row. */
export type TableLayout =
  | {
      readonly kind: 'table';
      /** Of the row number's column and of each column, relative to each other. */
      readonly widths: readonly number[];
      readonly numeric: readonly boolean[];
      /** How much of the line the table takes, up to 1. */
      readonly share: number;
    }
  | {
      readonly kind: 'records';
      /** Of each column, whether its cells fit beside another column's. */
      readonly short: readonly boolean[];
    };

/** Characters of the table's type size that fit side by side on the narrower paper, gaps between columns taken off. */
const lineCharacters = 126;
const columnGap = 2.2;
const widestColumn = 60;
/** Words up to here are kept whole; longer ones carry break marks. */
const longestWord = 24;
const mostColumns = 10;
/** A cell taller than this in its column makes rows that are hard to compare. */
const tallestCell = 8;

const longestShort = 27;

/** Column names are set bold. */
const boldness = 1.15;

const numericTypes = new Set(['int', 'long', 'real', 'decimal']);

/** Chooses the layout from what the rows hold; `rowNumber` is the widest row number, which has a column of its own. */
export function layOut(
  columns: readonly Column[],
  rows: readonly (readonly CellText[])[],
  rowNumber: number,
): TableLayout {
  const numberWidth = Math.max(4, String(rowNumber).length + 1);
  const room = lineCharacters - numberWidth - columnGap * (columns.length + 1);
  const needs = columns.map((column, index) => columnNeed(column, rows, index));
  const least = sum(needs.map((need) => need.least));
  const records: TableLayout = {
    kind: 'records',
    short: columns.map((_, index) => rows.every((row) => isShort(row[index]))),
  };
  if (columns.length === 0 || columns.length > mostColumns || least > room) return records;
  const wanted = sum(needs.map((need) => need.wanted - need.least));
  const spare = Math.max(0, room - least);
  const widths = needs.map(
    (need) => need.least + (wanted === 0 ? 0 : (spare * (need.wanted - need.least)) / Math.max(wanted, spare)),
  );
  const tall = needs.some((need, index) => need.longest / (widths[index] ?? 1) > tallestCell);
  if (tall) return records;
  const taken = sum(widths) + numberWidth + columnGap * (columns.length + 1);
  return {
    kind: 'table',
    share: Math.min(1, Math.round((taken / lineCharacters) * 100) / 100),
    widths: [numberWidth, ...widths].map((width) => Math.round((width + columnGap) * 10) / 10),
    numeric: columns.map((column) => numericTypes.has(column.type)),
  };
}

/** Whether a cell fits beside another pair of name and cell, in a row that is set as a block. */
export const isShort = (cell: CellText | undefined): boolean =>
  cell?.kind !== 'text' || (cell.cut === 0 && !cell.text.includes('\n') && width(cell.text) <= longestShort);

/** The least width that breaks no shorter word, the width that would be used if there were room, the longest cell. */
function columnNeed(column: Column, rows: readonly (readonly CellText[])[], index: number) {
  const texts = rows.map((row) => row[index]).map((cell) => (cell?.kind === 'text' ? cell.text : '-----'));
  const lines = texts.flatMap((text) => text.split('\n'));
  const words = lines.flatMap((line) => line.split(' '));
  const header = Math.ceil(width(column.name) * boldness);
  const least = Math.min(longestWord, max([...words.map(width), header]));
  const wanted = Math.min(widestColumn, max([...lines.map(width), header]));
  return {
    least,
    wanted: Math.max(least, wanted),
    longest: max(texts.map(width)),
  };
}

/** Ideographs, kana and Hangul take two places. */
const width = (text: string): number =>
  text.length + (text.match(/[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/g)?.length ?? 0);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const max = (numbers: readonly number[]): number => numbers.reduce((most, number) => Math.max(most, number), 0);
