import { defineJsFunction } from '../jsFunctions.ts';
import { convert, toText } from '../plan/convert.ts';
import { knownRegex } from '../plan/regexText.ts';
import { computed, keyStep, type Scalar, stepInto } from '../plan/scalar.ts';
import { type Relation, semantic, unsupported } from '../plan/scope.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, part, textOf } from '../syntax/ast.ts';
import { define, type OperatorContext, type OperatorEntry, rowScope, withColumns } from './operator.ts';
import { columnOf } from './parse.ts';

interface PairOptions {
  readonly pair: string;
  readonly between: string;
  readonly quotes: readonly string[];
  readonly escapes: readonly string[];
  readonly greedy: boolean;
  readonly keys: readonly string[];
}

const readQuoted = (text: string, at: number, options: PairOptions): { value: string; end: number } | undefined => {
  const quote = options.quotes.find((one) => text[at] === one[0]);
  if (quote === undefined) return undefined;
  const close = quote[1] ?? quote[0];
  let value = '';
  for (let index = at + 1; index < text.length; index++) {
    const character = text[index] ?? '';
    if (options.escapes.includes(character) && index + 1 < text.length) value += text[++index];
    else if (character === close) return { value, end: index + 1 };
    else value += character;
  }
  return undefined;
};
const readUntil = (text: string, at: number, stop: string, options: PairOptions): { value: string; end: number } => {
  const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
  const quoted = readQuoted(text, start, options);
  if (quoted !== undefined) return quoted;
  const end = text.indexOf(stop, at);
  return { value: text.slice(at, end < 0 ? text.length : end).trim(), end: end < 0 ? text.length : end };
};

/** Key and value pairs between delimiters; the first value of a key counts. */
const pairsOf = (text: string, optionText: string): Record<string, string> => {
  const options = JSON.parse(optionText) as PairOptions;
  const found: Record<string, string> = {};
  let at = 0;
  while (at < text.length) {
    const key = readUntil(text, at, options.between, options);
    const part = keyless(text, at, key.end, options);
    if (part !== undefined) {
      at = part;
      continue;
    }
    if (!text.startsWith(options.between, key.end)) return found;
    const start = key.end + options.between.length;
    const value = options.greedy ? greedyValue(text, start, options) : readUntil(text, start, options.pair, options);
    if (options.keys.includes(key.value) && !Object.hasOwn(found, key.value)) found[key.value] = value.value;
    const next = text.indexOf(options.pair, value.end);
    if (next < 0) return found;
    at = next + options.pair.length;
  }
  return found;
};
/** Where the next part begins, when the part here ends before a key does: such a part is no pair. */
const keyless = (text: string, at: number, end: number, options: PairOptions): number | undefined => {
  const next = text.indexOf(options.pair, at);
  const quoted = options.quotes.some((quote) =>
    text
      .slice(at)
      .trimStart()
      .startsWith(quote[0] ?? ' '),
  );
  return options.greedy || quoted || next < 0 || next >= end ? undefined : next + options.pair.length;
};
/** A value that may hold the pair's delimiter: it ends where the next key begins. */
const greedyValue = (text: string, start: number, options: PairOptions): { value: string; end: number } => {
  const next = text.indexOf(options.between, start);
  const end = next < 0 ? text.length : text.lastIndexOf(options.pair, next - 1);
  return end < start ? readUntil(text, start, options.pair, options) : { value: text.slice(start, end).trim(), end };
};
const regexPairs = (text: string, pattern: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const match of text.matchAll(new RegExp(pattern, 'gu'))) {
    const key = (match[1] ?? '').trim();
    if (!Object.hasOwn(found, key)) found[key] = (match[2] ?? '').trim();
  }
  return found;
};

