import { longestLine } from './tableFile.ts';

export interface CsvCell {
  readonly text: string;
  readonly quoted: boolean;
}
/** A record, or the reason why the lines from `line` on are none. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly CsvCell[] }
  | { readonly line: number; readonly reason: string };

const tooLong = 'longer than 32 MiB';

interface Parsed {
  readonly record: CsvRecord;
  /** Where the next record begins, and how many line breaks lie before it. */
  readonly next: number;
  readonly lineBreaks: number;
}

/**
 * The records of a CSV text (RFC 4180: comma, doubled quotes, line breaks inside quotes; LF, CRLF or CR). Where a record is
 * broken its first line is given up and reading goes on with the next line. Empty lines are no records.
 */
export async function* csvRecords(pieces: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  let text = '';
  let line = 1;
  let ended = false;
  const iterator = pieces[Symbol.asyncIterator]();
  const more = async () => {
    const piece = await iterator.next();
    if (piece.done) ended = true;
    else text += piece.value;
  };
  await more();
  let at = 0;
  while (at < text.length || !ended) {
    const parsed = at < text.length ? parseRecord(text, at, line, ended) : undefined;
    if (parsed === undefined) {
      text = text.slice(at);
      at = 0;
      if (text.length <= longestLine) {
        // Twice as much each time, so that a long record is not gone over once for every piece of it.
        const enough = text.length * 2;
        do await more();
        while (!ended && text.length < enough);
        continue;
      }
      yield { line, reason: tooLong };
      let end = plainLineEnd(text, 0);
      // What a line break may still follow is not kept.
      for (; end + 1 >= text.length && !ended; end = plainLineEnd(text, 0)) {
        text = text.slice(end);
        await more();
      }
      at = afterLineBreak(text, end);
      line += 1;
      continue;
    }
    if ('reason' in parsed.record || parsed.record.cells.length > 0) yield parsed.record;
    at = parsed.next;
    line += parsed.lineBreaks;
  }
}

/** One record from `start` on; undefined where the text ends before the record does and more may come. */
function parseRecord(text: string, start: number, line: number, isAll: boolean): Parsed | undefined {
  const cells: CsvCell[] = [];
  const giveUp = (reason: string): Parsed | undefined => {
    const end = plainLineEnd(text, start);
    if (end + 1 >= text.length && !isAll) return undefined;
    const next = afterLineBreak(text, end);
    return { record: { line, reason }, next, lineBreaks: countLineBreaks(text, start, next) };
  };
  let at = start;
  for (;;) {
    const quoted = text.charCodeAt(at) === quote;
    const cell = quoted ? quotedCell(text, at) : plainCell(text, at);
    if (!isAll && (cell === undefined || cell.end >= text.length - 1)) {
      return text.length - start > longestLine ? giveUp(tooLong) : undefined;
    }
    if (cell === undefined) return giveUp('a quote is opened and never closed');
    cells.push({ text: cell.text, quoted });
    at = cell.end;
    const char = text.charCodeAt(at);
    if (char === comma) {
      at += 1;
      continue;
    }
    if (at < text.length && char !== lineFeed && char !== carriageReturn) {
      return giveUp('text follows a closing quote');
    }
    const next = afterLineBreak(text, at);
    const isBlank = cells.length === 1 && cell.text === '' && !quoted;
    return {
      record: { line, cells: isBlank ? [] : cells },
      next,
      lineBreaks: countLineBreaks(text, start, next),
    };
  }
}

function plainCell(text: string, start: number): { text: string; end: number } {
  let end = start;
  for (; end < text.length; end++) {
    const char = text.charCodeAt(end);
    if (char === comma || char === lineFeed || char === carriageReturn) break;
  }
  return { text: text.slice(start, end), end };
}

function quotedCell(text: string, start: number): { text: string; end: number } | undefined {
  for (let end = start + 1; ; end += 2) {
    end = text.indexOf('"', end);
    if (end === -1) return undefined;
    if (text.charCodeAt(end + 1) !== quote) {
      return { text: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
    }
  }
}

function plainLineEnd(text: string, start: number): number {
  const match = /[\r\n]/g;
  match.lastIndex = start;
  return match.exec(text)?.index ?? text.length;
}

function afterLineBreak(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return text.charCodeAt(at) === carriageReturn && text.charCodeAt(at + 1) === lineFeed ? at + 2 : at + 1;
}

function countLineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) {
    const char = text.charCodeAt(i);
    if (char === lineFeed || (char === carriageReturn && text.charCodeAt(i + 1) !== lineFeed)) count += 1;
  }
  return count;
}

const quote = 0x22;
const comma = 0x2c;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
