import { arithmetic } from '../plan/arithmetic.ts';
import { ordering } from '../plan/compare.ts';
import { convert, isNumeric } from '../plan/convert.ts';
import { computed } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { boundFunction, type FunctionEntry, jsFunction, sqlFunction } from './entry.ts';

const real = (names: readonly string[], run: (value: number) => number, example = `${names[0]}(0.5)`): FunctionEntry =>
  jsFunction({ names, args: ['real'], result: 'real', run, example });
const sqlReal = (name: string, sql: (value: string) => string, nullable = false): FunctionEntry =>
  sqlFunction({ names: [name], args: ['real'], result: 'real', sql, nullable, example: `${name}(0.5)` });

const bitwise = (name: string, sql: (a: string, b: string) => string): FunctionEntry =>
  sqlFunction({ names: [name], args: ['long', 'long'], result: 'long', sql, example: `${name}(6, 3)` });

/** The same type out as in, whole numbers as long. */
const sameType = (
  names: readonly string[],
  whole: (value: string) => string,
  fraction: (value: string) => string,
  timespans: boolean,
): FunctionEntry =>
  boundFunction(names, `${names[0]}(-5)`, ([value], call) => {
    if (value === undefined) throw semantic(call.query, call.node, `${names[0]}() needs a number`);
    if (value.type === 'timespan' && timespans) return computed('timespan', whole(value.sql), [value]);
    const number =
      value.type === 'dynamic' ? convert(value, 'real') : value.type === 'int' ? convert(value, 'long') : value;
    if (number === undefined || !isNumeric(number.type))
      throw unsupported(call.query, call.node, 'types', `${names[0]}() of ${value.type} is not supported`);
    const sql = number.type === 'long' ? whole(number.sql) : fraction(number.sql);
    return computed(number.type, sql, [number]);
  });

const round = boundFunction(['round'], 'round(2.98765, 3)', ([value, digits], call) => {
  if (value === undefined) throw semantic(call.query, call.node, 'round() needs a number');
  if (digits === undefined && (value.type === 'long' || value.type === 'int')) return convert(value, 'long') ?? value;
  const number = convert(value, 'real');
  if (number === undefined || value.type === 'decimal')
    throw unsupported(call.query, call.node, 'types', `round() of ${value.type} is not supported`);
  return rounded.bind([number, ...(digits === undefined ? [] : [digits])], call);
});
/** Halves go away from zero; by the shortest decimal text, as .NET's decimal arithmetic does. */
const rounded = jsFunction({
  names: ['round'],
  args: ['real', 'long'],
  optional: 1,
  result: 'real',
  run: (value: number, digits = 0n) => {
    if (!Number.isFinite(value)) return value;
    const shifted = Number(`${Math.abs(value)}e${digits}`);
    const whole = Number.isNaN(shifted)
      ? Math.round(Math.abs(value) * 10 ** Number(digits)) / 10 ** Number(digits)
      : Number(`${Math.round(shifted)}e${-digits}`);
    return Math.sign(value) * whole;
  },
  example: 'round(2.5)',
});

/** Lanczos' approximation with g = 7, about 15 digits. */
export const logGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
  const coefficients = [
    0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
    12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const sum = coefficients.slice(1).reduce((total, one, index) => total + one / (x + index), coefficients[0] ?? 0);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
};
const gamma = (x: number): number => {
  if (Number.isInteger(x) && x > 0 && x < 20)
    return Array.from({ length: x - 1 }, (_, index) => index + 1).reduce((a, b) => a * b, 1);
  return x <= 0 && Number.isInteger(x)
    ? Number.NaN
    : Math.sign(x > 0 ? 1 : Math.sin(Math.PI * x)) * Math.exp(logGamma(x));
};

/** The density of the beta distribution. */
const betaPdf = (x: number, alpha: number, beta: number): number =>
  x < 0 || x > 1 || !(alpha > 0) || !(beta > 0)
    ? Number.NaN
    : x ** (alpha - 1) * (1 - x) ** (beta - 1) * Math.exp(logGamma(alpha + beta) - logGamma(alpha) - logGamma(beta));

/** The error function: a series below 3, a continued fraction above. */
const erf = (x: number): number => {
  const size = Math.abs(x);
  if (size > 6) return Math.sign(x);
  if (size < 3) {
    let term = size;
    let sum = size;
    for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum); n++) {
      term *= (-size * size) / n;
      sum += term / (2 * n + 1);
      if (n > 500) break;
    }
    return (Math.sign(x) * 2 * sum) / Math.sqrt(Math.PI);
  }
  return Math.sign(x) * (1 - complementary(size));
};
const complementary = (x: number): number => {
  let fraction = 0;
  for (let n = 200; n > 0; n--) fraction = n / 2 / (x + fraction);
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * (x + fraction));
};

/** A negative number in the bits of its type; at most 16 digits are filled up. */
const hexOf = (type: 'int' | 'long', bits: number): FunctionEntry =>
  jsFunction({
    names: [`tohex_${type}`],
    args: ['long', 'long'],
    optional: 1,
    result: 'string',
    run: (value: bigint, length = 0n) =>
      BigInt.asUintN(bits, value)
        .toString(16)
        .padStart(Math.min(Number(length), 16), '0'),
    example: 'tohex(256)',
  });
