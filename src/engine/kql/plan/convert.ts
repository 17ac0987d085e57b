import { ticksOfText, timespanTicksOfText, unixEpochTicks } from '../storage.ts';
import type { KqlType } from '../types.ts';
import { computed, jsonText, type Scalar, sourceOf, textOrEmpty } from './scalar.ts';

/** SQL of the text of a datetime: `2019-04-18T12:04:31.1234567Z`. */
const datetimeText = (ticks: string): string =>
  `(strftime(make_timestamp(${ticks} // 10 - ${unixEpochTicks / 10n}), '%Y-%m-%dT%H:%M:%S.') || lpad(CAST(${ticks} % 10000000 AS VARCHAR), 7, '0') || 'Z')`;

/** SQL of the text of a timespan: `[-][d.]hh:mm:ss[.fffffff]`. */
const timespanText = (ticks: string): string => {
  const size = `abs(${ticks})`;
  const two = (sql: string) => `lpad(CAST(${sql} AS VARCHAR), 2, '0')`;
  return (
    `(CASE WHEN ${ticks} < 0 THEN '-' ELSE '' END || CASE WHEN ${size} >= 864000000000 THEN CAST(${size} // 864000000000 AS VARCHAR) || '.' ELSE '' END || ` +
    `${two(`${size} // 36000000000 % 24`)} || ':' || ${two(`${size} // 600000000 % 60`)} || ':' || ${two(`${size} // 10000000 % 60`)} || ` +
    `CASE WHEN ${size} % 10000000 > 0 THEN '.' || lpad(CAST(${size} % 10000000 AS VARCHAR), 7, '0') ELSE '' END)`
  );
};

/** SQL of the text of a real as .NET writes it: `1.0` becomes `1`, exponents are `E+20`. */
const realText = (sql: string): string =>
  `CASE WHEN isnan(${sql}) THEN 'NaN' WHEN isinf(${sql}) THEN CASE WHEN ${sql} > 0 THEN 'Infinity' ELSE '-Infinity' END ` +
  `WHEN abs(${sql}) >= 1e15 OR (${sql} <> 0 AND abs(${sql}) < 1e-4) THEN kql_real_text(${sql}) ELSE CAST(${sql} AS VARCHAR) END`;

/** SQL of a decimal's text without trailing zeros. */
const decimalText = (sql: string): string => `regexp_replace(CAST(${sql} AS VARCHAR), '\\.?0+$', '')`;

const textSql: Readonly<Record<Exclude<KqlType, 'dynamic'>, (sql: string) => string>> = {
  string: (sql) => sql,
  guid: (sql) => sql,
  bool: (sql) => `CAST(${sql} AS VARCHAR)`,
  int: (sql) => `CAST(${sql} AS VARCHAR)`,
  long: (sql) => `CAST(${sql} AS VARCHAR)`,
  real: realText,
  decimal: decimalText,
  datetime: datetimeText,
  timespan: timespanText,
};

/** A dynamic value whose SQL will read the text that it comes from, and not the value itself. */
const readBySource = (value: Scalar): Scalar =>
  value.type === 'dynamic' ? { ...value, uses: sourceOf(value).uses } : value;

/** `tostring()`: null gives the empty string. */
export const toText = (value: Scalar): Scalar => {
  if (value.type === 'string') return value;
  if (value.text !== undefined) return computed('string', value.text, [value]);
  if (value.type === 'dynamic') return textOrEmpty(jsonText(sourceOf(value)), [readBySource(value)]);
  const sql = textSql[value.type](value.sql);
  return value.nullable ? textOrEmpty(sql, [value]) : computed('string', sql, [value]);
};

/** A value as JSON text, for arrays and bags; SQL NULL for null. */
export const toDynamic = (value: Scalar): Scalar => {
  if (value.type === 'dynamic') return value;
  if (value.type === 'real')
    return computed(
      'dynamic',
      `CASE WHEN isfinite(${value.sql}) THEN CAST(${value.sql} AS VARCHAR) ELSE '"' || ${realText(value.sql)} || '"' END`,
      [value],
    );
  const plain = value.type === 'bool' || value.type === 'int' || value.type === 'long' || value.type === 'decimal';
  const text = textSql[value.type](value.sql);
  return computed('dynamic', plain ? text : `CAST(to_json(${text}) AS VARCHAR)`, [value]);
};

const nullable = (type: KqlType, sql: string, value: Scalar): Scalar =>
  computed(type, sql, [value], { nullable: true });

const realPattern = String.raw`\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*`;
const longOfText = (text: string): string =>
  `CASE WHEN regexp_full_match(${text}, '\\s*[-+]?\\d+\\s*') THEN TRY_CAST(${text} AS BIGINT) ` +
  `WHEN regexp_full_match(${text}, '\\s*0[xX][0-9a-fA-F]{1,15}\\s*') THEN TRY_CAST(lower(trim(${text})) AS BIGINT) END`;
