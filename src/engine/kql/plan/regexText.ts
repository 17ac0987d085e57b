import { defineJsFunction } from '../jsFunctions.ts';
import { quoteText } from '../storage.ts';
import type { SyntaxNode } from '../syntax/ast.ts';
import { type Regex, RegexError, readRegex } from '../values/regex.ts';
import { type RegexReader, type Telling, underscored } from '../values/regexClasses.ts';
import type { Scalar } from './scalar.ts';
import { placeOf, type QueryState, unsupported } from './scope.ts';

/** A pattern in SQL. */
export interface RegexText {
  /** SQL of the pattern in RE2's syntax. */
  readonly sql: string;
  /** What planning knows of it; undefined for a pattern that is computed. */
  readonly known: Regex | undefined;
  /** SQL of a text that the pattern is tried on: RE2 knows word boundaries between ASCII characters only. */
  readonly on: (text: string) => string;
}

const refusal = (error: RegexError): string => `A regular expression with ${error.message} is not supported`;

/** Reads a pattern that the query's text gives; refuses one that no reader can take, at its place. */
export const knownRegex = (query: QueryState, node: SyntaxNode, pattern: string, reader: RegexReader): Regex => {
  try {
    return readRegex(pattern, reader);
  } catch (error) {
    if (error instanceof RegexError) throw unsupported(query, node, 'regex', refusal(error));
    throw error;
  }
};

const asciiOnly =
  'A word boundary (\\b) beside these other characters than ASCII is not supported: name the characters around it';
/** SQL of a text, failing where it has other characters than ASCII and the pattern has a word boundary. */
export const boundedText = (regex: Regex, text: string): string =>
  regex.hasBoundary
    ? `CASE WHEN strlen(${text}) = length(${text}) THEN ${text} ELSE error(${quoteText(asciiOnly)}) END`
    : text;

const testedText = (text: string, telling: Telling): string => {
  const made = underscored(text, telling);
  if (made === undefined) throw new Error(asciiOnly);
  return made;
};
/** SQL of a text on which a pattern is only tested or counted, so that other characters may stand for those that RE2 does not know. */
export const testableText = (regex: Regex | undefined, text: string): string => {
  if (!regex?.hasBoundary) return text;
  const name = defineJsFunction('testable', {
    parameters: ['string', 'string'],
    result: 'string',
    run: testedText,
    nulls: false,
  });
  return `CASE WHEN strlen(${text}) = length(${text}) THEN ${text} ELSE ${name}(${text}, ${quoteText(regex.telling)}) END`;
};

const placed = (query: QueryState, node: SyntaxNode): string => {
  const { line, column } = placeOf(query.text, node.start, node.length);
  return quoteText(`line ${line}, column ${column}`);
};

/** Reads a pattern where the query runs; its error names the place in the query. */
const computedRegex = (pattern: string, place: string): string => {
  try {
    const regex = readRegex(pattern, 're2');
    if (regex.hasBoundary) throw new RegexError('a word boundary that is computed');
    return regex.text;
  } catch (error) {
    if (error instanceof RegexError) throw new Error(`${refusal(error)} (${place}: ${pattern.slice(0, 60)})`);
    throw error;
  }
};
/** Throws a RegexError where a replacement refers to more groups than a pattern has, or has a `\` that refers to none. */
const checkRewrite = (rewrite: string, groups: number): void => {
  for (const [whole, escaped] of rewrite.matchAll(/\\(.?)/gs)) {
    if (escaped === '\\') continue;
    if (!/^\d$/.test(escaped ?? '')) throw new RegexError(`the replacement's ${whole}`);
    if (Number(escaped) > groups)
      throw new RegexError(`the replacement's ${whole}, as the pattern has ${groups} groups`);
  }
};
const computedRewrite = (rewrite: string, pattern: string, place: string): string => {
  try {
    checkRewrite(rewrite, readRegex(pattern, 're2').groups.length);
    return rewrite;
  } catch (error) {
    if (error instanceof RegexError) throw new Error(`${refusal(error)} (${place}: ${rewrite.slice(0, 60)})`);
    throw error;
  }
};

/** A pattern for RE2; `within` puts it into a larger one. */
export const regexText = (
  query: QueryState,
  node: SyntaxNode,
  pattern: Scalar,
  within: (regex: string) => string = (regex) => regex,
): RegexText => {
  if (typeof pattern.literal === 'string') {
    const known = knownRegex(query, node, pattern.literal, 're2');
    return { sql: quoteText(within(known.text)), known, on: (text) => boundedText(known, text) };
  }
  const name = defineJsFunction('regex', {
    parameters: ['string', 'string'],
    result: 'string',
    run: computedRegex,
    nulls: false,
  });
  const read = `${name}(${pattern.sql}, ${placed(query, node)})`;
  return { sql: `('${within(`' || ${read} || '`)}')`, known: undefined, on: (text) => text };
};

/** SQL of a replacement, which may refer to the groups of its pattern by `\\0` to `\\9`. */
export const rewriteText = (query: QueryState, node: SyntaxNode, rewrite: Scalar, pattern: Scalar): string => {
  const { literal } = rewrite;
  if (typeof literal === 'string' && typeof pattern.literal === 'string') {
    try {
      checkRewrite(literal, readRegex(pattern.literal, 're2').groups.length);
    } catch (error) {
      if (error instanceof RegexError) throw unsupported(query, node, 'regex', refusal(error));
      throw error;
    }
    return rewrite.sql;
  }
  const name = defineJsFunction('rewrite', {
    parameters: ['string', 'string', 'string'],
    result: 'string',
    run: computedRewrite,
    nulls: false,
  });
  return `${name}(${rewrite.sql}, ${pattern.sql}, ${placed(query, node)})`;
};