/** The words of a text and its quoted parts, where anything that is no letter or digit parts them. */
const wordsOf = (text: string, options: PairOptions, letter: RegExp): string[] => {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const quoted = readQuoted(text, at, options);
    letter.lastIndex = at;
    const word = quoted === undefined ? letter.exec(text)?.[0] : undefined;
    if (quoted !== undefined) words.push(quoted.value);
    if (word !== undefined) words.push(word);
    at = quoted?.end ?? at + (word?.length ?? 1);
  }
  return words;
};
/** Without delimiters a key is a word and its value the next one. What depends on how words are paired is refused. */
const wordPairs = (text: string, optionText: string): Record<string, string> => {
  const options = JSON.parse(optionText) as PairOptions;
  const words = wordsOf(text, options, /[\p{L}\p{N}]+/uy);
  const withUnderscores = wordsOf(text, options, /[\p{L}\p{N}_]+/uy);
  const found: Record<string, string> = {};
  for (const key of options.keys) {
    const at = words.indexOf(key);
    const paired = words.findIndex((word, index) => word === key && index % 2 === 0);
    const value = words[at + 1];
    const clear = at === paired && value === withUnderscores[withUnderscores.indexOf(key) + 1];
    if (!clear && (at >= 0 || withUnderscores.includes(key)))
      throw new Error(
        `parse-kv: where ${key} has its value is not clear without delimiters: name pair_delimiter and kv_delimiter`,
      );
    if (at >= 0 && value !== undefined) found[key] = value;
  }
  return found;
};

const parseKv = (context: OperatorContext, input: Relation): Relation => {
  const { node, query } = context;
  const keys = itemsOf(part(node, 'Keys'), 'Columns').flatMap((column) => columnOf(context, column) ?? []);
  const properties = new Map<string, unknown[]>();
  for (const property of node.parts.WithClause === undefined ? [] : itemsOf(part(node, 'WithClause'), 'Properties'))
    properties.set(textOf(property, 'Name'), [
      ...(properties.get(textOf(property, 'Name')) ?? []),
      property.parts.Expression?.literal?.value,
    ]);
  const text = toText(query.binder.scalar(part(node, 'Expression'), rowScope(context, input)));
  const [regex] = properties.get('regex') ?? [];
  const [pair] = properties.get('pair_delimiter') ?? [];
  const [between] = properties.get('kv_delimiter') ?? [];
  const byRegex = typeof regex === 'string';
  const bare = !byRegex && pair === undefined && between === undefined;
  if (!byRegex && !bare && (typeof pair !== 'string' || typeof between !== 'string'))
    throw unsupported(query, node, 'parse-kv', 'parse-kv with one delimiter of the two is not supported');
  const options: PairOptions = {
    pair: String(pair),
    between: String(between),
    quotes: (properties.get('quote') ?? []).map(String),
    escapes: (properties.get('escape') ?? []).map(String),
    greedy: properties.get('greedy')?.[0] === true,
    keys: keys.map((key) => key.name),
  };
  if (options.greedy && options.quotes.length > 0)
    throw unsupported(query, node, 'parse-kv', 'parse-kv with greedy and quotes is not supported');
  const name = defineJsFunction(byRegex ? 'kv_regex' : bare ? 'kv_words' : 'kv_pairs', {
    parameters: ['string', 'string'],
    result: 'dynamic',
    run: (byRegex ? regexPairs : bare ? wordPairs : pairsOf) as (...values: never[]) => Record<string, string>,
    nulls: false,
  });
  const bag = computed(
    'dynamic',
    `${name}(${text.sql}, ${quoteText(byRegex ? knownRegex(query, node, regex, 'js').text : JSON.stringify(options))})`,
    [text],
    { nullable: true },
  );
  const first = define(context, input, [{ name: '', value: bag }]);
  const id = first.columns[0]?.id ?? '';
  const source: Scalar = { type: 'dynamic', sql: id, uses: [id], nullable: true };
  const values = keys.map((key) => {
    const value = convert(toText(stepInto(source, quoteText(keyStep(key.name)), [])), key.type);
    if (value === undefined) throw semantic(query, node, `parse-kv cannot make a ${key.type}`);
    return { name: key.name, value };
  });
  const result = define(context, first.relation, values);
  return { ...result.relation, columns: withColumns(input.columns, result.columns) };
};

export const parseKvOperators: readonly OperatorEntry[] = [
  {
    name: 'parse-kv',
    kind: 'ParseKvOperator',
    example: `print a="x=1,y=2" | parse-kv a as (x:long) with (pair_delimiter=',', kv_delimiter='=')`,
    bind: parseKv,
  },
];
