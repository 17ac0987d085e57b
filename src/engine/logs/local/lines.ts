import { longestLine } from './tableFile.ts';

export interface Line {
  /** 1-based, in the file as a person opens it. */
  readonly number: number;
  readonly text: string;
  /** The text is cut: the line is longer than `longestLine`. */
  readonly tooLong: boolean;
}

/** Splits text into lines at LF or CRLF; the last one needs no line break. */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<Line> {
  let rest = '';
  let number = 0;
  let cut = false;
  const line = (text: string): Line => {
    number += 1;
    const tooLong = cut || text.length > longestLine;
    cut = false;
    return { number, text: text.endsWith('\r') ? text.slice(0, -1) : text, tooLong };
  };
  for await (const piece of pieces) {
    let start = 0;
    for (let at = piece.indexOf('\n'); at !== -1; at = piece.indexOf('\n', start)) {
      yield line(rest + piece.slice(start, at));
      rest = '';
      start = at + 1;
    }
    rest += piece.slice(start);
    if (rest.length > longestLine) {
      cut = true;
      rest = rest.slice(0, 100);
    }
  }
  if (rest !== '' || cut) yield line(rest);
}