const realOfText = (text: string): string =>
  `CASE WHEN regexp_full_match(${text}, '${realPattern}') OR lower(trim(${text})) IN ('nan', 'inf', '-inf', '+inf', 'infinity', '-infinity') THEN TRY_CAST(${text} AS DOUBLE) END`;
const guidPattern = [8, 4, 4, 4, 12].map((length) => `([0-9a-fA-F]{${length}})`).join('-?');
/** The first 32 digits, with or without hyphens at their places; what follows does not matter. */
const guidOfText = (text: string): string =>
  `CASE WHEN regexp_matches(${text}, '^\\s*[{(]?${guidPattern}') THEN ` +
  `lower(regexp_replace(${text}, '(?s)^\\s*[{(]?${guidPattern}.*', '\\1-\\2-\\3-\\4-\\5')) END`;
const boolOfText = (text: string): string =>
  `CASE lower(trim(${text})) WHEN 'true' THEN true WHEN 'false' THEN false WHEN '1' THEN true WHEN '0' THEN false END`;
const datetimeOfText = (text: string): string =>
  `coalesce(${ticksOfText(text)}, CASE WHEN ${text} <> '' THEN kql_datetime(${text}) END)`;
const timespanOfText = (text: string): string =>
  `coalesce(${timespanTicksOfText(text)}, CASE WHEN ${text} <> '' THEN kql_timespan(${text}) END)`;

const truncated = (real: string): string => `TRY_CAST(trunc(${real}) AS BIGINT)`;
const asInt = (long: string): string => `TRY_CAST(${long} AS INTEGER)`;

/** SQL of a number inside JSON, whole or cut to a whole one; a string is read as text. */
const longOfJson = (value: Scalar): string => {
  const text = jsonText(sourceOf(value));
  return `coalesce(${longOfText(text)}, ${truncated(realOfText(text))})`;
};

const fromText: Readonly<Partial<Record<KqlType, (text: string) => string>>> = {
  long: longOfText,
  int: (text) => asInt(longOfText(text)),
  real: realOfText,
  decimal: (text) =>
    `CASE WHEN regexp_full_match(${text}, '\\s*[-+]?(\\d{1,20}\\.?\\d{0,18}|\\.\\d{1,18})\\s*') THEN TRY_CAST(${text} AS DECIMAL(38,18)) ` +
    `WHEN regexp_full_match(${text}, '${realPattern}') THEN error('todecimal: more digits than this engine keeps exactly') END`,
  bool: boolOfText,
  datetime: datetimeOfText,
  timespan: timespanOfText,
  guid: guidOfText,
};

const numeric = new Set<KqlType>(['int', 'long', 'real', 'decimal']);
export const isNumeric = (type: KqlType): boolean => numeric.has(type);

const toLong = (value: Scalar): string | undefined => {
  if (value.type === 'real') return truncated(value.sql);
  if (value.type === 'decimal') return `CAST(trunc(${value.sql}) AS BIGINT)`;
  if (value.type === 'int' || value.type === 'bool' || value.type === 'long') return `CAST(${value.sql} AS BIGINT)`;
  if (value.type === 'datetime' || value.type === 'timespan') return value.sql;
  return value.type === 'dynamic' ? longOfJson(value) : undefined;
};

/** SQL of the scalar as the type, or undefined when KQL has no such conversion. */
const conversion = (value: Scalar, type: KqlType): string | undefined => {
  if (value.type === 'string') return fromText[type]?.(value.sql);
  if (type === 'long') return toLong(value);
  if (type === 'int') {
    const long = toLong(value);
    return long === undefined ? undefined : asInt(long);
  }
  if (value.type === 'dynamic') {
    const text = jsonText(sourceOf(value));
    return fromText[type]?.(text);
  }
  if (type === 'real')
    return isNumeric(value.type) || value.type === 'bool' ? `CAST(${value.sql} AS DOUBLE)` : undefined;
  if (type === 'decimal')
    return value.type === 'int' || value.type === 'long' ? `CAST(${value.sql} AS DECIMAL(38,18))` : undefined;
  if (type === 'bool') return isNumeric(value.type) ? `(${value.sql} <> 0)` : undefined;
  if (type === 'datetime' || type === 'timespan')
    return value.type === 'long' || value.type === 'int' ? `CAST(${value.sql} AS BIGINT)` : undefined;
  return undefined;
};

/** The value converted to a type as `toint()`, `todatetime()` and their like do; undefined when KQL has no such conversion. */
export const convert = (value: Scalar, type: KqlType): Scalar | undefined => {
  if (value.type === type) return value;
  if (type === 'string') return toText(value);
  if (type === 'dynamic') return toDynamic(value);
  const sql = conversion(value, type);
  if (sql === undefined) return undefined;
  const exact = (value.type === 'int' || value.type === 'bool') && (type === 'long' || type === 'real');
  return exact ? computed(type, sql, [value]) : nullable(type, sql, readBySource(value));
};
