import { unsupported } from '../plan/scope.ts';
import { isArray, type Json, numberOf, realJson } from '../values/json.ts';
import { type FunctionEntry, jsFunction, rawFunction } from './entry.ts';

/** The numbers of a series; undefined when an element is none. */
const numbersOf = (series: Json): number[] | undefined => {
  if (!isArray(series)) return undefined;
  const values = series.flatMap((value) => numberOf(value) ?? []);
  return values.length === series.length ? values : undefined;
};
const reals = (values: readonly number[]): Json => values.map(realJson);

/** An infinite impulse response filter: what came in by the numerators, less what went out by the denominators. */
const infiniteResponse = (series: Json, numerators: Json, denominators: Json): Json => {
  const [x, b, a] = [numbersOf(series), numbersOf(numerators), numbersOf(denominators)];
  if (x === undefined || b === undefined || a === undefined || !a[0])
    throw new Error('series_iir() of anything else than numbers, or with a first denominator of 0, is not supported');
  const y: number[] = [];
  for (const index of x.keys()) {
    const came = b.reduce((sum, factor, back) => sum + factor * (x[index - back] ?? 0), 0);
    const went = a.slice(1).reduce((sum, factor, back) => sum + factor * (y[index - back - 1] ?? 0), 0);
    y.push((came - went) / a[0]);
  }
  return reals(y);
};

/** A finite impulse response filter; a centered one looks as far ahead as back. */
const finiteResponse = (series: Json, filter: Json, normalize = true, center = false): Json => {
  const [x, factors] = [numbersOf(series), numbersOf(filter)];
  if (x === undefined || factors === undefined || factors.length === 0)
    throw new Error('series_fir() of anything else than numbers is not supported');
  if (center && factors.length % 2 === 0)
    throw new Error('series_fir() centered with an even number of coefficients is not supported');
  if (normalize && factors.some((factor) => factor < 0)) return null;
  const total = normalize ? factors.reduce((sum, factor) => sum + factor, 0) : 1;
  const ahead = center ? (factors.length - 1) / 2 : 0;
  return reals(
    x.map(
      (_, index) => factors.reduce((sum, factor, back) => sum + factor * (x[index + ahead - back] ?? 0), 0) / total,
    ),
  );
};

/** The line of least squares through a series, its places counted from 1, as the documented interception has it; variances are those of samples. */
const fittedLine = (series: Json): Json => {
  const y = numbersOf(series);
  if (y === undefined || y.length < 2)
    throw new Error('series_fit_line_dynamic() of anything else than two or more numbers is not supported');
  const n = y.length;
  const [middle, mean] = [(n - 1) / 2, y.reduce((sum, value) => sum + value, 0) / n];
  const products = y.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  const slope = products / ((n * (n * n - 1)) / 12);
  const interception = mean - slope * (middle + 1);
  const line = y.map((_, index) => interception + slope * (index + 1));
  const squares = y.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const residuals = y.reduce((sum, value, index) => sum + (value - (line[index] ?? 0)) ** 2, 0);
  if (squares === 0) throw new Error('series_fit_line_dynamic() of a constant series is not supported');
  return {
    rsquare: realJson(1 - residuals / squares),
    slope: realJson(slope),
    variance: realJson(squares / (n - 1)),
    rvariance: realJson(residuals / (n - 1)),
    interception: realJson(interception),
    line_fit: reals(line),
  };
};

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, sorted[Math.floor(sorted.length / 2)] ?? 0];
  return low === high ? low : (low + high) / 2;
};
/** The median of each place in the period. A period that the service would detect by itself is refused. */
const seasonal = (series: Json, period = -1n): Json => {
  const values = numbersOf(series);
  if (values === undefined) throw new Error('series_seasonal() of anything else than numbers is not supported');
  if (period < 1n || period * 2n > BigInt(values.length))
    throw new Error(
      'series_seasonal() needs a period here that fits twice into the series: detecting one is not supported',
    );
  const size = Number(period);
  const season = Array.from({ length: size }, (_, place) =>
    median(values.filter((_, index) => index % size === place)),
  );
  return reals(values.map((_, index) => season[index % size] ?? 0));
};

/** A function of several columns, which the operators that list columns bind; it is no value. */
const severalColumns = (name: string): FunctionEntry =>
  rawFunction([name], `toscalar(print x=dynamic([1, 2, 4]) | project ${name}(x))`, (call) => {
    throw unsupported(
      call.query,
      call.node,
      'columns',
      `${name}() gives several columns: use it as an item of extend, project or print, unnamed or with a list of names`,
    );
  });

/** Filters and models of series that have one exact answer. */
export const seriesModelFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['series_iir'],
    args: ['dynamic', 'dynamic', 'dynamic'],
    result: 'dynamic',
    run: infiniteResponse,
    example: 'series_iir(dynamic([1, 2]), dynamic([1]), dynamic([1, -1]))',
  }),
  jsFunction({
    names: ['series_fir'],
    args: ['dynamic', 'dynamic', 'bool', 'bool'],
    optional: 2,
    result: 'dynamic',
    run: finiteResponse,
    example: 'series_fir(dynamic([1, 2]), dynamic([1, 1]))',
  }),
  jsFunction({
    names: ['series_fit_line_dynamic'],
    args: ['dynamic'],
    result: 'dynamic',
    run: fittedLine,
    example: 'series_fit_line_dynamic(dynamic([1, 2, 4]))',
  }),
  jsFunction({
    names: ['series_seasonal'],
    args: ['dynamic', 'long'],
    optional: 1,
    result: 'dynamic',
    run: seasonal,
    example: 'series_seasonal(dynamic([1, 2, 1, 3]), 2)',
  }),
  severalColumns('series_fit_line'),
  severalColumns('series_stats'),
];
