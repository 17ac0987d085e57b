import { perlClasses, type RegexReader, type Telling, tellingOf, unicodeClass, wordBoundary } from './regexClasses.ts';

export interface Regex {
  /** The pattern in the reader's syntax; its named groups have numbers only. */
  readonly text: string;
  /** The name of each group in the order of their numbers; undefined for one without. */
  readonly groups: readonly (string | undefined)[];
  /** Whether it asks for a word boundary, which RE2 knows between ASCII characters only. */
  readonly hasBoundary: boolean;
  /** What it could tell from an underscore, which then cannot stand for it in a text. */
  readonly telling: Telling;
}

/** What the engine cannot read in a pattern. */
export class RegexError extends Error {
  override readonly name = 'RegexError';
}

const refuse = (what: string): never => {
  throw new RegexError(what);
};

const controls: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const mostRepeats = 1000;

/** A literal character, escaped where it could mean more. */
const character = (code: number, reader: RegexReader): string => {
  const text = String.fromCodePoint(code);
  if (/[A-Za-z0-9_]/.test(text) || code > 0x9f) return text;
  return reader === 're2' ? `\\x{${code.toString(16)}}` : `\\u{${code.toString(16)}}`;
};

/** The character of a code in a pattern's text, such as `\x7F` and `\u{7F}`; undefined where none stands at the place. */
const codeAt = (rest: string): { code: number; length: number } | undefined => {
  const match = /^\\(?:[xuU]\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/.exec(rest);
  if (match === null) return undefined;
  const code = Number.parseInt(match[1] ?? match[2] ?? match[3] ?? match[4] ?? '', 16);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) refuse(`${match[0]} is no character`);
  return { code, length: match[0].length };
};

