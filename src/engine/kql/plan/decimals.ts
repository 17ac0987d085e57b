import { defineJsFunction } from '../jsFunctions.ts';

const unit = 10n ** 18n;
/** A decimal's text as a count of its smallest unit, and back. */
const scaled = (text: string): bigint => {
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const size = BigInt(whole) * unit + BigInt(fraction.padEnd(18, '0'));
  return text.startsWith('-') ? -size : size;
};
const written = (value: bigint): string => {
  const size = value < 0n ? -value : value;
  return `${value < 0n ? '-' : ''}${size / unit}.${String(size % unit).padStart(18, '0')}`;
};

const quotient = (dividend: string, divisor: string): string => {
  const [a, b] = [scaled(dividend) * unit, scaled(divisor)];
  if (b === 0n) throw new Error('a decimal divided by zero is not supported: its result is not documented');
  if (a % b !== 0n)
    throw new Error(
      `${dividend} / ${divisor} has more than 18 fraction digits, which a decimal does not keep exactly here: divide with toreal()`,
    );
  return written(a / b);
};
const remainder = (dividend: string, divisor: string): string => {
  const [a, b] = [scaled(dividend), scaled(divisor)];
  if (b === 0n) throw new Error('a decimal modulo zero is not supported: its result is not documented');
  const size = b < 0n ? -b : b;
  return written(((a % size) + size) % size);
};

/** SQL of a decimal quotient or non-negative remainder, exact; fails while it runs where a result is not exact or not documented. */
export const decimalDivision = (op: '/' | '%', a: string, b: string): string => {
  const name = defineJsFunction(op === '/' ? 'decimal_quotient' : 'decimal_remainder', {
    parameters: ['string', 'string'],
    result: 'string',
    run: op === '/' ? quotient : remainder,
    nulls: false,
  });
  const text = (sql: string) => `CAST(${sql} AS VARCHAR)`;
  return `CAST(nullif(${name}(${text(a)}, ${text(b)}), '') AS DECIMAL(38,18))`;
};
