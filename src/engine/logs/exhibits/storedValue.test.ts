import { decimalValue } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import type { Cell, KqlType } from '../../../core/kqlText/kqlTypes.ts';
import { storedValue } from './storedValue.ts';

const decimal = (value: bigint) => decimalValue(value, 38, 18);

test.each<[KqlType, Cell, unknown]>([
  ['bool', true, true],
  ['int', -2147483648, -2147483648],
  ['long', '9223372036854775807', 9223372036854775807n],
  ['long', 5, 5n],
  ['real', 'NaN', Number.NaN],
  ['real', '-Infinity', Number.NEGATIVE_INFINITY],
  ['decimal', '10.50', decimal(10_500_000_000_000_000_000n)],
  ['decimal', '-0.000000000000000001', decimal(-1n)],
  ['decimal', '1.5e-3', decimal(1_500_000_000_000_000n)],
  ['decimal', '1.0000000000000000000', decimal(10n ** 18n)],
  ['decimal', '0e-99', decimal(0n)],
  ['datetime', '0001-01-01T00:00:00.0000001Z', 1n],
  ['datetime', '9999-12-31T23:59:59.9999999Z', 3155378975999999999n],
  ['timespan', '-1.02:03:04.0000005', -937840000005n],
  ['guid', '74BE27DE-1E4E-49D9-B579-FE0B331D3642', '74be27de-1e4e-49d9-b579-fe0b331d3642'],
  ['string', null, ''],
  ['long', null, null],
  ['dynamic', '{"a":1.0,"b":12345678901234567890}', '{"a":1.0,"b":12345678901234567890}'],
  ['dynamic', ' null', null],
  ['dynamic', 'plain text', '"plain text"'],
])('%s %s', (type, cell, stored) => {
  expect(storedValue(cell, type)).toEqual(stored);
});

test.each<[KqlType, Cell]>([
  ['bool', 1],
  ['int', 2147483648],
  ['long', '9223372036854775808'],
  ['long', 1.5],
  ['long', true],
  ['real', 'inf'],
  ['decimal', '0.0000000000000000001'],
  ['decimal', '100000000000000000000'],
  ['decimal', '1e999999999'],
  ['datetime', '2026-13-01T00:00:00.0000000Z'],
  ['timespan', '99999999.00:00:00'],
  ['string', 1],
  ['dynamic', 1],
])('%s %s is refused, not rounded', (type, cell) => {
  expect(storedValue(cell, type)).toBeUndefined();
});
