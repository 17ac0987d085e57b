import { readRegex } from '../values/regex.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

/** The part of regular expressions that RE2 and JavaScript read in the same way. */
const shared =
  /^(?:\\[dDwW.\\+*?()[\]{}|^$/-]|\[\^?(?:[^\\[\]]|\\[dDwW\\\].-])+\]|\((?:\?:|(?!\?))|\)|[*+?]\??|\{\d{1,3}(?:,\d{0,3})?\}\??|[^\\[\](){}*+?^$])*$/u;

/** The place of an occurrence; those of a pattern do not overlap. Anchors and what the two engines read differently are refused. */
const placeOf = (text: string, pattern: string, start = 0n, length = -1n, occurrence = 1n): bigint | null => {
  if (start < 0n || length < -1n || occurrence < 0n) return null;
  if (occurrence === 0n || !shared.test(pattern)) throw new Error(`indexof_regex() with ${pattern} is not supported`);
  const from = Number(start);
  const part = text.slice(from, length < 0n ? undefined : from + Number(length));
  const regex = new RegExp(readRegex(pattern, 'js').text, 'gu');
  let left = occurrence;
  for (const match of part.matchAll(regex)) {
    if (match[0] === '') throw new Error('indexof_regex() of a pattern that matches nothing is not supported');
    left -= 1n;
    if (left === 0n) return start + BigInt(match.index);
  }
  return -1n;
};

export const indexOfRegexFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['indexof_regex'],
    args: ['text', 'text', 'long', 'long', 'long'],
    optional: 3,
    result: 'long',
    run: placeOf,
    example: 'indexof_regex("abcabc", "a.c")',
  }),
];
