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

/** Every value that holds something has this form, so that none is lost or changed by reading it so. */
const forms: readonly (readonly [KqlType, (text: string) => string])[] = [
  ['bool', (text) => `lower(trim(${text})) IN ('true', 'false')`],
  ['long', (text) => `regexp_full_match(${text}, '-?(0|[1-9]\\d{0,17})')`],
  ['real', (text) => `regexp_full_match(${text}, '-?(0|[1-9]\\d{0,14})(\\.\\d{1,15})?([eE][+-]?\\d{1,2})?')`],
  [
    'datetime',
    (text) =>
      `regexp_full_match(${text}, '\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,7})?)?(Z|[+-]\\d\\d:\\d\\d)?|\\d{1,2}/\\d{1,2}/\\d{4}, \\d{1,2}:\\d\\d:\\d\\d(\\.\\d{1,3})?[^A-Za-z0-9]?[AP]M') AND ${storedFromText('datetime', text)} IS NOT NULL`,
  ],
];

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
  const types = new Map<string, KqlType>();
  for (const column of columns) {
    if (column.known !== undefined) types.set(column.name, column.known);
  }
  const open = columns.filter((column) => column.known === undefined);
  if (open.length === 0) return types;
  const aggregates = open.flatMap(({ name }, index) => {
    const json = quoteIdentifier(name);
    const text = `(${json} ->> '$')`;
    return [
      `list(DISTINCT coalesce(json_type(${json}), 'NULL')) AS k${index}`,
      ...forms.map(
        ([type, form]) => `bool_and(CASE WHEN ${holdsSomething(text)} THEN ${form(text)} END) AS ${type}${index}`,
      ),
    ];
  });
  const [row] = await runSql(connection, `SELECT ${aggregates.join(', ')} FROM ${stage}`, signal);
  for (const [index, { name }] of open.entries()) {
    const kinds = new Set<string>((row?.[`k${index}`] as string[] | null) ?? []);
    kinds.delete('NULL');
    const fits = (type: KqlType) => row?.[`${type}${index}`] === true;
    types.set(name, decide(kinds, fits, fromCsv, suffixType(table, name)));
  }
  return types;
}

function decide(
  kinds: ReadonlySet<string>,
  fits: (type: KqlType) => boolean,
  fromCsv: boolean,
  promised: KqlType | undefined,
): KqlType {
  const only = (...allowed: string[]) => kinds.size > 0 && [...kinds].every((kind) => allowed.includes(kind));
  if (promised !== undefined && (promised === 'string' || fits(promised))) return promised;
  if (promised === 'real' && fits('long')) return 'real';
  if (only('BOOLEAN')) return 'bool';
  if (only('BIGINT', 'UBIGINT') && fits('long')) return 'long';
  if (only('BIGINT', 'UBIGINT', 'DOUBLE')) return fits('long') ? 'long' : 'real';
  if (kinds.has('OBJECT') || kinds.has('ARRAY')) return 'dynamic';
  if (only('VARCHAR')) {
    if (fits('datetime')) return 'datetime';
    const fitting = fromCsv ? (['bool', 'long', 'real'] as const).find((type) => fits(type)) : undefined;
    if (fitting) return fitting;
  }
  return 'string';
}

/** The members of `read_json`'s columns argument. */
export const columnsArgument = (columns: readonly JsonColumn[]): string =>
  `{${columns.map((column) => `${quoteText(column.name)}: '${readType(column)}'`).join(', ')}}`;
