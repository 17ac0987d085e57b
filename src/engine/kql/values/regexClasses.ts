/** Who reads the translated pattern: RE2 in SQL, or JavaScript with the flag `u`. */
export type RegexReader = 're2' | 'js';

/** Kusto's classes know all of Unicode (regex.md, "Perl character classes"), those of RE2 and JavaScript ASCII alone or other characters. */
interface PerlClass {
  /** What stands for it by itself. */
  readonly alone: (reader: RegexReader) => string;
  /** What stands for it within brackets; undefined where the reader has nothing for it. */
  readonly within: (reader: RegexReader) => string | undefined;
}

const coded = (ranges: string) => (reader: RegexReader) =>
  reader === 're2' ? ranges : ranges.replaceAll('\\x{', '\\u{');

const space = coded(
  '\\x{9}-\\x{d}\\x{20}\\x{85}\\x{a0}\\x{1680}\\x{2000}-\\x{200a}\\x{2028}\\x{2029}\\x{202f}\\x{205f}\\x{3000}',
);
const noSpace = coded(
  '\\x{0}-\\x{8}\\x{e}-\\x{1f}\\x{21}-\\x{84}\\x{86}-\\x{9f}\\x{a1}-\\x{167f}\\x{1681}-\\x{1fff}\\x{200b}-\\x{2027}' +
    '\\x{202a}-\\x{202e}\\x{2030}-\\x{205e}\\x{2060}-\\x{2fff}\\x{3001}-\\x{10ffff}',
);
/** Alphabetic is letters, letter numbers, marks that `\p{M}` has anyway, and the enclosed letters. */
const word = coded(
  '\\p{L}\\p{Nl}\\p{M}\\p{Nd}\\p{Pc}\\x{200c}\\x{200d}\\x{24b6}-\\x{24e9}\\x{1f130}-\\x{1f149}\\x{1f150}-\\x{1f169}\\x{1f170}-\\x{1f189}',
);
const none = () => undefined;

export const perlClasses: Readonly<Record<string, PerlClass>> = {
  '\\d': { alone: () => '\\p{Nd}', within: () => '\\p{Nd}' },
  '\\D': { alone: () => '\\P{Nd}', within: () => '\\P{Nd}' },
  '\\s': { alone: (reader) => `[${space(reader)}]`, within: space },
  '\\S': { alone: (reader) => `[^${space(reader)}]`, within: noSpace },
  '\\w': { alone: (reader) => `[${word(reader)}]`, within: word },
  '\\W': { alone: (reader) => `[^${word(reader)}]`, within: none },
};

/** A word boundary of Unicode, which JavaScript can look around for. */
export const wordBoundary = (negated: boolean): string => {
  const one = `[${word('js')}]`;
  return negated
    ? `(?:(?<=${one})(?=${one})|(?<!${one})(?!${one}))`
    : `(?:(?<=${one})(?!${one})|(?<!${one})(?=${one}))`;
};

/** What a pattern has that could tell an underscore from another word character: itself, characters by code or name, a range over it. */
const telling = /_|[^\0-\x7f]|\\[xuUpP]|\\[aftnrv]-|\[:|\[\^?\]?(?:\\\]|[^\]])*?[\0-^]-\\?[`-\x7f]/;
const beyondAscii = new RegExp(`(?![\\0-\\x7f])[${word('js')}]`, 'gu');

/** Which characters beyond ASCII a pattern needs as they are: every one, every word character, some of these, or none. */
export type Telling = 'every' | 'all' | 'some' | 'none';

export const tellingOf = (pattern: string): Telling => {
  // RE2 finds no boundary within a character of several bytes, where there is no place.
  if (pattern.includes('\\B')) return 'every';
  if (telling.test(pattern)) return 'all';
  return /\\[dD]|\(\?[a-zA-Z-]*i/.test(pattern) ? 'some' : 'none';
};

/**
 * A text with underscores for word characters beyond ASCII, in which RE2 finds the word boundaries of Unicode; undefined where the pattern
 * could tell one of them from an underscore: a digit, or a letter that is one with an ASCII letter where case does not matter.
 */
export const underscored = (text: string, told: Telling): string | undefined => {
  const found = text.match(beyondAscii) ?? [];
  if (told === 'every' || (found.length > 0 && told === 'all')) return undefined;
  if (told === 'some' && found.some((one) => /[\p{Nd}\u{17f}\u{212a}]/u.test(one))) return undefined;
  return text.replace(beyondAscii, '_');
};

/** General categories but those that RE2 counts without the unassigned characters, by the names that all engines share. */
const categories = 'L|Lu|Ll|Lt|Lm|Lo|M|Mn|Mc|Me|N|Nd|Nl|No|P|Pc|Pd|Ps|Pe|Pi|Pf|Po|S|Sm|Sc|Sk|So|Z|Zs|Zl|Zp|Cc|Cf|Co';
const scripts =
  'Arabic|Armenian|Bengali|Cyrillic|Devanagari|Georgian|Greek|Han|Hangul|Hebrew|Hiragana|Katakana|Latin|Thai';
const longNames: Readonly<Record<string, string>> = {
  Letter: 'L',
  Uppercase_Letter: 'Lu',
  Lowercase_Letter: 'Ll',
  Mark: 'M',
  Number: 'N',
  Decimal_Number: 'Nd',
  Punctuation: 'P',
  Symbol: 'S',
  Separator: 'Z',
};
const category = new RegExp(
  `^\\\\([pP])(?:([LMNPSZ])|\\{(${categories}|${Object.keys(longNames).join('|')}|${scripts})\\})`,
);

/** `\pL`, `\P{Greek}` and their like, at the beginning of a text; undefined where none stands. */
export const unicodeClass = (rest: string, reader: RegexReader): { text: string; length: number } | undefined => {
  const match = category.exec(rest);
  if (match === null) return undefined;
  const name = match[2] ?? match[3] ?? '';
  const isScript = reader === 'js' && scripts.split('|').includes(name);
  const known = isScript ? `Script=${name}` : (longNames[name] ?? name);
  return { text: `\\${match[1]}{${known}}`, length: match[0].length };
};
