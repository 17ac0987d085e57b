import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type CsvCell, csvRecords } from './csvRecords.ts';
import { type TextEnd, textOf } from './fileText.ts';
import { arrayElements } from './jsonArray.ts';
import { type Line, linesOf } from './lines.ts';
import type { Sniffed } from './sniff.ts';
import { type BadLine, badLinesListed, type TableFile } from './tableFile.ts';

/** What a pass over a file found. */
export interface RowsFound {
  readonly badLines: readonly BadLine[];
  readonly badLineCount: number;
  /** A CSV file's columns, so that a header without rows still makes a table. */
  readonly header: readonly string[];
}

type Row =
  | { readonly line: number; readonly json: string }
  | { readonly line: number; readonly reason: string }
  | { readonly header: string[]; readonly problems: readonly string[] };

/**
 * Writes the readable rows of a text file as one JSON object per line to `target`, and reports the others with their line. Used
 * for what the database cannot read by itself: CSV, JSON arrays, UTF-16, damaged gz and files with bad lines.
 */
export async function writeRows(
  file: TableFile,
  sniffed: Extract<Sniffed, { kind: 'rows' }>,
  target: string,
  signal: AbortSignal,
): Promise<RowsFound> {
  const badLines: BadLine[] = [];
  let badLineCount = 0;
  let header: string[] = [];
  const report = (line: number, reason: string) => {
    badLineCount += 1;
    if (badLines.length < badLinesListed) badLines.push({ file: file.name, line, reason });
  };
  const end: TextEnd = { damage: undefined };
  const pieces = textOf(file, sniffed.encoding, end, signal);
  const output = createWriteStream(target, { highWaterMark: 1 << 20 });
  try {
    for await (const row of rowsOf(sniffed.format, pieces)) {
      if ('header' in row) {
        header = row.header;
        for (const problem of row.problems) report(1, problem);
      } else if ('reason' in row) report(row.line, row.reason);
      else if (!output.write(`${row.json}\n`)) await once(output, 'drain', { signal });
    }
  } finally {
    output.end();
    await finished(output);
  }
  if (end.damage !== undefined) report(0, end.damage);
  return { badLines, badLineCount, header };
}

async function* rowsOf(
  format: 'lines' | 'csv' | 'array' | 'parquet',
  pieces: AsyncIterable<string>,
): AsyncGenerator<Row> {
  if (format === 'csv') yield* csvRows(pieces);
  else yield* jsonRows(format === 'array' ? arrayElements(pieces) : linesOf(pieces));
}

/** The lines on which the rows begin that `writeRows` wrote, in the same order. */
export async function* writtenLines(
  file: TableFile,
  sniffed: Extract<Sniffed, { kind: 'rows' }>,
  signal: AbortSignal,
): AsyncGenerator<number> {
  const pieces = textOf(file, sniffed.encoding, { damage: undefined }, signal);
  for await (const row of rowsOf(sniffed.format, pieces)) if ('json' in row) yield row.line;
}

/** The lines of a file that hold something, as the database counts rows where it reads the file itself. */
export async function* filledLines(file: TableFile, signal: AbortSignal): AsyncGenerator<number> {
  const lines = linesOf(textOf(file, 'utf-8', { damage: undefined }, signal));
  for await (const { number, text } of lines) if (text.trim() !== '') yield number;
}

async function* jsonRows(lines: AsyncIterable<Line>): AsyncGenerator<Row> {
  for await (const { number, text, tooLong } of lines) {
    if (tooLong) yield { line: number, reason: 'longer than 32 MiB' };
    else if (text.trim() !== '') yield jsonRow(number, text);
  }
}

const halfPair = /\\ud[89a-f]/i;

function jsonRow(line: number, text: string): Row {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (halfPair.test(text) && /(?<!\\)(?:\\\\)*\\ud[89a-f]/.test(JSON.stringify(value))) {
      return { line, reason: 'holds half of a surrogate pair, which is no character' };
    }
    const twice = isObject ? repeatedMember(text) : undefined;
    if (twice !== undefined) return { line, reason: `names ${twice.slice(0, 100)} twice` };
    // The text goes on as it is, so that numbers keep every digit.
    return isObject ? { line, json: text } : { line, reason: 'JSON, but not an object' };
  } catch (error) {
    return { line, reason: error instanceof Error ? error.message.slice(0, 200) : 'not JSON' };
  }
}

/** The first name that an object's own members have twice, as JSON; `text` is valid JSON. */
function repeatedMember(text: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (char !== '"') continue;
    const end = endOfText(text, at);
    const isName = depth === 1 && /^\s*:/.test(text.slice(end, end + 20));
    const name = isName ? text.slice(at, end) : undefined;
    if (name !== undefined) {
      const key = String(JSON.parse(name));
      if (seen.has(key)) return name;
      seen.add(key);
    }
    at = end - 1;
  }
  return undefined;
}

/** Where a JSON text that begins at `start` is over. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    if (end === -1) return text.length;
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
}

async function* csvRows(pieces: AsyncIterable<string>): AsyncGenerator<Row> {
  let names: readonly string[] | undefined;
  let members: readonly Member[] = [];
  for await (const record of csvRecords(pieces)) {
    if ('reason' in record) {
      yield record;
    } else if (names === undefined) {
      names = columnNames(record.cells);
      const twice = new Set(names.filter((name, index) => names?.indexOf(name) !== index));
      const problems = [...twice].map((name) => `two columns are called ${name}: the first is read`);
      members = membersOf(names);
      yield { header: [...new Set(names)], problems };
    } else if (record.cells.length !== names.length) {
      yield { line: record.line, reason: `${record.cells.length} cells where the header has ${names.length}` };
    } else {
      yield { line: record.line, json: csvRow(members, record.cells) };
    }
  }
}

/** The portal writes a time column's zone behind its name: `TimeGenerated [UTC]`. */
const columnNames = (cells: readonly CsvCell[]): string[] =>
  cells.map(({ text }, index) => text.replace(/ \[UTC\]$/, '').trim() || `Column${index + 1}`);

/** A column as a member of a JSON object: its name with the colon, and where its cell is. */
interface Member {
  readonly name: string;
  readonly index: number;
}

/** Of two columns with one name the first counts. */
const membersOf = (names: readonly string[]): Member[] =>
  [...new Set(names)].map((name) => ({ name: `${JSON.stringify(name)}:`, index: names.indexOf(name) }));

/** An unquoted empty cell and an unquoted `null` hold nothing. */
function csvRow(members: readonly Member[], cells: readonly CsvCell[]): string {
  let row = '';
  for (const { name, index } of members) {
    const cell = cells[index];
    if (cell === undefined) continue;
    const isNothing = !cell.quoted && (cell.text === '' || cell.text === 'null');
    row += `${row === '' ? '{' : ','}${name}${isNothing ? 'null' : JSON.stringify(cell.text.toWellFormed())}`;
  }
  return `${row}}`;
}
