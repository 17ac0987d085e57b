import { isArray, isReal, type Json, numberOf, realJson } from '../values/json.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

type Values = readonly Json[];

const numbers = (series: Json): (number | undefined)[] => (isArray(series) ? series.map(numberOf) : []);
const whole = (...values: Json[]): boolean => values.every((value) => numberOf(value) !== undefined && !isReal(value));
/** A number as JSON: whole when it came from whole numbers. */
const numberJson = (value: number, isWhole: boolean): Json =>
  isWhole && Number.isSafeInteger(value) ? value : realJson(value);

const unary = (name: string, run: (value: number) => number, keepsWhole: boolean): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['dynamic'],
    result: 'dynamic',
    run: (series: Json) =>
      isArray(series)
        ? series.map((value) =>
            numberOf(value) === undefined ? null : numberJson(run(numberOf(value) ?? 0), keepsWhole && whole(value)),
          )
        : null,
    example: `${name}(dynamic([1, 2]))`,
  });

/** Element by element; a plain number stands for every element. */
const pairwise = (name: string, run: (a: number, b: number, isWhole: boolean) => Json): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['any', 'any'],
    result: 'dynamic',
    run: (a: Json, b: Json) => {
      const length = isArray(a) ? a.length : isArray(b) ? b.length : 0;
      if (!isArray(a) && !isArray(b)) return null;
      if (isArray(a) && isArray(b) && a.length !== b.length)
        throw new Error(`${name}() of series of different lengths is not supported`);
      return Array.from({ length }, (_, index) => {
        const [x, y] = [isArray(a) ? (a[index] ?? null) : a, isArray(b) ? (b[index] ?? null) : b];
        const [m, n] = [numberOf(x), numberOf(y)];
        return m === undefined || n === undefined ? null : run(m, n, whole(x, y));
      });
    },
    example: `${name}(dynamic([1, 2]), dynamic([3, 4]))`,
  });

const overall = (name: string, run: (values: readonly number[]) => number): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['dynamic'],
    result: 'real',
    run: (series: Json) => {
      const values = numbers(series);
      return !isArray(series) || values.includes(undefined) ? null : run(values as number[]);
    },
    example: `${name}(dynamic([3, 4]))`,
  });
/** A plain number stands for every element of the other series. */
const spread = (value: Json, other: Json): Json =>
  isArray(other) && numberOf(value) !== undefined ? other.map(() => value) : value;
const overallPair = (name: string, run: (a: readonly number[], b: readonly number[]) => number): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['any', 'any'],
    result: 'real',
    run: (first: Json, second: Json) => {
      const [a, b] = [spread(first, second), spread(second, first)];
      const [x, y] = [numbers(a), numbers(b)];
      if (x.length !== y.length || x.length === 0 || x.includes(undefined) || y.includes(undefined)) return null;
      return run(x as number[], y as number[]);
    },
    example: `${name}(dynamic([1, 2]), dynamic([3, 5]))`,
  });
const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const pearson = (a: readonly number[], b: readonly number[]): number => {
  const [x, y] = [mean(a), mean(b)];
  const [p, q] = [a.map((value) => value - x), b.map((value) => value - y)];
  return dot(p, q) / Math.sqrt(dot(p, p) * dot(q, q));
};

/** Missing elements are those equal to the placeholder, null when it is not given. */
const fill = (
  name: string,
  args: readonly ('any' | 'bool')[],
  run: (series: Values, missing: (value: Json) => boolean, ...rest: never[]) => Json,
  example: string,
): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['dynamic', ...args],
    optional: args.length,
    result: 'dynamic',
    nulls: true,
    run: (series: Json, placeholder: Json = null, ...rest: never[]) =>
      isArray(series)
        ? run(
            series,
            (value) =>
              value === placeholder ||
              (placeholder !== null && numberOf(value) !== undefined && numberOf(value) === numberOf(placeholder)),
            ...rest,
          )
        : null,
    example,
  });
