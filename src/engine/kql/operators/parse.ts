import { convert, toText } from '../plan/convert.ts';
import { boundedText, knownRegex } from '../plan/regexText.ts';
import { computed, constant, type Scalar } from '../plan/scalar.ts';
import { type Relation, unsupported } from '../plan/scope.ts';
import { quoteText } from '../storage.ts';
import { itemsOf, part, type SyntaxNode, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import type { KqlType } from '../types.ts';
import type { Regex } from '../values/regex.ts';
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
  /** What a pattern of the query itself was read as. */
  readonly read?: Regex;
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

/** The column that a name, or a name with a type, declares. */
export const columnOf = (context: OperatorContext, node: SyntaxNode): { name: string; type: KqlType } | undefined => {
  if (node.kind === 'Name') return { name: node.text ?? '', type: 'string' };
  if (node.kind !== 'NameAndTypeDeclaration') return undefined;
  const type = typeNames[textOf(part(node, 'Type'), 'Type').toLowerCase()];
  if (type === undefined) throw unsupported(context.query, node, 'type', 'This type is not supported');
  return { name: textOf(node, 'Name'), type };
};

const pieceOf = (
  context: OperatorContext,
  nodes: readonly SyntaxNode[],
  index: number,
  kind: string,
  star: string,
): Piece => {
  const node = nodes[index];
  const next = nodes[index + 1];
  if (node === undefined) return { regex: '', groups: 0 };
  if (node.kind === 'StarExpression') return { regex: star, groups: 0 };
  if (typeof node.literal?.value === 'string') {
    if (kind !== 'regex') return { regex: escapeRegex(node.literal.value), groups: 0 };
    const read = knownRegex(context.query, node, node.literal.value, 're2');
    // The service shares such groups out in a way that its documentation does not tell.
    if (read.groups.length > 0)
      throw unsupported(context.query, node, 'pattern', 'A pattern with groups of its own is not supported: use (?:…)');
    return { regex: `(?:${read.text})`, groups: 0, read };
  }
  const column = columnOf(context, node);
  if (column === undefined)
    throw unsupported(context.query, node, 'pattern', 'This part of a pattern is not supported');
  if (next === undefined) return { regex: '(.*)', column, groups: 1 };
  const typed = typePatterns[column.type];
  if (next.kind !== 'StarExpression')
    return { regex: kind !== 'regex' ? '(.*?)' : `(${typed ?? '.*'})`, column, groups: 1 };
  if (typed === undefined)
    throw unsupported(context.query, node, 'pattern', `A ${column.type} before * is not supported`);
  return { regex: kind === 'relaxed' ? `((?:${typed})?)` : `(${typed})`, column, groups: 1 };
};

/** How far `*` reaches in a regular expression is documented in two ways: what depends on it is refused. */
const clear = (short: string, long: string): string =>
  short === long
    ? short
    : `CASE WHEN ${short} IS DISTINCT FROM ${long} THEN error('parse kind=regex: what * skips is not clear in this text: write the pattern instead of *') ELSE ${short} END`;

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
  const piecesWith = (star: string) => nodes.map((_, index) => pieceOf(context, nodes, index, kind, star));
  const pieces = piecesWith('.*?');
  const options = kind === 'regex' ? flags : `${flags}s`;
  const patternOf = (of: readonly Piece[]) =>
    quoteText(`${options === '' ? '' : `(?${options})`}^${of.map((piece) => piece.regex).join('')}`);
  const pattern = patternOf(pieces);
  const source = toText(context.query.binder.scalar(part(node, 'Expression'), rowScope(context, input)));
  const bounded = pieces.find(({ read }) => read?.hasBoundary)?.read;
  const text = bounded === undefined ? source : computed('string', boundedText(bounded, source.sql), [source]);
  const total = pieces.reduce((sum, piece) => sum + piece.groups, 0);
  const names = Array.from({ length: total }, (_, index) => `'g${index + 1}'`);
  const extracted = (by: string) => `regexp_extract(${text.sql}, ${by}, [${names.join(', ')}])`;
  const captured =
    total === 0
      ? undefined
      : computed(
          'dynamic',
          kind === 'regex' ? clear(extracted(pattern), extracted(patternOf(piecesWith('.*')))) : extracted(pattern),
          [text],
          {
            nullable: false,
          },
        );
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

export const parseOperators: readonly OperatorEntry[] = [
  { name: 'parse', kind: 'ParseOperator', example: 'print a="x=1;" | parse a with "x=" x:long ";"', bind: parse },
  {
    name: 'parse-where',
    kind: 'ParseWhereOperator',
    example: 'print a="x=1;" | parse-where a with "x=" x:long ";"',
    bind: parseWhere,
  },
];
