import { toText } from '../plan/convert.ts';
import { regexText, rewriteText, testableText } from '../plan/regexText.ts';
import { computed, constant, type Scalar } from '../plan/scalar.ts';
import { semantic } from '../plan/scope.ts';
import { boundFunction, type Call, constantText, type FunctionEntry, jsFunction, sqlFunction } from './entry.ts';

const strcat = boundFunction(['strcat'], 'strcat("a", 1)', (args) => {
  const texts = args.map(toText);
  if (texts.every((text) => typeof text.literal === 'string'))
    return constant('string', texts.map((text) => text.literal).join(''));
  return computed('string', `(${texts.map((text) => text.sql).join(' || ')})`, texts);
});

const strcatDelim = boundFunction(['strcat_delim'], 'strcat_delim("-", "a", 1)', ([delimiter, ...rest], call) => {
  if (delimiter === undefined || rest.length === 0)
    throw semantic(call.query, call.node, 'strcat_delim() needs a delimiter and values');
  const texts = rest.map(toText);
  return computed('string', `concat_ws(${toText(delimiter).sql}, ${texts.map((text) => text.sql).join(', ')})`, [
    delimiter,
    ...texts,
  ]);
});

/** `split` with an index gives an array of that one element, or an empty array. */
const split = boundFunction(['split'], 'split("a,b", ",")[0]', ([source, delimiter, index], call) => {
  if (source === undefined || delimiter === undefined)
    throw semantic(call.query, call.node, 'split() needs a text and a delimiter');
  const text = toText(source);
  const by = toText(delimiter);
  const all = by.literal === '' ? `[${text.sql}]` : `string_split(${text.sql}, ${by.sql})`;
  if (index === undefined)
    return computed('dynamic', `CAST(to_json(${all}) AS VARCHAR)`, [text, by], { nullable: false, texts: all });
  const list = `(${all})[${index.sql} + 1 : ${index.sql} + 1]`;
  return computed('dynamic', `CAST(to_json(${list}) AS VARCHAR)`, [text, by, index], { nullable: false, texts: list });
});

/** Substring by characters; a negative start counts from the end. */
const substring = sqlFunction({
  names: ['substring'],
  args: ['text', 'long', 'long'],
  optional: 1,
  result: 'string',
  nullable: true,
  sql: (text, start, length) => {
    const from = `CASE WHEN ${start} < 0 THEN greatest(length(${text}) + ${start}, 0) ELSE ${start} END + 1`;
    return length === undefined
      ? `substr(${text}, ${from})`
      : `CASE WHEN ${length} < 0 THEN substr(${text}, ${from}) ELSE substr(${text}, ${from}, ${length}) END`;
  },
  example: 'substring("abcdef", 1, 2)',
});

/** Where an occurrence begins within the characters from `from` to `end`, or -1. */
const placeOf = (text: string, searched: string, from: number, end: number, occurrence: bigint): bigint => {
  let at = from - 1;
  for (let left = occurrence; left > 0n; left--) {
    at = text.indexOf(searched, at + 1);
    if (at < 0 || at + searched.length > end) return -1n;
  }
  return BigInt(at);
};
const indexOf = jsFunction({
  names: ['indexof'],
  args: ['text', 'text', 'long', 'long', 'long'],
  optional: 3,
  result: 'long',
  run: (text: string, searched: string, start = 0n, length = -1n, occurrence = 1n) => {
    const from = start < 0n ? Math.max(0, text.length + Number(start)) : Number(start);
    if (occurrence <= 0n || length < -1n || from > text.length) return null;
    const end = length < 0n ? text.length : Math.min(text.length, from + Number(length));
    const place = placeOf(text, searched, from, end, occurrence);
    // The documentation's example finds a second occurrence beyond the length that it gives.
    if (occurrence > 1n && place !== placeOf(text, searched, from, text.length, occurrence))
      throw new Error('indexof() of a later occurrence beyond the length is not supported');
    return place;
  },
  example: 'indexof("abcabc", "c")',
});

const replaced = (text: Scalar | undefined, from: Scalar | undefined, to: Scalar | undefined, call: Call): Scalar => {
  if (text === undefined || from === undefined || to === undefined)
    throw semantic(call.query, call.node, 'Replacing needs a text, a pattern and a replacement');
  const [source, pattern, rewrite] = [toText(text), toText(from), toText(to)];
  const regex = regexText(call.query, call.node, pattern);
  const by = rewriteText(call.query, call.node, rewrite, pattern);
  return computed('string', `regexp_replace(${regex.on(source.sql)}, ${regex.sql}, ${by}, 'g')`, [
    source,
    pattern,
    rewrite,
  ]);
};

const trimBy = (name: string, pattern: (regex: string) => string): FunctionEntry =>
  boundFunction([name], `${name}("-", "-a-")`, ([regex, source], call) => {
    if (regex === undefined || source === undefined)
      throw semantic(call.query, call.node, `${name}() needs a pattern and a text`);
    const text = toText(source);
    const read = regexText(call.query, call.node, toText(regex), pattern);
    return computed('string', `regexp_replace(${read.on(text.sql)}, ${read.sql}, '', 'g')`, [text, regex]);
  });

