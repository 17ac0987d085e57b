import { groupCount } from '../functions/extract.ts';
import { defineJsFunction } from '../jsFunctions.ts';
import { convert, toText } from '../plan/convert.ts';
import { computed, constant, keyStep, type Scalar, stepInto } from '../plan/scalar.ts';
import { type Relation, semantic, unsupported } from '../plan/scope.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import type { KqlType } from '../types.ts';
import { parameterText } from './joins.ts';
import {
  define,
  type NamedScalar,
  type OperatorContext,
  type OperatorEntry,
  rowScope,
  withColumns,
} from './operator.ts';

interface Piece {
  readonly regex: string;
  /** The column that the piece captures, with the number of its group. */
  readonly column?: { readonly name: string; readonly type: KqlType };
  readonly groups: number;
}

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** What a typed value looks like where nothing but junk follows it. */
const typePatterns: Readonly<Partial<Record<KqlType, string>>> = {
  int: '[-+]?\\d+',
  long: '[-+]?\\d+',
  real: '[-+]?\\d*\\.?\\d+(?:[eE][-+]?\\d+)?',
  datetime: '\\d[-\\d/:. T]*\\d(?:Z|[+-]\\d\\d:\\d\\d)?',
  guid: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
};

const columnOf = (context: OperatorContext, node: SyntaxNode): { name: string; type: KqlType } | undefined => {
  if (node.kind === 'Name') return { name: node.text ?? '', type: 'string' };
  if (node.kind !== 'NameAndTypeDeclaration') return undefined;
  const type = typeNames[textOf(part(node, 'Type'), 'Type').toLowerCase()];
  if (type === undefined) throw unsupported(context.query, node, 'type', 'This type is not supported');
  return { name: textOf(node, 'Name'), type };
};

const pieceOf = (context: OperatorContext, nodes: readonly SyntaxNode[], index: number, kind: string): Piece => {
  const node = nodes[index];
  const next = nodes[index + 1];
  if (node === undefined) return { regex: '', groups: 0 };
  if (node.kind === 'StarExpression') return { regex: '.*?', groups: 0 };
  if (typeof node.literal?.value === 'string') {
    // The service shares such groups out in a way that its documentation does not tell.
    if (kind === 'regex' && groupCount(node.literal.value) > 0)
      throw unsupported(context.query, node, 'pattern', 'A pattern with groups of its own is not supported: use (?:…)');
    return { regex: kind === 'regex' ? `(?:${node.literal.value})` : escapeRegex(node.literal.value), groups: 0 };
  }
  const column = columnOf(context, node);
  if (column === undefined)
    throw unsupported(context.query, node, 'pattern', 'This part of a pattern is not supported');
  if (next === undefined) return { regex: '(.*)', column, groups: 1 };
  const typed = typePatterns[column.type];
  if (next.kind !== 'StarExpression')
    return { regex: kind === 'regex' && typed !== undefined ? `(${typed})` : '(.*?)', column, groups: 1 };
  if (typed === undefined)
    throw unsupported(context.query, node, 'pattern', `A ${column.type} before * is not supported`);
  return { regex: kind === 'relaxed' ? `((?:${typed})?)` : `(${typed})`, column, groups: 1 };
};

