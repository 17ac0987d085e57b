import type { KqlType } from '../types.ts';
import { parseDatetime } from '../values/datetime.ts';
import { realText } from '../values/json.ts';
import { parseTimespan } from '../values/timespan.ts';
import type { Literal } from './ast.ts';

const simpleEscapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

const withoutEscapes = (body: string): string =>
  body.replace(/\\(U[0-9a-fA-F]{8}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|[0-7]{1,3}|[\s\S])/g, (whole, code: string) => {
    if (/^[Uux][0-9a-fA-F]/.test(code) && code.length > 1)
      return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8));
    return simpleEscapes[code] ?? whole;
  });

/** The value of a string literal from its text: verbatim (@), obfuscated (h, H), multi-line fences, escapes. */
export const stringOfText = (text: string): string => {
  const plain = text.replace(/^[hH]/, '');
  if (plain.startsWith('```') || plain.startsWith('~~~')) return plain.slice(3, -3);
  if (plain.startsWith('@')) {
    const quote = plain[1] ?? '';
    return plain.slice(2, -1).replaceAll(quote + quote, quote);
  }
  return withoutEscapes(plain.slice(1, -1));
};

/** What stands in the parentheses of `type(…)`, without its quotes; the text itself when there are none. */
const argumentOf = (text: string): string => {
  const match = /^[a-z]+\s*\(([\s\S]*)\)$/i.exec(text);
  const inner = (match?.[1] ?? text).trim();
  return /^(@|h|H)?["'][\s\S]*["']$/.test(inner) ? stringOfText(inner) : inner;
};

const longOf = (text: string): bigint => {
  const negative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '');
  const size = BigInt(digits.toLowerCase());
  return BigInt.asIntN(64, negative ? -size : size);
};
const realOf = (text: string): number => {
  const word = text.toLowerCase();
  if (word === 'nan') return Number.NaN;
  if (/^[+-]?inf(inity)?$/.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  return Number(text);
};

const readers: Readonly<Record<string, (text: string) => Literal['value'] | undefined>> = {
  bool: (text) => (/^(true|1)$/i.test(text) ? true : /^(false|0)$/i.test(text) ? false : undefined),
  int: (text) => (/^[-+]?(\d+|0x[0-9a-f]+)$/i.test(text) ? BigInt.asIntN(32, longOf(text)) : undefined),
  long: (text) => (/^[-+]?(\d+|0x[0-9a-f]+)$/i.test(text) ? longOf(text) : undefined),
  real: (text) => (Number.isNaN(Number(text)) && !/^([+-]?inf(inity)?|nan)$/i.test(text) ? undefined : realOf(text)),
  decimal: (text) => (/^[-+]?(\d+\.?\d*|\.\d+)$/.test(text) ? text.replace(/^\+/, '') : undefined),
  datetime: (text) => parseDatetime(withHyphens(text)) ?? undefined,
  timespan: (text) => parseTimespan(text) ?? undefined,
  guid: (text) => (/^[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/i.test(text) ? guidOf(text) : undefined),
};
/** A date of three numbers, as `datetime(2025, 6, 14)` gives it, in the usual form. */
const withHyphens = (text: string): string =>
  text.replace(/^(\d{4})\s*,\s*(\d{1,2})\s*,\s*(\d{1,2})$/, (_, year: string, month: string, day: string) =>
    [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
  );
const guidOf = (text: string): string =>
  text
    .replaceAll('-', '')
    .toLowerCase()
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

const typeOfKind: Readonly<Record<string, KqlType>> = {
  BooleanLiteralExpression: 'bool',
  IntLiteralExpression: 'int',
  LongLiteralExpression: 'long',
  RealLiteralExpression: 'real',
  DecimalLiteralExpression: 'decimal',
  DateTimeLiteralExpression: 'datetime',
  TimespanLiteralExpression: 'timespan',
  GuidLiteralExpression: 'guid',
};

/**
 * A literal's value from its text; Microsoft's own evaluation is wrong for several forms. Undefined when the text is not understood,
 * so that the planner can refuse it. `kind` is Microsoft's syntax kind.
 */
export const literalOfText = (kind: string, text: string): Literal | undefined => {
  if (kind === 'StringLiteralExpression') return { type: 'string', value: stringOfText(text) };
  const type = typeOfKind[kind];
  if (type === undefined) return undefined;
  const inner = argumentOf(text);
  if (inner.toLowerCase() === 'null') return { type, value: null };
  const value = readers[type]?.(inner);
  return value === undefined ? undefined : { type, value };
};

/** The value of a typed null such as `long(null)`. */
export const nullOfText = (text: string): Literal | undefined => {
  const name = /^([a-z0-9]+)\s*\(/i.exec(text)?.[1]?.toLowerCase() ?? '';
  const type = typeNames[name];
  return type === undefined ? undefined : { type, value: type === 'string' ? '' : null };
};

/** Every spelling of a scalar type. */
export const typeNames: Readonly<Record<string, KqlType>> = {
  bool: 'bool',
  boolean: 'bool',
  int: 'int',
  int32: 'int',
  long: 'long',
  int64: 'long',
  real: 'real',
  double: 'real',
  decimal: 'decimal',
  string: 'string',
  datetime: 'datetime',
  date: 'datetime',
  timespan: 'timespan',
  time: 'timespan',
  guid: 'guid',
  uuid: 'guid',
  uniqueid: 'guid',
  dynamic: 'dynamic',
};

/** JSON text of a literal inside `dynamic(…)`. */
export const jsonOfLiteral = (
  literal: Literal,
  write: { datetime(ticks: bigint): string; timespan(ticks: bigint): string },
): string => {
  const { type, value } = literal;
  if (value === null) return 'null';
  if (type === 'real') return realText(Number(value));
  if (type === 'datetime' && typeof value === 'bigint') return JSON.stringify(write.datetime(value));
  if (type === 'timespan' && typeof value === 'bigint') return JSON.stringify(write.timespan(value));
  if (type === 'dynamic') return String(value);
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
};