/** The literal character that begins the rest, plain or escaped; undefined where something else does. */
const literalAt = (rest: string): { code: number; length: number } | undefined => {
  if (!rest.startsWith('\\')) {
    const code = rest.codePointAt(0) ?? 0;
    return { code, length: String.fromCodePoint(code).length };
  }
  const coded = codeAt(rest);
  if (coded !== undefined) return coded;
  const next = rest[1] ?? '';
  const control = controls[next];
  if (control !== undefined) return { code: control, length: 2 };
  return /^[!-/:;=?@[-`{-~ ]$/.test(next) ? { code: next.charCodeAt(0), length: 2 } : undefined;
};

const posix = /^\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/;

/** A class in brackets. */
const classAt = (rest: string, reader: RegexReader): { text: string; length: number } => {
  let at = rest.startsWith('[^') ? 2 : 1;
  let text = rest.slice(0, at);
  const first = at;
  for (;;) {
    const here = rest.slice(at);
    if (here === '') return refuse('a [ that is not closed');
    if (here.startsWith(']') && at > first) return { text: `${text}]`, length: at + 1 };
    const named = posix.exec(here)?.[0];
    if (named !== undefined && reader === 're2') {
      text += named;
      at += named.length;
      continue;
    }
    if (/^(?:\[|&&|--|~~)/.test(here)) return refuse('classes within classes');
    const perl = perlClasses[here.slice(0, 2)];
    const unicode = unicodeClass(here, reader);
    if (perl !== undefined || unicode !== undefined) {
      const piece = perl === undefined ? unicode?.text : perl.within(reader);
      if (piece === undefined) return refuse(`${here.slice(0, 2)} within brackets`);
      text += piece;
      at += perl === undefined ? (unicode?.length ?? 0) : 2;
      continue;
    }
    const low = literalAt(here);
    if (low === undefined) return refuse(`${here.slice(0, 2)} within brackets`);
    at += low.length;
    text += character(low.code, reader);
    if (rest[at] !== '-' || rest[at + 1] === ']' || rest[at + 1] === '-') continue;
    const high = /^-[[]/.test(rest.slice(at)) ? undefined : literalAt(rest.slice(at + 1));
    if (high === undefined || rest[at + 1] === undefined || high.code < low.code)
      return refuse('a range that does not go from a character to a later one');
    text += `-${character(high.code, reader)}`;
    at += 1 + high.length;
  }
};

const repetition = /^(?:[*+?]|\{(\d+)(?:(,)(\d*))?\})\??/;
const repetitionAt = (rest: string): string | undefined => {
  const match = repetition.exec(rest);
  if (match === null) return rest.startsWith('{') ? refuse('a { that begins no repetition: write \\{') : undefined;
  const [least, most] = [Number(match[1] ?? 0), Number(match[3] || match[1] || 0)];
  if (least > mostRepeats || most > mostRepeats) refuse(`more than ${mostRepeats} repetitions`);
  if (most < least) refuse('a repetition that ends before it begins');
  return match[0];
};

/** The beginning of a group: what is written for it, and its name where it captures. */
const groupAt = (
  rest: string,
  reader: RegexReader,
): { text: string; length: number; name?: string; captures: boolean; opens: boolean } => {
  if (!rest.startsWith('(?')) return { text: '(', length: 1, captures: true, opens: true };
  const name = /^\(\?P?<([A-Za-z_][\w.[\]]*)>/.exec(rest);
  if (name?.[1] !== undefined) return { text: '(', length: name[0].length, name: name[1], captures: true, opens: true };
  const flags = /^\(\?([imsUu]*)(?:-([imsU]+))?([:)])/.exec(rest);
  if (flags === null || (flags[1] === '' && flags[2] === undefined && flags[3] === ')'))
    return refuse(`the group ${[...rest].slice(0, 4).join('')}`);
  const set = (flags[1] ?? '').replaceAll('u', '');
  if (reader === 'js' && (set !== '' || flags[2] !== undefined)) return refuse('flags here');
  const opens = flags[3] === ':';
  const text = `(?${set}${flags[2] === undefined ? '' : `-${flags[2]}`}${flags[3]}`;
  return { text: text === '(?)' ? '' : text, length: flags[0].length, captures: false, opens };
};

/** What stands for one character or none: a class, an anchor, an escape. */
const atomAt = (
  rest: string,
  reader: RegexReader,
): { text: string; length: number; repeats: boolean; boundary?: true } => {
  if (rest.startsWith('[')) return { ...classAt(rest, reader), repeats: true };
  if (rest.startsWith('.')) return { text: reader === 're2' ? '.' : '[^\\n]', length: 1, repeats: true };
  if (/^[$^]/.test(rest)) return { text: rest[0] ?? '', length: 1, repeats: false };
  const pair = rest.slice(0, 2);
  const perl = perlClasses[pair];
  if (perl !== undefined) return { text: perl.alone(reader), length: 2, repeats: true };
  const unicode = unicodeClass(rest, reader);
  if (unicode !== undefined) return { ...unicode, repeats: true };
  if (pair === '\\A' || pair === '\\z')
    return { text: reader === 're2' ? pair : pair === '\\A' ? '^' : '$', length: 2, repeats: false };
  if ((pair === '\\b' && rest[2] !== '{') || pair === '\\B')
    return {
      text: reader === 're2' ? pair : wordBoundary(pair === '\\B'),
      length: 2,
      repeats: false,
      boundary: true,
    };
  const literal = literalAt(rest);
  if (literal === undefined)
    return refuse(rest === '\\' ? 'a \\ at its end' : `the escape ${[...rest].slice(0, 2).join('')}`);
  return { text: character(literal.code, reader), length: literal.length, repeats: true };
};

/**
 * Reads a pattern in the syntax that Kusto documents (regex.md: Unicode classes, no look-around, no backreferences) and writes it for a
 * reader, so that it matches the same. Throws a RegexError for what it cannot translate exactly.
 */
export const readRegex = (pattern: string, reader: RegexReader): Regex => {
  const groups: (string | undefined)[] = [];
  let [text, open, at, hasBoundary] = ['', 0, 0, false];
  let repeats = false;
  while (at < pattern.length) {
    const rest = pattern.slice(at);
    const repeated = repetitionAt(rest);
    if (repeated !== undefined) {
      if (!repeats) refuse(`${repeated} with nothing before it to repeat`);
      text += repeated;
      at += repeated.length;
      repeats = false;
    } else if (rest.startsWith('(')) {
      const group = groupAt(rest, reader);
      if (group.name !== undefined && groups.includes(group.name)) refuse(`two groups named ${group.name}`);
      if (group.captures) groups.push(group.name);
      if (group.opens) open += 1;
      text += group.text;
      at += group.length;
      repeats = false;
    } else if (rest.startsWith(')') || rest.startsWith('|')) {
      if (rest.startsWith(')')) open -= 1;
      if (open < 0) refuse('a ) without its (');
      text += rest[0];
      at += 1;
      repeats = rest.startsWith(')');
    } else {
      const atom = atomAt(rest, reader);
      text += atom.text;
      at += atom.length;
      repeats = atom.repeats;
      hasBoundary ||= atom.boundary === true;
    }
  }
  if (open > 0) refuse('a ( that is not closed');
  return { text, groups, hasBoundary, telling: tellingOf(pattern) };
};
