import type { KqlType } from './types.ts';

/**
 * How KQL values lie in DuckDB. Datetimes are ticks of 100 ns since 0001-01-01T00:00:00Z (as in .NET) and timespans are
 * ticks. A string is never NULL: the empty string stands for it. A guid is lower-case text. A dynamic is valid JSON text, where
 * SQL NULL stands for JSON null. A decimal has 18 fraction digits; what does not fit is refused, not rounded.
 */
const storageTypes: Readonly<Record<KqlType, string>> = {
  bool: 'BOOLEAN',
  int: 'INTEGER',
  long: 'BIGINT',
  real: 'DOUBLE',
  decimal: 'DECIMAL(38,18)',
  string: 'VARCHAR',
  datetime: 'BIGINT',
  timespan: 'BIGINT',
  guid: 'VARCHAR',
  dynamic: 'VARCHAR',
};

/** The DuckDB column type that holds a KQL type. */
export const storageType = (type: KqlType): string => storageTypes[type];

/** Ticks from 0001-01-01 to 1970-01-01. */
export const unixEpochTicks = 621_355_968_000_000_000n;
export const maxDatetimeTicks = 3_155_378_975_999_999_999n;

/** Quotes a name for DuckDB. The one place where a name becomes SQL text. */
export const quoteIdentifier = (name: string): string => {
  if (name.includes('\0')) throw new RangeError('a name cannot hold a null character');
  return `"${name.replaceAll('"', '""')}"`;
};

/** Quotes a text value for DuckDB. The one place where a text value becomes SQL text. */
export const quoteText = (value: string): string =>
  value.includes('\0')
    ? `(${value
        .split('\0')
        .map((part) => quoteText(part))
        .join(' || chr(0) || ')})`
    : `'${value.toWellFormed().replaceAll("'", "''")}'`;

/**
 * SQL for the ticks of a text in ISO 8601 order (`2019-04-18T12:04:31.1234567Z`, a date alone, a blank for the T, an offset);
 * without an offset it is UTC. NULL when it is not one. `text` is SQL of a VARCHAR.
 * Digits past the seventh are cut. `TIMESTAMP_NS` reads 1678 to 2261; other years go the longer way.
 */
export const ticksOfText = (text: string): string =>
  `CASE WHEN ${text} >= '0' AND ${text} < ':' THEN coalesce(` +
  `epoch_ns(TRY_CAST(${text} AS TIMESTAMP_NS)) // 100 + ${unixEpochTicks}, ` +
  `epoch_us(TRY_CAST(regexp_replace(${text}, '\\.\\d+', '') AS TIMESTAMP)) * 10 + ${unixEpochTicks} + ` +
  `CAST(substr(rpad(regexp_extract(${text}, '\\.(\\d+)', 1), 7, '0'), 1, 7) AS BIGINT)) END`;

/** SQL for the ticks of a DuckDB TIMESTAMP (microseconds). */
export const ticksOfTimestamp = (timestamp: string): string => `(epoch_us(${timestamp}) * 10 + ${unixEpochTicks})`;

/** SQL for the ticks of a timespan text `[-][d.]hh:mm[:ss[.fffffff]]`, or NULL. */
export const timespanTicksOfText = (text: string): string => {
  const part = (group: number) =>
    `CAST(coalesce(nullif(regexp_extract(${text}, '${timespanPattern}', ${group}), ''), '0') AS BIGINT)`;
  return (
    `CASE WHEN regexp_full_match(${text}, '${timespanPattern}') THEN ` +
    `(CASE WHEN starts_with(trim(${text}), '-') THEN -1 ELSE 1 END) * (${part(2)} * 864000000000 + ${part(3)} * 36000000000 + ` +
    `${part(4)} * 600000000 + ${part(5)} * 10000000 + ` +
    `CAST(substr(rpad(regexp_extract(${text}, '${timespanPattern}', 6), 7, '0'), 1, 7) AS BIGINT)) END`
  );
};
const timespanPattern = '\\s*(-)?(?:(\\d{1,8})\\.)?(\\d{1,2}):(\\d{1,2})(?::(\\d{1,2})(?:\\.(\\d{1,7}))?)?\\s*';

/** SQL for a dynamic column from JSON text: NULL for an empty text or JSON null, the text itself when valid, else a JSON string. */
export const dynamicOfText = (text: string): string =>
  `CASE WHEN trim(${text}) IN ('', 'null') THEN NULL WHEN json_valid(${text}) THEN ${text} ELSE CAST(to_json(${text}) AS VARCHAR) END`;