/** The one condition that all delimiters stand in the text, and the columns between them. */
const parsed = (
  context: OperatorContext,
  input: Relation,
): { relation: Relation; matched: Scalar; values: NamedScalar[] } => {
  const { node } = context;
  const kind = parameterText(node, 'kind') ?? 'simple';
  const flags = parameterText(node, 'flags') ?? '';
  if (!['simple', 'regex', 'relaxed'].includes(kind) || !/^[imsU]*$/.test(flags))
    throw unsupported(context.query, node, 'parameter', `parse kind=${kind} flags=${flags} is not supported`);
  const nodes = itemsOf(node, 'Patterns');
  const pieces = nodes.map((_, index) => pieceOf(context, nodes, index, kind));
  const options = kind === 'regex' ? flags : `${flags}s`;
  const pattern = quoteText(`${options === '' ? '' : `(?${options})`}^${pieces.map((piece) => piece.regex).join('')}`);
  const text = toText(context.query.binder.scalar(part(node, 'Expression'), rowScope(context, input)));
  const total = pieces.reduce((sum, piece) => sum + piece.groups, 0);
  const names = Array.from({ length: total }, (_, index) => `'g${index + 1}'`);
  const captured =
    total === 0
      ? undefined
      : computed('dynamic', `regexp_extract(${text.sql}, ${pattern}, [${names.join(', ')}])`, [text], {
          nullable: false,
        });
  const test = computed('bool', `regexp_matches(${text.sql}, ${pattern})`, [text], { nullable: false });
  const first = define(context, input, [
    { name: '', value: test },
    ...(captured === undefined ? [] : [{ name: '', value: captured }]),
  ]);
  const [testColumn, groupsColumn] = first.columns;
  const matched: Scalar = { type: 'bool', sql: testColumn?.id ?? '', uses: [testColumn?.id ?? ''], nullable: false };
  let group = 0;
  const raw = pieces.flatMap((piece) => {
    const own = group + 1;
    group += piece.groups;
    if (piece.column === undefined) return [];
    const cell: Scalar = {
      type: 'string',
      sql: `${groupsColumn?.id}.g${own}`,
      uses: [groupsColumn?.id ?? ''],
      nullable: false,
    };
    return [{ name: piece.column.name, value: convert(cell, piece.column.type) ?? constant(piece.column.type, null) }];
  });
  const second = define(context, first.relation, raw);
  const shown = second.columns.map((column) => ({
    name: column.name,
    value: { type: column.type, sql: column.id, uses: [column.id], nullable: column.type !== 'string' } as Scalar,
  }));
  const strict =
    kind === 'relaxed'
      ? []
      : shown.filter(({ value }) => value.type !== 'string').map(({ value }) => `${value.sql} IS NOT NULL`);
  const all = computed(
    'bool',
    `(${[matched.sql, ...strict].join(' AND ')})`,
    [matched, ...shown.map(({ value }) => value)],
    { nullable: false },
  );
  return { relation: second.relation, matched: all, values: shown };
};

const parse = (context: OperatorContext, input: Relation): Relation => {
  const { relation, matched, values } = parsed(context, input);
  const guarded = values.map(({ name, value }) => ({
    name,
    value: computed(
      value.type,
      `CASE WHEN ${matched.sql} THEN ${value.sql} ELSE ${constant(value.type, null).sql} END`,
      [matched, value],
      { nullable: value.type !== 'string' },
    ),
  }));
  const result = define(context, relation, guarded);
  return { ...result.relation, columns: withColumns(input.columns, result.columns) };
};
const parseWhere = (context: OperatorContext, input: Relation): Relation => {
  const { relation, matched, values } = parsed(context, input);
  const result = define(context, relation, values);
  return {
    ...result.relation,
    plan: { op: 'filter', input: result.relation.plan, condition: matched.sql, uses: matched.uses },
    columns: withColumns(input.columns, result.columns),
  };
};

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
/** A value that may hold the pair's delimiter: it ends where the next key begins. */
const greedyValue = (text: string, start: number, options: PairOptions): { value: string; end: number } => {
  const next = text.indexOf(options.between, start);
  const end = next < 0 ? text.length : text.lastIndexOf(options.pair, next - 1);
  return end < start ? readUntil(text, start, options.pair, options) : { value: text.slice(start, end).trim(), end };
};
const regexPairs = (text: string, pattern: string): Record<string, string> => {
  const found: Record<string, string> = {};
  for (const match of text.matchAll(new RegExp(pattern, 'g'))) {
    const key = (match[1] ?? '').trim();
    if (!Object.hasOwn(found, key)) found[key] = (match[2] ?? '').trim();
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
  if (!byRegex && (typeof pair !== 'string' || typeof between !== 'string'))
    throw unsupported(query, node, 'parse-kv', 'parse-kv without delimiters is not supported');
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
  const name = defineJsFunction(byRegex ? 'kv_regex' : 'kv_pairs', {
    parameters: ['string', 'string'],
    result: 'dynamic',
    run: (byRegex ? regexPairs : pairsOf) as (...values: never[]) => Record<string, string>,
    nulls: false,
  });
  const bag = computed(
    'dynamic',
    `${name}(${text.sql}, ${quoteText(byRegex ? regex : JSON.stringify(options))})`,
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

export const parseOperators: readonly OperatorEntry[] = [
  { name: 'parse', kind: 'ParseOperator', example: 'print a="x=1;" | parse a with "x=" x:long ";"', bind: parse },
  {
    name: 'parse-where',
    kind: 'ParseWhereOperator',
    example: 'print a="x=1;" | parse-where a with "x=" x:long ";"',
    bind: parseWhere,
  },
  {
    name: 'parse-kv',
    kind: 'ParseKvOperator',
    example: `print a="x=1,y=2" | parse-kv a as (x:long) with (pair_delimiter=',', kv_delimiter='=')`,
    bind: parseKv,
  },
];
