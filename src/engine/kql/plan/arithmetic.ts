import { maxDatetimeTicks } from '../storage.ts';
import type { KqlType } from '../types.ts';
import { convert, isNumeric } from './convert.ts';
import { decimalDivision } from './decimals.ts';
import { computed, type Scalar } from './scalar.ts';

/** The wider of two numeric types. */
export const widest = (a: KqlType, b: KqlType): KqlType => {
  if (a === 'decimal' || b === 'decimal') return 'decimal';
  if (a === 'real' || b === 'real') return 'real';
  return a === 'int' && b === 'int' ? 'int' : 'long';
};

/** A dynamic operand takes the other's type. */
const typed = (a: Scalar, b: Scalar): [Scalar, Scalar] => {
  if (a.type === 'dynamic' && b.type !== 'dynamic') return [convert(a, b.type) ?? a, b];
  if (b.type === 'dynamic' && a.type !== 'dynamic') return [a, convert(b, a.type) ?? b];
  return [a, b];
};

/** A datetime outside of the years 1 to 9999 is null. */
const inRange = (sql: string): string => `(CASE WHEN ${sql} BETWEEN 0 AND ${maxDatetimeTicks} THEN ${sql} END)`;

const numericSql = (op: string, type: KqlType, a: string, b: string): string => {
  if (type === 'decimal' && (op === '/' || op === '%')) return decimalDivision(op, a, b);
  if (op === '/') return type === 'real' ? `(${a} / ${b})` : `(${a} // ${b})`;
  if (op === '%') return `((${a} % ${b} + abs(${b})) % abs(${b}))`;
  return type === 'decimal' ? `CAST(${a} ${op} ${b} AS DECIMAL(38,18))` : `(${a} ${op} ${b})`;
};

const numericResult = (op: string, a: Scalar, b: Scalar): Scalar | undefined => {
  const wide = widest(a.type, b.type);
  const type = wide === 'int' ? 'long' : wide;
  const left = convert(a, type);
  const right = convert(b, type);
  if (left === undefined || right === undefined) return undefined;
  const sql = numericSql(op, type, left.sql, right.sql);
  return computed(type, sql, [left, right], op === '/' || op === '%' ? { nullable: true } : {});
};

const roundedTicks = (sql: string): string => `CAST(round(${sql}) AS BIGINT)`;

/** Timespans and datetimes: ticks with ticks, or ticks with a number. */
const timeResult = (op: string, a: Scalar, b: Scalar): Scalar | undefined => {
  const pair = `${a.type} ${op} ${b.type}`;
  switch (pair) {
    case 'datetime - datetime':
    case 'timespan + timespan':
    case 'timespan - timespan':
      return computed('timespan', `(${a.sql} ${op} ${b.sql})`, [a, b]);
    case 'datetime + timespan':
    case 'timespan + datetime':
    case 'datetime - timespan':
      return computed('datetime', inRange(`(${a.sql} ${op} ${b.sql})`), [a, b], { nullable: true });
    case 'timespan / timespan':
      return computed('real', `(CAST(${a.sql} AS DOUBLE) / CAST(${b.sql} AS DOUBLE))`, [a, b]);
    case 'timespan % timespan':
    case 'datetime % timespan':
      return computed('timespan', `((${a.sql} % ${b.sql} + abs(${b.sql})) % abs(${b.sql}))`, [a, b], {
        nullable: true,
      });
    default:
      break;
  }
  if (a.type === 'timespan' && isNumeric(b.type) && (op === '*' || op === '/')) return scaledTime(op, a, b);
  if (b.type === 'timespan' && isNumeric(a.type) && op === '*') return scaledTime(op, b, a);
  return undefined;
};
const scaledTime = (op: string, time: Scalar, number: Scalar): Scalar | undefined => {
  if (number.type === 'decimal') return undefined;
  if (number.type !== 'real')
    return computed(
      'timespan',
      op === '*' ? `(${time.sql} * ${number.sql})` : `(${time.sql} // ${number.sql})`,
      [time, number],
      { nullable: true },
    );
  return computed('timespan', roundedTicks(`${time.sql} ${op} ${number.sql}`), [time, number], { nullable: true });
};

/** `+ - * / %`; undefined when KQL or this engine has no such operation. */
export const arithmetic = (op: string, first: Scalar, second: Scalar): Scalar | undefined => {
  const [a, b] = typed(first, second);
  if (isNumeric(a.type) && isNumeric(b.type)) return numericResult(op, a, b);
  return timeResult(op, a, b);
};

/** Unary minus and plus. */
export const negated = (value: Scalar): Scalar | undefined => {
  if (!isNumeric(value.type) && value.type !== 'timespan') return undefined;
  if (typeof value.literal === 'bigint' || typeof value.literal === 'number')
    return computedLiteral(value, typeof value.literal === 'bigint' ? -value.literal : -value.literal);
  return computed(value.type, `(-${value.sql})`, [value]);
};
const computedLiteral = (value: Scalar, literal: bigint | number): Scalar => ({
  ...computed(value.type, `(-${value.sql})`, [value]),
  literal,
});
