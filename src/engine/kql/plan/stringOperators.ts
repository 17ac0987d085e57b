import { quoteText } from '../storage.ts';
import { lowered } from './compare.ts';
import { computed, perKnownText, type Scalar } from './scalar.ts';

/** A comparison of a text with a text; both are never NULL. */
interface StringOperator {
  /** The operator without `!` and without `_cs`. */
  readonly test: (text: Scalar, searched: Scalar, caseSensitive: boolean) => string;
  /** Whether the plain spelling ignores case. */
  readonly ignoresCase: boolean;
}

const letterOrDigit = '[\\p{L}\\p{N}]';
const boundary = '[^\\p{L}\\p{N}]';
const isTermCharacter = (text: string | undefined): boolean => text !== undefined && /^[\p{L}\p{N}]$/u.test(text);
const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const folded = (text: Scalar, caseSensitive: boolean): string => (caseSensitive ? text.sql : lowered(text).sql);
const simple =
  (name: string): StringOperator['test'] =>
  (text, searched, caseSensitive) =>
    `${name}(${folded(text, caseSensitive)}, ${folded(searched, caseSensitive)})`;

/** Where the searched text begins or ends with a letter or digit, a term must begin or end there. */
const termTest =
  (bounds: { readonly before: boolean; readonly after: boolean }): StringOperator['test'] =>
  (text, searched, caseSensitive) => {
    const flags = caseSensitive ? '' : '(?i)';
    if (typeof searched.literal === 'string') {
      const characters = [...searched.literal];
      const before = bounds.before && isTermCharacter(characters[0]) ? `(?:^|${boundary})` : '';
      const after = bounds.after && isTermCharacter(characters.at(-1)) ? `(?:$|${boundary})` : '';
      if (before === '' && after === '') return simple('contains')(text, searched, caseSensitive);
      const test = `regexp_matches(${text.sql}, ${quoteText(`${flags}${before}${escapeRegex(searched.literal)}${after}`)})`;
      return caseSensitive ? `(contains(${text.sql}, ${searched.sql}) AND ${test})` : test;
    }
    const before = bounds.before
      ? `CASE WHEN regexp_matches(${searched.sql}, '^${letterOrDigit}') THEN '(?:^|${boundary})' ELSE '' END || `
      : '';
    const after = bounds.after
      ? ` || CASE WHEN regexp_matches(${searched.sql}, '${letterOrDigit}$') THEN '(?:$|${boundary})' ELSE '' END`
      : '';
    return `regexp_matches(${text.sql}, '${flags}' || ${before}regexp_escape(${searched.sql})${after})`;
  };

/** Every string operator that has a `!` form, by its name without `!` and `_cs`. */
export const stringOperators: Readonly<Record<string, StringOperator>> = {
  contains: { test: simple('contains'), ignoresCase: true },
  startswith: { test: simple('starts_with'), ignoresCase: true },
  endswith: { test: simple('ends_with'), ignoresCase: true },
  has: { test: termTest({ before: true, after: true }), ignoresCase: true },
  hasprefix: { test: termTest({ before: true, after: false }), ignoresCase: true },
  hassuffix: { test: termTest({ before: false, after: true }), ignoresCase: true },
};

/** Old spellings. */
export const spellings: Readonly<Record<string, string>> = {
  notcontains: '!contains',
  containscs: 'contains_cs',
  notcontainscs: '!contains_cs',
};

/** Whether a text has no letters of two cases, so that case cannot matter. */
const isCaseless = (text: unknown): boolean => typeof text === 'string' && text.toLowerCase() === text.toUpperCase();

/** `has`, `!startswith_cs` and their like; undefined when there is no such operator. */
export const stringTest = (spelling: string, text: Scalar, searched: Scalar): Scalar | undefined => {
  const name = spellings[spelling] ?? spelling;
  const negated = name.startsWith('!');
  const caseSensitive = name.endsWith('_cs') || isCaseless(searched.literal);
  const operator = stringOperators[name.replace(/^!/, '').replace(/_cs$/, '')];
  if (operator === undefined) return undefined;
  const sql = perKnownText(searched, (one) =>
    operator.test(text, one, caseSensitive || isCaseless(one.literal) || !operator.ignoresCase),
  );
  return computed('bool', negated ? `(NOT ${sql})` : sql, [text, searched]);
};
