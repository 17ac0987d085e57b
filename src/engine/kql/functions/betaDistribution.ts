import { type FunctionEntry, jsFunction } from './entry.ts';
import { logGamma } from './math.ts';

/** The continued fraction of the incomplete beta function, by Lentz' method. */
const fraction = (x: number, a: number, b: number): number => {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let result = d;
  for (let m = 1; m <= 10_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    for (const term of [even, odd]) {
      d = 1 / away(1 + term * d);
      c = away(1 + term / c);
      result *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return result;
};
/** The share of the distribution below x; large parameters are refused, where rounding would show. */
export const shareBelow = (x: number, a: number, b: number): number => {
  if (a + b > 500) throw new Error('the beta distribution with parameters of more than 500 together is not supported');
  if (x === 0 || x === 1) return x;
  const scale = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2) ? (scale * fraction(x, a, b)) / a : 1 - (scale * fraction(1 - x, b, a)) / b;
};

const cumulative = (x: number, a: number, b: number): number => {
  const isParameter = (value: number) => value > 0 && value <= 10_000;
  return x >= 0 && x <= 1 && isParameter(a) && isParameter(b) ? shareBelow(x, a, b) : Number.NaN;
};

/** By halving; outside of the domain as the documentation's example prints it, which its notes turn about. */
const inverse = (probability: number, a: number, b: number): number | null => {
  if (!(a > 0) || !(b > 0)) return Number.NaN;
  if (!(probability > 0) || probability > 1) return null;
  let [low, high] = [0, 1];
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (shareBelow(middle, a, b) < probability) low = middle;
    else high = middle;
  }
};

/** The beta distribution's shares. */
export const betaFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['beta_cdf'],
    args: ['real', 'real', 'real'],
    result: 'real',
    run: cumulative,
    example: 'beta_cdf(0.5, 10.0, 20.0)',
  }),
  jsFunction({
    names: ['beta_inv'],
    args: ['real', 'real', 'real'],
    result: 'real',
    run: inverse,
    example: 'beta_inv(0.5, 10.0, 20.0)',
  }),
];
