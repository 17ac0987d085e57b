import type { Line } from './lines.ts';
import { longestLine } from './tableFile.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const tab = 0x09;
const space = 0x20;
const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/**
 * The elements of a JSON array of objects, each as one line of text with the number of the line on which it begins. It looks
 * only for where elements begin and end; whether each is JSON is for its reader to say. Text outside of elements that is
 * neither a comma nor the end of the array is handed over too, so that it is found to be bad.
 */
export async function* arrayElements(pieces: AsyncIterable<string>): AsyncGenerator<Line> {
  let number = 1;
  let started = false;
  let depth = 0;
  let inText = false;
  let escaped = false;
  let element = '';
  let elementLine = 0;
  let cut = false;
  const take = (): Line | undefined => {
    const line = { number: elementLine, text: element.trim(), tooLong: cut };
    element = '';
    cut = false;
    elementLine = 0;
    return line.text === '' ? undefined : line;
  };
  for await (const piece of pieces) {
    let from = 0;
    const keep = (to: number) => {
      if (to > from) element += piece.slice(from, to);
      if (element.length > longestLine) {
        cut = true;
        element = element.slice(0, 100);
      }
    };
    for (let i = 0; i < piece.length; i++) {
      const char = piece.charCodeAt(i);
      if (inText) {
        if (escaped) escaped = false;
        else if (char === backslash) escaped = true;
        else if (char === quote) inText = false;
        if (char === lineFeed) {
          // No JSON text holds a line break: the element is broken, and the next one is found from here on.
          number += 1;
          inText = false;
          escaped = false;
          depth = 0;
          keep(i);
          from = i + 1;
          const line = take();
          if (line) yield line;
        }
        continue;
      }
      if (char === lineFeed || char === carriageReturn) {
        // No line break may stay inside an element: outside of texts it is only layout.
        keep(i);
        element += ' ';
        from = i + 1;
        if (char === lineFeed) number += 1;
        continue;
      }
      if (!started) {
        if (char === openBracket) {
          started = true;
          from = i + 1;
        }
        continue;
      }
      if (depth === 0 && (char === comma || char === closeBracket)) {
        keep(i);
        from = i + 1;
        const line = take();
        if (line) yield line;
        continue;
      }
      if (elementLine === 0 && char !== space && char !== tab) elementLine = number;
      if (char === quote) inText = true;
      else if (char === openBrace || char === openBracket) depth += 1;
      else if (char === closeBrace || char === closeBracket) depth = Math.max(0, depth - 1);
    }
    keep(piece.length);
  }
  const line = take();
  if (line) yield line;
}
