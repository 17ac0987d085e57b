import type { KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { dynamicOfText, ticksOfText, ticksOfTimestamp, timespanTicksOfText } from '../../kql/storage.ts';

/** The portal's times, such as `12/3/2020, 1:34:42.544 PM`; newer browsers put a narrow no-break space before PM. */
const portalTicks = (text: string): string => {
  const plain = `replace(replace(${text}, chr(8239), ' '), chr(160), ' ')`;
  const formats = `['%m/%d/%Y, %I:%M:%S.%f %p', '%m/%d/%Y, %I:%M:%S %p']`;
  return ticksOfTimestamp(`try_strptime(${plain}, ${formats})`);
};

/**
 * SQL of a value as it is stored, from SQL of its text; NULL where the text is none of the type. A string is kept as it is.
 * Numbers are never rounded to fit: `1.5` is no long, and a decimal has at most 18 fraction digits.
 */
const conversions: Readonly<Record<KqlType, (text: string) => string>> = {
  string: (text) => `coalesce(${text}, '')`,
  bool: (text) =>
    `CASE WHEN lower(trim(${text})) IN ('true', '1') THEN true WHEN lower(trim(${text})) IN ('false', '0') THEN false END`,
  int: (text) => whole(text, 'INTEGER'),
  long: (text) => whole(text, 'BIGINT'),
  real: (text) => `TRY_CAST(trim(${text}) AS DOUBLE)`,
  decimal: (text) =>
    `CASE WHEN regexp_full_match(trim(${text}), '[+-]?\\d{1,20}(\\.\\d{1,18})?') THEN TRY_CAST(trim(${text}) AS DECIMAL(38,18)) END`,
  datetime: (text) => `CASE WHEN contains(${text}, '/') THEN ${portalTicks(text)} ELSE ${ticksOfText(text)} END`,
  timespan: (text) => timespanTicksOfText(text),
  guid: (text) =>
    `CASE WHEN regexp_full_match(trim(${text}), '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}') THEN lower(trim(${text})) END`,
  dynamic: (text) => dynamicOfText(text),
};

const whole = (text: string, type: string): string =>
  `CASE WHEN regexp_full_match(trim(${text}), '[+-]?\\d{1,19}(\\.0+)?') THEN TRY_CAST(regexp_replace(trim(${text}), '\\.0+$', '') AS ${type}) END`;

export const storedFromText = (type: KqlType, text: string): string => conversions[type](text);

/** SQL: the cell holds something, so that a conversion to NULL has lost it. An absent cell, an empty one and `null` hold nothing. */
export const holdsSomething = (text: string): string => `trim(${text}) NOT IN ('', 'null')`;

/**
 * SQL of a dynamic value as it is stored, from SQL of its JSON. A text that is itself a JSON object or array is that value: the
 * query API and many exports write dynamic cells so.
 */
export const dynamicFromJson = (json: string): string => {
  const inner = `(${json} ->> '$')`;
  return (
    `CASE json_type(${json}) WHEN 'NULL' THEN NULL WHEN 'VARCHAR' THEN ` +
    `CASE WHEN ltrim(${inner})[1] IN ('{', '[') AND json_valid(${inner}) THEN CAST(json(${inner}) AS VARCHAR) ` +
    `ELSE CAST(${json} AS VARCHAR) END ELSE CAST(${json} AS VARCHAR) END`
  );
};
