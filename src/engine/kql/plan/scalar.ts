import { KqlError } from '../errors.ts';
import { quoteText, storageType } from '../storage.ts';
import type { Literal } from '../syntax/ast.ts';
import type { KqlType } from '../types.ts';

/** Where a dynamic value comes from: a path inside JSON text that need not be read before it is needed. */
export interface JsonSource {
  /** SQL of the JSON text. */
  readonly text: string;
  /** A DuckDB JSON path from its root, as SQL. */
  readonly path: string;
  /** Whether the text may be something else than JSON, which then gives null. */
  readonly lenient: boolean;
  readonly uses: readonly string[];
}

/** A typed scalar expression with its SQL. A string is never NULL. */
export interface Scalar {
  readonly type: KqlType;
  readonly sql: string;
  /** The ids of the columns that it reads. */
  readonly uses: readonly string[];
  readonly nullable: boolean;
  /** The value, when the text of the query gives it. */
  readonly literal?: Literal['value'];
  readonly json?: JsonSource;
  /** SQL of the VARCHAR[] behind a dynamic array of strings. */
  readonly texts?: string;
  /** SQL of its text as `tostring()` gives it, never NULL, where that is shorter than going through JSON. */
  readonly text?: string;
  /** The few texts that it can have, so that each can be compiled once. */
  readonly among?: readonly string[];
  /** Whether it differs from row to row or call to call. */
  readonly volatile?: boolean;
  /** Whether it needs the rows in order (`prev`, `row_number`, …). */
  readonly window?: boolean;
}

const realSql = (value: number): string =>
  `CAST('${Number.isNaN(value) ? 'nan' : value === Infinity ? 'infinity' : value === -Infinity ? '-infinity' : value}' AS DOUBLE)`;

const literalSql = (type: KqlType, value: Literal['value']): string => {
  if (value === null) return type === 'string' ? "''" : `CAST(NULL AS ${storageType(type)})`;
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return realSql(value);
  if (typeof value === 'bigint') return `CAST(${value} AS ${storageType(type)})`;
  return type === 'decimal' ? `CAST(${quoteText(value)} AS ${storageType(type)})` : quoteText(value);
};

/** A constant. */
export const constant = (type: KqlType, value: Literal['value']): Scalar => ({
  type,
  sql: literalSql(type, value),
  uses: [],
  nullable: value === null && type !== 'string',
  literal: value,
});

type More = Partial<Pick<Scalar, 'nullable' | 'json' | 'texts' | 'text' | 'volatile' | 'window'>>;

/** A scalar computed from others: it reads what they read, and is null when one of them may be, unless told otherwise. */
export const computed = (type: KqlType, sql: string, from: readonly Scalar[], more: More = {}): Scalar => {
  const flags = {
    ...(from.some((one) => one.volatile) ? { volatile: true } : {}),
    ...(from.some((one) => one.window) ? { window: true } : {}),
  };
  return {
    type,
    sql,
    uses: [...new Set(from.flatMap((one) => one.uses))],
    nullable: type !== 'string' && from.some((one) => one.nullable),
    ...flags,
    ...more,
  };
};

/** SQL of a test by a text that may be one of a few known ones: each is a constant then, and any other is taken as it comes. */
export const perKnownText = (text: Scalar, sqlOf: (text: Scalar) => string): string => {
  if (text.among === undefined || text.among.length === 0) return sqlOf(text);
  const known = text.among.map((one) => `WHEN ${quoteText(one)} THEN ${sqlOf(constant('string', one))}`);
  const { among: _, ...unknown } = text;
  return `(CASE ${text.sql} ${known.join(' ')} ELSE ${sqlOf(unknown)} END)`;
};

/** Makes a string of SQL that may be NULL. */
export const textOrEmpty = (sql: string, from: readonly Scalar[]): Scalar =>
  computed('string', `coalesce(${sql}, '')`, from);

/** A step of a JSON path, as SQL text of DuckDB's path language. */
export const keyStep = (key: string): string => {
  if (key === '*') throw new KqlError('unsupported', 'key', starKey);
  return `."${key.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
};
/** Why the key `*` is refused: DuckDB's paths have no way to name it, and take it for every key. */
export const starKey = 'The key "*" of a bag is not supported: use mv-expand, or bag_keys() and replace_string()';

/** The dynamic value at a path. */
export const fromJson = (source: JsonSource): Scalar => {
  const extract = `json_extract(${source.text}, ${source.path})`;
  return {
    type: 'dynamic',
    sql: `nullif(CAST(${leniently(source, extract)} AS VARCHAR), 'null')`,
    uses: source.uses,
    nullable: true,
    json: source,
  };
};

/** The source of a dynamic value: where it comes from, or its own JSON text. */
export const sourceOf = (value: Scalar): JsonSource =>
  value.json ?? { text: value.sql, path: quoteText('$'), lenient: false, uses: value.uses };

/** The value one step down, the step being SQL of text that continues the path. */
export const stepInto = (value: Scalar, step: string, stepUses: readonly string[]): Scalar => {
  const source = sourceOf(value);
  const bothQuoted = source.path.endsWith("'") && step.startsWith("'");
  const path = bothQuoted ? source.path.slice(0, -1) + step.slice(1) : `${source.path} || ${step}`;
  return {
    ...fromJson({ ...source, path, uses: [...new Set([...source.uses, ...stepUses])] }),
    ...(value.volatile ? { volatile: true } : {}),
  };
};

/** SQL of the text that a JSON source holds: a string's own characters, JSON text of the rest, NULL for null. */
export const jsonText = (source: JsonSource): string => {
  const extract = `json_extract_string(${source.text}, ${source.path})`;
  return leniently(source, extract);
};

/** An extraction that is NULL where the text is no JSON. DuckDB's TRY takes no scalar subquery, so such a text is tested first. */
const leniently = (source: JsonSource, extract: string): string => {
  if (!source.lenient) return extract;
  return source.text.includes('(SELECT')
    ? `CASE WHEN json_valid(${source.text}) THEN ${extract} END`
    : `TRY(${extract})`;
};