const replaceStrings = jsFunction({
  names: ['replace_strings'],
  args: ['text', 'dynamic', 'any'],
  result: 'string',
  run: (text: string, searched: readonly unknown[], replacements: unknown) => {
    // What a replacement wrote is not searched again.
    let pieces: { readonly text: string; readonly done: boolean }[] = [{ text, done: false }];
    for (const [index, one] of searched.entries()) {
      const by: unknown = Array.isArray(replacements) ? replacements[index] : replacements;
      if (typeof one !== 'string' || one === '') continue;
      // A replacement that is not text leaves what it matches as it is.
      const written = { text: typeof by === 'string' ? by : one, done: true };
      pieces = pieces.flatMap((piece) =>
        piece.done
          ? [piece]
          : piece.text
              .split(one)
              .flatMap((part, at) => (at === 0 ? [] : [written]).concat({ text: part, done: false })),
      );
    }
    return pieces.map((piece) => piece.text).join('');
  },
  example: 'replace_strings("abc", dynamic(["a"]), dynamic(["b"]))',
});

const countOfPlain = jsFunction({
  names: ['countof'],
  args: ['text', 'text'],
  result: 'long',
  run: (text: string, searched: string) => {
    if (searched === '') throw new Error('countof() of an empty text is not supported');
    let count = 0n;
    for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) count += 1n;
    return count;
  },
  example: 'countof("aaa", "aa")',
});
/** Plain matches may overlap, those of a regular expression do not. */
const countOf = boundFunction(['countof'], 'countof("abcabc", "a.c", "regex")', (args, call) => {
  const [text, searched, kindArgument] = args;
  const kind = kindArgument === undefined ? 'normal' : constantText(call, kindArgument, 'The kind');
  if (text === undefined || searched === undefined || (kind !== 'normal' && kind !== 'regex'))
    throw semantic(call.query, call.node, 'countof() needs a text, what to count, and the kind normal or regex');
  if (kind === 'normal') return countOfPlain.bind([text, searched], call);
  const regex = regexText(call.query, call.node, toText(searched));
  const sql = `CAST(len(regexp_extract_all(${testableText(regex.known, toText(text).sql)}, ${regex.sql})) AS BIGINT)`;
  return computed('long', sql, [text, searched], { nullable: false });
});

/** Characters replaced one by one; a shorter replacement list goes on with its last character. */
const translate = jsFunction({
  names: ['translate'],
  args: ['text', 'text', 'text'],
  result: 'string',
  run: (searched: string, replacements: string, text: string) => {
    const [from, to] = [[...searched], [...replacements]];
    if (new Set(from).size < from.length)
      throw new Error('translate() with a character twice in its list is not supported');
    const by = new Map(from.map((character, index) => [character, to[index] ?? to.at(-1) ?? '']));
    return [...text].map((character) => by.get(character) ?? character).join('');
  },
  example: 'translate("krasp", "otsku", "spark")',
});

export const stringFunctions: readonly FunctionEntry[] = [
  strcat,
  strcatDelim,
  split,
  substring,
  indexOf,
  trimBy('trim', (regex) => `^(?:${regex})|(?:${regex})$`),
  trimBy('trim_start', (regex) => `^(?:${regex})`),
  trimBy('trim_end', (regex) => `(?:${regex})$`),
  replaceStrings,
  countOf,
  translate,
  sqlFunction({
    names: ['tolower'],
    args: ['text'],
    result: 'string',
    sql: (text) => `lower(${text})`,
    example: 'tolower("A")',
  }),
  sqlFunction({
    names: ['toupper'],
    args: ['text'],
    result: 'string',
    sql: (text) => `upper(${text})`,
    example: 'toupper("a")',
  }),
  sqlFunction({
    names: ['strlen'],
    args: ['text'],
    result: 'long',
    sql: (text) => `length(${text})`,
    example: 'strlen("abc")',
  }),
  sqlFunction({
    names: ['string_size'],
    args: ['text'],
    result: 'long',
    sql: (text) => `strlen(${text})`,
    example: 'string_size("abc")',
  }),
  sqlFunction({
    names: ['reverse'],
    args: ['text'],
    result: 'string',
    sql: (text) => `reverse(${text})`,
    example: 'reverse("abc")',
  }),
  sqlFunction({
    names: ['strrep'],
    args: ['text', 'long', 'text'],
    optional: 1,
    result: 'string',
    sql: (text, count, by) =>
      `array_to_string(list_transform(range(greatest(${count}, 0)), lambda i: ${text}), ${by ?? "''"})`,
    example: 'strrep("a", 3)',
  }),
  sqlFunction({
    names: ['strcmp'],
    args: ['text', 'text'],
    result: 'long',
    sql: (a, b) => `CAST(CASE WHEN ${a} = ${b} THEN 0 WHEN ${a} < ${b} THEN -1 ELSE 1 END AS BIGINT)`,
    example: 'strcmp("a", "b")',
  }),
  sqlFunction({
    names: ['replace_string'],
    args: ['text', 'text', 'text'],
    result: 'string',
    sql: (text, from, to) => `replace(${text}, ${from}, ${to})`,
    example: 'replace_string("abc", "b", "d")',
  }),
  boundFunction(['replace_regex'], 'replace_regex("abc", "b", "d")', ([text, from, to], call) =>
    replaced(text, from, to, call),
  ),
  boundFunction(['replace'], 'replace("b", "d", "abc")', ([from, to, text], call) => replaced(text, from, to, call)),
  sqlFunction({
    names: ['isascii'],
    args: ['text'],
    result: 'bool',
    sql: (text) => `regexp_full_match(${text}, '[\\x00-\\x7f]*')`,
    example: 'isascii("a")',
  }),
];