const [hexOfInt, hexOfLong] = [hexOf('int', 32), hexOf('long', 64)];
const tohex = boundFunction(['tohex'], 'tohex(256)', (args, call) =>
  (args[0]?.type === 'int' ? hexOfInt : hexOfLong).bind(args, call),
);

/** Whether a value is no farther from the center than the delta; null when one of them is. */
const around = boundFunction(['around'], 'around(5, 4, 1)', ([value, center, delta], call) => {
  const least = center && delta && arithmetic('-', center, delta);
  const most = center && delta && arithmetic('+', center, delta);
  const above = value && least && ordering('>=', value, least);
  const below = value && most && ordering('<=', value, most);
  if (above === undefined || below === undefined)
    throw semantic(call.query, call.node, 'around() needs a value, a center and a delta that fit together');
  const missing = [value, center, delta].map((one) => `${one?.sql} IS NULL`).join(' OR ');
  return computed('bool', `CASE WHEN NOT (${missing}) THEN ${above.sql} AND ${below.sql} END`, [above, below], {
    nullable: true,
  });
});

export const mathFunctions: readonly FunctionEntry[] = [
  sameType(
    ['abs'],
    (value) => `abs(${value})`,
    (value) => `abs(${value})`,
    true,
  ),
  sameType(
    ['ceiling'],
    (value) => value,
    (value) => `ceil(${value})`,
    false,
  ),
  round,
  boundFunction(['sign'], 'sign(-42)', ([value], call) => {
    const number = value && convert(value, 'real');
    if (number === undefined) throw semantic(call.query, call.node, 'sign() needs a number');
    return computed('real', `CAST(sign(${number.sql}) AS DOUBLE)`, [number]);
  }),
  sqlFunction({
    names: ['pow'],
    args: ['real', 'real'],
    result: 'real',
    sql: (a, b) => `pow(${a}, ${b})`,
    example: 'pow(2, 3)',
  }),
  jsFunction({
    names: ['atan2'],
    args: ['real', 'real'],
    result: 'real',
    run: (y: number, x: number) => Math.atan2(y, x),
    example: 'atan2(1, 1)',
  }),
  real(['exp'], Math.exp),
  real(['exp2'], (value) => 2 ** value),
  real(['exp10'], (value) => 10 ** value),
  real(['log'], Math.log),
  real(['log10'], Math.log10),
  real(['log2'], Math.log2),
  real(['sqrt'], Math.sqrt),
  real(['sin'], Math.sin),
  real(['cos'], Math.cos),
  real(['tan'], Math.tan),
  real(['cot'], (value) => 1 / Math.tan(value)),
  real(['asin'], Math.asin),
  real(['acos'], Math.acos),
  real(['atan'], Math.atan),
  real(['gamma'], gamma),
  real(['loggamma'], logGamma),
  jsFunction({
    names: ['beta_pdf'],
    args: ['real', 'real', 'real'],
    result: 'real',
    run: betaPdf,
    example: 'beta_pdf(0.5, 10.0, 20.0)',
  }),
  real(['erf'], erf),
  real(['erfc'], (x) => (x < 3 ? 1 - erf(x) : complementary(x))),
  sqlReal('radians', (value) => `radians(${value})`),
  sqlReal('degrees', (value) => `degrees(${value})`),
  sqlFunction({ names: ['pi'], args: [], result: 'real', sql: () => 'pi()', example: 'pi()' }),
  ...(['isnan', 'isinf', 'isfinite'] as const).map((name) =>
    sqlFunction({
      names: [name],
      args: ['real'],
      result: 'bool',
      sql: (value) => `${name}(${value})`,
      example: `${name}(1.0)`,
    }),
  ),
  bitwise('binary_and', (a, b) => `(${a} & ${b})`),
  bitwise('binary_or', (a, b) => `(${a} | ${b})`),
  bitwise('binary_xor', (a, b) => `xor(${a}, ${b})`),
  jsFunction({
    names: ['binary_shift_left'],
    args: ['long', 'long'],
    result: 'long',
    run: (a: bigint, by: bigint) => BigInt.asIntN(64, a << (by & 63n)),
    example: 'binary_shift_left(1, 2)',
  }),
  jsFunction({
    names: ['binary_shift_right'],
    args: ['long', 'long'],
    result: 'long',
    run: (a: bigint, by: bigint) => a >> (by & 63n),
    example: 'binary_shift_right(8, 2)',
  }),
  sqlFunction({
    names: ['binary_not'],
    args: ['long'],
    result: 'long',
    sql: (a) => `(~${a})`,
    example: 'binary_not(1)',
  }),
  jsFunction({
    names: ['bitset_count_ones'],
    args: ['long'],
    result: 'long',
    run: (a: bigint) => BigInt(BigInt.asUintN(64, a).toString(2).replaceAll('0', '').length),
    example: 'bitset_count_ones(42)',
  }),
  tohex,
  around,
];
