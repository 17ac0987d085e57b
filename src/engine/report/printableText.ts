import type { FontCoverage } from './fontCoverage.ts';

/** Where a long word may be broken; the template turns it into a break without a character. */
export const breakMark = '\u200b';
const longestUnbroken = 24;
const hardBreakEvery = 8;

/** Controls, format characters (direction marks and zero-width characters among them), surrogates, private use, separators. */
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u;
/** Characters that join the one before them; the half-width voiced marks do too (Unicode: Grapheme_Extend). */
const joining = /[\p{M}\uff9e\uff9f]/u;
const marksPerBase = 3;

/**
 * Text that the report's fonts can print without loss of meaning: whatever is invisible, changes the direction of what
 * follows, or has no glyph is written as its code point, such as `[U+202E]`. Line feeds stay.
 */
export function printable(text: string, coverage: FontCoverage): { readonly text: string; readonly escaped: number } {
  if (/^[\n\x20-\x7e]*$/.test(text)) return { text, escaped: 0 };
  let result = '';
  let escaped = 0;
  let base: number | undefined;
  let marks = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const joins = joining.test(character);
    marks = joins ? marks + 1 : 0;
    const shown = joins
      ? base !== undefined && marks <= marksPerBase && printsTogether(base, point, coverage)
      : character === '\n' || (!hidden.test(character) && coverage.some((family) => family.has(point)));
    if (shown) {
      result += character;
      if (!joins) base = character === '\n' ? undefined : point;
    } else {
      result += `[U+${point.toString(16).toUpperCase().padStart(4, '0')}]`;
      escaped++;
      base = undefined;
    }
  }
  return { text: result, escaped };
}

/** A mark and its base are shaped as one, so one family has to have both. */
const printsTogether = (base: number, mark: number, coverage: FontCoverage): boolean =>
  coverage.some((family) => family.has(base) && family.has(mark));

/** Lets words longer than any column be broken: after punctuation where there is some, else at even steps. */
export function breakable(text: string): string {
  return text.replace(/[^\s\u200b]{25,}/gu, breakWord);
}

function breakWord(word: string): string {
  return word
    .split(/(?<=[/\\.,;:&?=_@|(){}[\]%+"'<>#~!*-])/u)
    .map((piece) => {
      const characters = [...piece];
      if (characters.length <= longestUnbroken) return piece;
      const parts: string[] = [];
      for (let at = 0; at < characters.length; at += hardBreakEvery) {
        parts.push(characters.slice(at, at + hardBreakEvery).join(''));
      }
      // A mark must stay with its base, or the typesetter shapes it alone.
      return parts.reduce((joined, part) => `${joined}${joining.test(part.charAt(0)) ? '' : breakMark}${part}`);
    })
    .join(breakMark);
}

/** Every text of a value, however deep, made printable and breakable; object keys are ours and stay. */
export function typesettable<T>(value: T, coverage: FontCoverage): { readonly value: T; readonly escaped: number } {
  let escaped = 0;
  const walk = (part: unknown): unknown => {
    if (typeof part === 'string') {
      const shown = printable(part, coverage);
      escaped += shown.escaped;
      return breakable(shown.text);
    }
    if (Array.isArray(part)) return part.map(walk);
    if (part === null || typeof part !== 'object') return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner)]));
  };
  return { value: walk(value) as T, escaped };
}

/** The text's first `limit` characters and how many were cut after them; never cuts a character in two. */
export function cutText(text: string, limit: number): { readonly text: string; readonly cut: number } {
  if (text.length <= limit) return { text, cut: 0 };
  const end = /[\ud800-\udbff]/.test(text.charAt(limit - 1)) ? limit - 1 : limit;
  return { text: text.slice(0, end), cut: text.length - end };
}
