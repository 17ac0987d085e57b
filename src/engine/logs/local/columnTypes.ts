import type { DuckDBConnection } from '@duckdb/node-api';
import type { KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { quoteIdentifier, quoteText } from '../../kql/storage.ts';
import { holdsSomething, storedFromText } from './convert.ts';
import { runSql } from './database.ts';
import { knownColumnType, suffixType } from './knownTables.ts';

/** A column of JSON rows, how it is read and what it becomes. */
export interface JsonColumn {
  readonly name: string;
  /** Undefined where the values decide. */
  readonly known: KqlType | undefined;
}

export const jsonColumn = (table: string, name: string): JsonColumn => ({ name, known: knownColumnType(table, name) });

/** How the database reads a column: as text where its type is known, as JSON where values decide or are dynamic. */
export const readType = ({ known }: JsonColumn): 'VARCHAR' | 'JSON' =>
  known === undefined || known === 'dynamic' ? 'JSON' : 'VARCHAR';

/** A type, or a number that is real only where a custom column's name says so: `1e5` may be a part of a hash, `1.10` a version. */
type Fit = KqlType | 'anyReal';

/** What every value that holds something must look like for a column to have the type, so that reading it so loses nothing. */
interface Form {
  readonly type: Fit;
  /** A regular expression of both RE2 and JavaScript. */
  readonly pattern: string;
  /** SQL that a value must fulfil beside the pattern. */
  readonly also?: (text: string) => string;
}

const isoTime = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)?`;
const portalTime = String.raw`\d{1,2}/\d{1,2}/\d{4}, \d{1,2}:\d\d:\d\d(\.\d{1,3})?[^A-Za-z0-9]?[AP]M`;

const forms: readonly Form[] = [
  { type: 'bool', pattern: '[Tt]rue|TRUE|[Ff]alse|FALSE' },
  {
    type: 'long',
    pattern: String.raw`-?(0|[1-9]\d{0,18})`,
    also: (text) => `TRY_CAST(${text} AS BIGINT) IS NOT NULL`,
  },
  { type: 'real', pattern: String.raw`-?(0|[1-9]\d{0,14})(\.0|\.\d{0,14}[1-9])?` },
  {
    type: 'anyReal',
    pattern: String.raw`[+-]?\d+(\.\d+)?([eE][+-]?\d+)?`,
    also: (text) =>
      `isfinite(TRY_CAST(${text} AS DOUBLE)) AND (NOT regexp_full_match(${text}, '[+-]?\\d{16,}') OR ` +
      `CAST(TRY_CAST(TRY_CAST(${text} AS DOUBLE) AS HUGEINT) AS VARCHAR) = ltrim(${text}, '+'))`,
  },
  {
    type: 'datetime',
    pattern: `${isoTime}|${portalTime}`,
    also: (text) => `${storedFromText('datetime', text)} IS NOT NULL`,
  },
];

/** The kinds of JSON values, as bits of a column's sum of kinds. */
const kindBits = { BOOLEAN: 1, BIGINT: 2, UBIGINT: 2, DOUBLE: 4, VARCHAR: 8, OBJECT: 16, ARRAY: 16 } as const;
const wholeNumber = kindBits.BIGINT;
const anyNumber = kindBits.BIGINT | kindBits.DOUBLE;

/** What the values of a column are like. */
interface Values {
  readonly kinds: number;
  readonly manyDigits: boolean;
  readonly fits: ReadonlySet<Fit>;
}

/**
 * The types of the columns whose values decide. JSON numbers and booleans keep their kind; text becomes a number, a bool or a time
 * only in CSV, where everything is text, and times also in JSON; only if every value has the form. Anything else is a string.
 */
export async function inferTypes(
  connection: DuckDBConnection,
  stage: string,
  table: string,
  columns: readonly JsonColumn[],
  fromCsv: boolean,
  signal: AbortSignal,
): Promise<Map<string, KqlType>> {
  const open = columns.filter((column) => column.known === undefined);
  const values = await valuesOf(connection, stage, open, signal);
  const decided = (column: JsonColumn): KqlType => {
    const found = values.get(column.name);
    const promised = suffixType(table, column.name);
    return column.known ?? (found ? decide(found, fromCsv, promised) : (promised ?? 'string'));
  };
  return new Map(columns.map((column) => [column.name, decided(column)]));
}

/** The values of each column that has any. A form is tried on all values only where one of them has it: most columns are text. */
async function valuesOf(
  connection: DuckDBConnection,
  stage: string,
  columns: readonly JsonColumn[],
  signal: AbortSignal,
): Promise<Map<string, Values>> {
  const values = new Map<string, Values>();
  if (columns.length === 0) return values;
  const found = await surveyOf(connection, stage, columns, signal);
  const tests = found.map(({ name, kinds, tried }, index) => {
    const text = `(${quoteIdentifier(name)} ->> '$')`;
    const everyValue = (condition: string) => `bool_and(CASE WHEN ${holdsSomething(text)} THEN ${condition} END)`;
    return [
      ...tried.map(({ type, pattern, also }) => {
        const matches = `regexp_full_match(${text}, ${quoteText(pattern)})`;
        return `${everyValue(also ? `${matches} AND ${also(text)}` : matches)} AS ${type}${index}`;
      }),
      ...((kinds & anyNumber) !== 0 ? [`bool_or(regexp_full_match(${text}, '-?\\d{16,}')) AS digits${index}`] : []),
    ];
  });
  const tested: Record<string, unknown> = {};
  // The database plans many expressions in one statement far slower than in several.
  for (let start = 0; start < tests.length; start += 25) {
    const some = tests.slice(start, start + 25).flat();
    if (some.length > 0) {
      const [row] = await runSql(connection, `SELECT ${some.join(', ')} FROM ${stage}`, signal);
      Object.assign(tested, row);
    }
  }
  for (const [index, { name, kinds, tried }] of found.entries()) {
    const fits = new Set(tried.map(({ type }) => type).filter((type) => tested[`${type}${index}`] === true));
    values.set(name, { kinds, manyDigits: tested[`digits${index}`] === true, fits });
  }
  return values;
}

/** For each column that holds something the kinds of its values, and the forms that one of them has. */
async function surveyOf(
  connection: DuckDBConnection,
  stage: string,
  columns: readonly JsonColumn[],
  signal: AbortSignal,
): Promise<{ name: string; kinds: number; tried: Form[] }[]> {
  const bits = Object.entries(kindBits).map(([kind, bit]) => `WHEN '${kind}' THEN ${bit}`);
  const names = columns.map(({ name }) => quoteIdentifier(name)).join(', ');
  const survey = await runSql(
    connection,
    `SELECT name, bit_or(CASE json_type(value) ${bits.join(' ')} ELSE 0 END)::INTEGER AS kinds, ` +
      `any_value(CASE WHEN ${holdsSomething("(value ->> '$')")} THEN left(value ->> '$', 100) END) AS example ` +
      `FROM (UNPIVOT (SELECT ${names} FROM ${stage}) ON COLUMNS(*) INTO NAME name VALUE value) GROUP BY name`,
    signal,
  );
  return survey.flatMap(({ name, kinds, example }) => {
    if (typeof example !== 'string') return [];
    const tried = forms.filter(({ pattern }) => new RegExp(`^(${pattern})$`).test(example));
    return [{ name: String(name), kinds: Number(kinds), tried }];
  });
}

function decide({ kinds, manyDigits, fits }: Values, fromCsv: boolean, promised: KqlType | undefined): KqlType {
  const only = (allowed: number) => (kinds & ~allowed) === 0;
  if (promised !== undefined && (promised === 'string' || fits.has(promised))) return promised;
  if (promised === 'real' && (only(anyNumber) || fits.has('anyReal') || fits.has('long'))) return 'real';
  if (only(kindBits.BOOLEAN)) return 'bool';
  if (only(wholeNumber) && fits.has('long')) return 'long';
  // A whole number of more digits than a real holds keeps them as text.
  if (only(anyNumber)) return manyDigits || !fits.has('anyReal') ? 'string' : 'real';
  if ((kinds & kindBits.OBJECT) !== 0) return 'dynamic';
  if (!only(kindBits.VARCHAR)) return 'string';
  const fitting = fromCsv ? (['bool', 'long', 'real'] as const).find((type) => fits.has(type)) : undefined;
  return fits.has('datetime') ? 'datetime' : (fitting ?? 'string');
}

/** The members of `read_json`'s columns argument. */
export const columnsArgument = (columns: readonly JsonColumn[]): string =>
  `{${columns.map((column) => `${quoteText(column.name)}: '${readType(column)}'`).join(', ')}}`;
