import type { Column, KqlType } from '../../core/kqlText/kqlTypes.ts';
import { rowCanonicalizer } from '../casefile/answer/canonicalRow.ts';
import type { StoredCell } from '../casefile/answer/storedCell.ts';

type Rows = Iterable<readonly StoredCell[]>;

/**
 * Rows as CSV (RFC 4180, UTF-8, lines end with CR LF), the column names first. A null is nothing, an empty text is `""`. A text
 * that a spreadsheet could take for a formula gets one `'` before it, and so does a text that begins with `'`: taking the first
 * `'` off gives the exact text. Numbers and times are written as the case has them, which JSON lines have too.
 */
export function* csvLines(columns: readonly Column[], rows: Rows): Generator<string> {
  yield `${columns.map(({ name }) => csvText(name)).join(',')}\r\n`;
  for (const row of rows) yield `${columns.map(({ type }, at) => csvCell(row[at] ?? null, type)).join(',')}\r\n`;
}

/**
 * Rows as JSON objects, one a line, lines end with LF. Integers have all their digits; a real is its shortest digits, or the
 * text `NaN`, `Infinity` or `-Infinity`; a bool is true or false; all else is the text that the case has. Where columns share a
 * name, the second has `#2` behind it.
 */
export function* jsonLines(columns: readonly Column[], rows: Rows): Generator<string> {
  const names = memberNames(columns).map((name) => JSON.stringify(name));
  for (const row of rows) {
    const members = columns.map(({ type }, at) => `${names[at]}:${jsonCell(row[at] ?? null, type)}`);
    yield `{${members.join(',')}}\n`;
  }
}

/** Rows as the lines whose SHA-256, all together, is the `rows_sha256` of the exhibit. */
export function* canonicalLines(columns: readonly Column[], rows: Rows): Generator<string> {
  const canonical = rowCanonicalizer(columns.map(({ type }) => type));
  for (const row of rows) yield `${canonical(row)}\n`;
}

const texts: ReadonlySet<KqlType> = new Set(['string', 'dynamic', 'guid']);

function csvCell(cell: StoredCell, type: KqlType): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return texts.has(type) ? csvText(cell) : quoted(cell);
  if (type === 'bool') return cell ? 'true' : 'false';
  return digits(cell);
}

/** White space before a sign does not keep every spreadsheet from reading a formula. */
const csvText = (text: string): string => quoted(/^['\s]*['=+\-@]|^[\t\r\n]/.test(text) ? `'${text}` : text);

const quoted = (text: string): string =>
  text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

function jsonCell(cell: StoredCell, type: KqlType): string {
  if (cell === null) return 'null';
  if (typeof cell === 'string') return JSON.stringify(cell);
  if (type === 'bool') return cell ? 'true' : 'false';
  return typeof cell === 'number' && !Number.isFinite(cell) ? JSON.stringify(String(cell)) : digits(cell);
}

const digits = (cell: number | bigint): string => (Object.is(cell, -0) ? '-0' : String(cell));

function memberNames(columns: readonly Column[]): string[] {
  const taken = new Set<string>();
  return columns.map(({ name }) => {
    let free = name;
    for (let number = 2; taken.has(free); number += 1) free = `${name}#${number}`;
    taken.add(free);
    return free;
  });
}