const fillForward = (series: Values, missing: (value: Json) => boolean): Json => {
  let last: Json | undefined;
  return series.map((value) => {
    if (missing(value)) return last ?? value;
    last = value;
    return value;
  });
};
/** Whole numbers stay whole, cut; with a constant given the documentation contradicts itself about them, so that is refused. */
const interpolate = (series: Values, missing: (value: Json) => boolean, edges = true, otherwise?: Json): Json => {
  const known = series.flatMap((value, index) => (missing(value) ? [] : [{ index, value: numberOf(value) ?? 0 }]));
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return series.map(() => (otherwise === undefined ? 0 : otherwise));
  const isWhole = series.every((value) => missing(value) || whole(value));
  if (isWhole && otherwise !== undefined)
    throw new Error('series_fill_linear() of whole numbers with a constant is not supported');
  return series.map((value, index) => {
    if (!missing(value)) return value;
    if (index < first.index) return edges ? (series[first.index] ?? null) : value;
    if (index > last.index) return edges ? (series[last.index] ?? null) : value;
    const left = known.findLast((one) => one.index < index) ?? first;
    const right = known.find((one) => one.index > index) ?? last;
    const exact = left.value + ((right.value - left.value) * (index - left.index)) / (right.index - left.index);
    return isWhole ? Math.trunc(exact) : realJson(exact);
  });
};

const statistics = (series: Json): Json => {
  const values = numbers(series);
  if (values.length === 0 || values.includes(undefined)) return null;
  const known = values as number[];
  const [min, max] = [Math.min(...known), Math.max(...known)];
  const average = mean(known);
  const variance =
    known.length < 2 ? 0 : known.reduce((sum, value) => sum + (value - average) ** 2, 0) / (known.length - 1);
  return {
    min: realJson(min),
    min_idx: known.indexOf(min),
    max: realJson(max),
    max_idx: known.indexOf(max),
    avg: realJson(average),
    stdev: realJson(Math.sqrt(variance)),
    variance: realJson(variance),
    sum: realJson(known.reduce((sum, value) => sum + value, 0)),
    len: known.length,
  };
};

const compare = (name: string, test: (a: number, b: number) => boolean): FunctionEntry =>
  pairwise(name, (a, b) => test(a, b));

export const seriesFunctions: readonly FunctionEntry[] = [
  unary('series_abs', Math.abs, true),
  unary('series_sign', Math.sign, true),
  unary('series_floor', Math.floor, true),
  unary('series_ceiling', Math.ceil, true),
  unary('series_exp', Math.exp, false),
  unary('series_log', Math.log, false),
  unary('series_sin', Math.sin, false),
  unary('series_cos', Math.cos, false),
  unary('series_tan', Math.tan, false),
  unary('series_asin', Math.asin, false),
  unary('series_acos', Math.acos, false),
  unary('series_atan', Math.atan, false),
  pairwise('series_add', (a, b, isWhole) => numberJson(a + b, isWhole)),
  pairwise('series_subtract', (a, b, isWhole) => numberJson(a - b, isWhole)),
  pairwise('series_multiply', (a, b, isWhole) => numberJson(a * b, isWhole)),
  pairwise('series_divide', (a, b) => realJson(a / b)),
  pairwise('series_pow', (a, b) => realJson(a ** b)),
  compare('series_equals', (a, b) => a === b),
  compare('series_not_equals', (a, b) => a !== b),
  compare('series_greater', (a, b) => a > b),
  compare('series_greater_equals', (a, b) => a >= b),
  compare('series_less', (a, b) => a < b),
  compare('series_less_equals', (a, b) => a <= b),
  overall('series_sum', (values) => values.reduce((sum, value) => sum + value, 0)),
  overall('series_product', (values) => values.reduce((product, value) => product * value, 1)),
  overall('series_magnitude', (values) => Math.sqrt(dot(values, values))),
  overallPair('series_dot_product', dot),
  overallPair('series_cosine_similarity', (a, b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))),
  overallPair('series_pearson_correlation', pearson),
  fill('series_fill_forward', ['any'], fillForward, 'series_fill_forward(dynamic([1, null]))'),
  fill(
    'series_fill_backward',
    ['any'],
    (series, missing) => (fillForward(series.toReversed(), missing) as Json[]).reverse(),
    'series_fill_backward(dynamic([null, 1]))',
  ),
  fill('series_fill_linear', ['any', 'bool', 'any'], interpolate, 'series_fill_linear(dynamic([1, null, 3]))'),
  jsFunction({
    names: ['series_fill_const'],
    args: ['dynamic', 'any', 'any'],
    optional: 1,
    result: 'dynamic',
    nulls: true,
    run: (series: Json, value: Json, placeholder: Json = null) =>
      isArray(series) ? series.map((one) => (one === placeholder ? value : one)) : null,
    example: 'series_fill_const(dynamic([null, 1]), 0)',
  }),
  jsFunction({
    names: ['series_stats_dynamic'],
    args: ['dynamic'],
    result: 'dynamic',
    run: statistics,
    example: 'series_stats_dynamic(dynamic([1, 2]))',
  }),
];
