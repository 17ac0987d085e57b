/** KQL's logic of three values: null is neither true nor false. */
export type Truth = boolean | null;

/** `and`: false wins over null. */
export const and = (...terms: readonly Truth[]): Truth =>
  terms.includes(false) ? false : terms.includes(null) ? null : true;
/** `or`: true wins over null. */
export const or = (...terms: readonly Truth[]): Truth =>
  terms.includes(true) ? true : terms.includes(null) ? null : false;

/** `==`: of two nulls null, of one null false. */
export const equal = <T>(left: T | null, right: T | null): Truth =>
  left === null && right === null ? null : left === right;

/** `<`, `<=` and their like: null with a null on either side. */
export const atMost = (left: bigint | null, right: bigint | null): Truth =>
  left === null || right === null ? null : left <= right;
export const lessThan = (left: bigint | null, right: bigint | null): Truth =>
  left === null || right === null ? null : left < right;
