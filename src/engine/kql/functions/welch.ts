import { shareBelow } from './betaDistribution.ts';
import { type FunctionEntry, jsFunction } from './entry.ts';

/**
 * The two-sided p-value of Welch's test: Student's distribution with the degrees of freedom of Welch and Satterthwaite, by way of the
 * beta distribution. Refuses counts of less than two and variances without a test.
 */
const welchTest = (
  mean1: number,
  variance1: number,
  count1: number,
  mean2: number,
  variance2: number,
  count2: number,
): number => {
  const [error1, error2] = [variance1 / count1, variance2 / count2];
  const error = error1 + error2;
  if (!(count1 >= 2 && count2 >= 2 && variance1 >= 0 && variance2 >= 0 && error > 0))
    throw new Error('welch_test() of less than two values, or of no variance, is not supported');
  const freedom = error ** 2 / (error1 ** 2 / (count1 - 1) + error2 ** 2 / (count2 - 1));
  const square = (mean1 - mean2) ** 2 / error;
  return shareBelow(freedom / (freedom + square), freedom / 2, 0.5);
};

/** Tests of hypotheses. */
export const welchFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['welch_test'],
    args: ['real', 'real', 'real', 'real', 'real', 'real'],
    result: 'real',
    run: welchTest,
    example: 'welch_test(20.82, 7.81, 15, 22.99, 2.9, 15)',
  }),
];
