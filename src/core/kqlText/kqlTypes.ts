/** The scalar types of KQL, in its own spelling. `real` is also written `double`; `long` is 64-bit, `int` 32-bit. */
export const kqlTypes = [
  'bool',
  'int',
  'long',
  'real',
  'decimal',
  'string',
  'datetime',
  'timespan',
  'guid',
  'dynamic',
] as const;
export type KqlType = (typeof kqlTypes)[number];

/** A column of a table or of an answer. */
export interface Column {
  readonly name: string;
  readonly type: KqlType;
}

/**
 * A cell as it travels between processes, safe for JSON: bool as boolean; int and real as number; long as number, or as
 * decimal text beyond 2^53; `NaN`, `Infinity` and `-Infinity` of a real as text; decimal, guid, datetime
 * (`2019-04-18T12:04:31.1234567Z`), timespan (`[-][d.]hh:mm:ss[.fffffff]`) and dynamic (JSON text) as text; null.
 */
export type Cell = string | number | boolean | null;
