import { widest } from './arithmetic.ts';
import { convert, isNumeric, toText } from './convert.ts';
import { computed, type Scalar } from './scalar.ts';

/** Two operands as one type; undefined when KQL cannot compare them. */
export const alike = (a: Scalar, b: Scalar): [Scalar, Scalar] | undefined => {
  if (a.type === b.type) return a.type === 'dynamic' ? [toText(a), toText(b)] : [a, b];
  if (a.type === 'dynamic') return dynamicAs(a, b);
  if (b.type === 'dynamic') {
    const pair = dynamicAs(b, a);
    return pair && [pair[1], pair[0]];
  }
  if (isNumeric(a.type) && isNumeric(b.type)) {
    const type = widest(a.type, b.type) === 'decimal' ? 'decimal' : widest(a.type, b.type);
    const left = convert(a, type);
    const right = convert(b, type);
    return left && right && [left, right];
  }
  if ((a.type === 'bool' && isNumeric(b.type)) || (b.type === 'bool' && isNumeric(a.type))) {
    const left = convert(a, 'real');
    const right = convert(b, 'real');
    return left && right && [left, right];
  }
  if ((a.type === 'guid' && b.type === 'string') || (a.type === 'string' && b.type === 'guid'))
    return [lowered(toText(a)), lowered(toText(b))];
  return undefined;
};

/** A dynamic beside another type: its number as a real, so that 5.5 is not 5. */
const dynamicAs = (value: Scalar, other: Scalar): [Scalar, Scalar] | undefined => {
  if (other.type === 'string') return [toText(value), other];
  const type = other.type === 'int' || other.type === 'long' ? 'real' : other.type;
  const left = convert(value, type);
  const right = convert(other, type);
  return left && right && [left, right];
};

/**
 * A text without case. The database folds both sides, literals too, because JavaScript maps some letters by their place in a
 * word; it does so once for a literal.
 */
export const lowered = (text: Scalar): Scalar => computed('string', `lower(${text.sql})`, [text]);

/**
 * `==` and `!=` by KQL's null rules: two nulls give null, one null gives false and true. Null and false are one in a filter,
 * which lets `==` stay plain there.
 */
export const equality = (op: '==' | '!=', first: Scalar, second: Scalar): Scalar | undefined => {
  const pair = alike(first, second);
  if (pair === undefined) return undefined;
  const [a, b] = pair;
  const from = [a, b];
  if (mayBeNan(first) && mayBeNan(second)) {
    const unequal = op === '==' ? 'false' : 'true';
    return computed(
      'bool',
      `(CASE WHEN isnan(${a.sql}) AND isnan(${b.sql}) THEN ${unequal} WHEN ${a.sql} IS NOT NULL OR ${b.sql} IS NOT NULL THEN ` +
        `${a.sql} ${op === '==' ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM'} ${b.sql} END)`,
      from,
    );
  }
  if (!a.nullable && !b.nullable) return computed('bool', `(${a.sql} ${op === '==' ? '=' : '<>'} ${b.sql})`, from);
  const word = op === '==' ? 'IS NOT DISTINCT FROM' : 'IS DISTINCT FROM';
  if (a.nullable && b.nullable)
    return computed(
      'bool',
      `(CASE WHEN ${a.sql} IS NOT NULL OR ${b.sql} IS NOT NULL THEN ${a.sql} ${word} ${b.sql} END)`,
      from,
    );
  return computed('bool', `(${a.sql} ${word} ${b.sql})`, from, { nullable: false });
};

/** Whether a value may be NaN, which KQL's comparisons (as IEEE 754's) find equal to nothing, and DuckDB above all numbers. */
export const mayBeNan = (value: Scalar): boolean =>
  value.type === 'real' && (typeof value.literal !== 'number' || Number.isNaN(value.literal));

/** `< <= > >=`: null with anything gives null. */
export const ordering = (op: string, first: Scalar, second: Scalar): Scalar | undefined => {
  const pair = alike(first, second);
  if (pair === undefined) return undefined;
  const [a, b] = pair;
  const plain = `${a.sql} ${op} ${b.sql}`;
  const [high, low] = op.startsWith('>') ? [a, b] : [b, a];
  if (!mayBeNan(op.startsWith('>') ? first : second)) return computed('bool', `(${plain})`, [a, b]);
  const sql = low.nullable
    ? `(CASE WHEN isnan(${high.sql}) AND ${low.sql} IS NOT NULL THEN false ELSE ${plain} END)`
    : `(${plain} AND ${high.sql} <= CAST('infinity' AS DOUBLE))`;
  return computed('bool', sql, [a, b]);
};

/** The same condition where null and false are one, in the plain form that DuckDB pushes down best. */
export const equalityInFilter = (op: '==' | '!=', first: Scalar, second: Scalar): Scalar | undefined => {
  const pair = alike(first, second);
  if (pair === undefined) return undefined;
  const [a, b] = pair;
  if (mayBeNan(first) && mayBeNan(second)) return equality(op, first, second);
  const plain = op === '==' || (!a.nullable && !b.nullable);
  const word = op === '==' ? '=' : plain ? '<>' : 'IS DISTINCT FROM';
  return computed('bool', `(${a.sql} ${word} ${b.sql})`, [a, b]);
};
