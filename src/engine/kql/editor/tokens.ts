import { tokensOf } from './kustoService.ts';

export interface Token {
  readonly text: string;
  /** 0-based, in UTF-16 units. */
  readonly from: number;
  readonly to: number;
}

/** The tokens that begin before a place, in order. */
export const tokensBefore = (text: string, position: number): Token[] => {
  const found: Token[] = [];
  let at = 0;
  for (const token of tokensOf(text)) {
    const from = at + token.trivia.length;
    if (from >= position) break;
    at = from + token.text.length;
    if (token.text !== '') found.push({ text: token.text, from, to: at });
  }
  return found;
};

const openers = new Set(['(', '[', '{']);
const closers = new Set([')', ']', '}']);

/** The bracket that is open after the tokens, as its index in them, and how many commas stand between it and the end. */
export const openBracket = (
  tokens: readonly Token[],
): { readonly index: number; readonly commas: number } | undefined => {
  let closed = 0;
  let commas = 0;
  for (let index = tokens.length - 1; index >= 0; index--) {
    const text = tokens[index]?.text ?? '';
    // Microsoft's lexer gives an empty pair of brackets as one token.
    if (closers.has(text)) closed += 1;
    else if (openers.has(text) && closed > 0) closed -= 1;
    else if (openers.has(text)) return { index, commas };
    else if (closed === 0 && text === ',') commas += 1;
    else if (closed === 0 && (text === '|' || text === ';')) return undefined;
  }
  return undefined;
};
