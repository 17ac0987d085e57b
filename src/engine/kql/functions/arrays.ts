import { formatDatetime } from '../values/datetime.ts';
import {
  type ExactNumber,
  isArray,
  isExact,
  isReal,
  type Json,
  longJson,
  numberOf,
  realJson,
  textOfJson,
} from '../values/json.ts';
import { formatTimespan, ticksPerHour } from '../values/timespan.ts';
import { identity } from './dynamics.ts';
import { boundFunction, type FunctionEntry, jsFunction } from './entry.ts';

type Values = readonly Json[];

/** A function of one array; anything else gives null. */
const ofArray = (
  name: string,
  args: readonly ('long' | 'any' | 'dynamic')[],
  optional: number,
  run: (array: Values, ...rest: never[]) => Json,
  example: string,
): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['dynamic', ...args],
    optional,
    result: 'dynamic',
    nulls: true,
    run: (array: Json, ...rest: never[]) => (isArray(array) ? run(array, ...rest) : null),
    example,
  });

const at = (array: Values, index: bigint): number => (index < 0n ? array.length + Number(index) : Number(index));

const slice = (array: Values, start: bigint, end: bigint): Json =>
  array.slice(Math.max(0, at(array, start)), Math.max(0, at(array, end) + 1));

const split = (array: Values, indices: Json): Json => {
  const positions = (isArray(indices) ? indices : [indices]).map((index) => at(array, BigInt(numberOf(index) ?? 0)));
  const bounds = [0, ...positions, array.length];
  return bounds.slice(1).map((end, index) => array.slice(bounds[index], Math.max(end, bounds[index] ?? 0)));
};

const shift = (array: Values, by: bigint, fill: Json = null): Json =>
  array.map((_, index) => {
    const from = BigInt(index) + by;
    return from < 0n || from >= BigInt(array.length) ? fill : (array[Number(from)] ?? null);
  });
const rotate = (array: Values, by: bigint): Json =>
  array.map(
    (_, index) =>
      array[Number((((BigInt(index) + by) % BigInt(array.length)) + BigInt(array.length)) % BigInt(array.length))] ??
      null,
  );

const truth = (value: Json): boolean | undefined =>
  typeof value === 'boolean' ? value : numberOf(value) === undefined ? undefined : numberOf(value) !== 0;
const choose = (conditions: Values, yes: Json, no: Json): Json =>
  conditions.map((condition, index) => {
    const test = truth(condition);
    if (test === undefined) return null;
    const chosen = test ? yes : no;
    return isArray(chosen) ? (chosen[index] ?? null) : chosen;
  });

const indexOf = (array: Json, value: Json, start = 0n, length = -1n, occurrence = 1n): bigint | null => {
  if (!isArray(array) || occurrence < 0n || length < -1n) return null;
  const from = Math.max(0, at(array, start));
  const end = length < 0n ? array.length : Math.min(array.length, from + Number(length));
  const wanted = identity(value);
  let left = occurrence;
  for (let index = from; index < end; index++)
    if (identity(array[index] ?? null) === wanted && --left === 0n) return BigInt(index);
  return -1n;
};

const zip = (...arrays: Json[]): Json => {
  if (!arrays.every(isArray)) return null;
  const lists = arrays as readonly Values[];
  return Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, index) =>
    lists.map((list) => list[index] ?? null),
  );
};

const exactLong = (value: number | ExactNumber): bigint => (isExact(value) ? BigInt(value.rawJSON) : BigInt(value));
const mostElements = 1_048_576;
/** `range(from, to, step)` over numbers, as JSON, cut to 1,048,576 elements. */
const rangeOf = (from: Json, to: Json, step: Json = 1): Json => {
  const [start, end, by] = [numberOf(from), numberOf(to), numberOf(step)];
  if (start === undefined || end === undefined || by === undefined)
    throw new Error('range() of anything else than numbers is not supported');
  if (by === 0) throw new Error('range() with a step of 0 is not supported');
  const values: Json[] = [];
  if (isReal(from) || isReal(step) || isReal(to)) {
    for (
      let index = 0;
      index < mostElements && (by > 0 ? start + index * by <= end : start + index * by >= end);
      index++
    )
      values.push(realJson(start + index * by));
    return values;
  }
  const [first, last, size] = [exactLong(from as number), exactLong(to as number), exactLong(step as number)];
  for (let value = first; values.length < mostElements && (size > 0n ? value <= last : value >= last); value += size)
    values.push(longJson(value));
  return values;
};

const rangeOfNumbers = jsFunction({
  names: ['range'],
  args: ['any', 'any', 'any'],
  optional: 1,
  result: 'dynamic',
  run: rangeOf,
  example: 'range(1, 3)',
});
const rangeOfTimes = (type: 'datetime' | 'timespan', text: (ticks: bigint) => string): FunctionEntry =>
  jsFunction({
    names: [`range_${type}`],
    args: [type, type, 'timespan'],
    optional: 1,
    result: 'dynamic',
    run: (from: bigint, to: bigint, step = ticksPerHour) => {
      if (step === 0n) throw new Error('range() with a step of 0 is not supported');
      const values: Json[] = [];
      for (let at = from; values.length < mostElements && (step > 0n ? at <= to : at >= to); at += step)
        values.push(text(at));
      return values;
    },
    example: 'range(1h, 3h)',
  });
const timeRanges = {
  datetime: rangeOfTimes('datetime', formatDatetime),
  timespan: rangeOfTimes('timespan', formatTimespan),
};
const range = boundFunction(['range'], 'range(1, 3)', (args, call) => {
  const type = args[0]?.type;
  return (type === 'datetime' || type === 'timespan' ? timeRanges[type] : rangeOfNumbers).bind(args, call);
});

const jaccard = (a: Json, b: Json): Json => {
  if (!isArray(a) || !isArray(b)) return null;
  const [x, y] = [new Set(a.map(identity)), new Set(b.map(identity))];
  const shared = [...x].filter((one) => y.has(one)).length;
  return realJson(shared / (x.size + y.size - shared));
};

export const arrayFunctions: readonly FunctionEntry[] = [
  jsFunction({
    names: ['array_concat'],
    args: ['dynamic'],
    rest: 'dynamic',
    result: 'dynamic',
    run: (...arrays: Json[]) => (arrays.every(isArray) ? arrays.flat() : null),
    example: 'array_concat(dynamic([1]), dynamic([2]))',
  }),
  ofArray('array_reverse', [], 0, (array) => array.toReversed(), 'array_reverse(dynamic([1, 2]))'),
  ofArray('array_slice', ['long', 'long'], 0, slice, 'array_slice(dynamic([1, 2, 3]), 1, 2)'),
  ofArray('array_split', ['any'], 0, split, 'array_split(dynamic([1, 2, 3]), 1)'),
  ofArray('array_shift_left', ['long', 'any'], 1, shift, 'array_shift_left(dynamic([1, 2]), 1)'),
  ofArray(
    'array_shift_right',
    ['long', 'any'],
    1,
    (array, by: bigint, fill?: Json) => shift(array, -by, fill),
    'array_shift_right(dynamic([1, 2]), 1)',
  ),
  ofArray('array_rotate_left', ['long'], 0, rotate, 'array_rotate_left(dynamic([1, 2]), 1)'),
  ofArray(
    'array_rotate_right',
    ['long'],
    0,
    (array, by: bigint) => rotate(array, -by),
    'array_rotate_right(dynamic([1, 2]), 1)',
  ),
  ofArray('array_iff', ['any', 'any'], 0, choose, 'array_iff(dynamic([true]), 1, 2)'),
  ofArray('array_iif', ['any', 'any'], 0, choose, 'array_iif(dynamic([true]), 1, 2)'),
  jsFunction({
    names: ['array_index_of'],
    args: ['dynamic', 'any', 'long', 'long', 'long'],
    optional: 3,
    result: 'long',
    run: indexOf,
    example: 'array_index_of(dynamic([1, 2]), 2)',
  }),
  jsFunction({
    names: ['array_sum'],
    args: ['dynamic'],
    result: 'real',
    run: (array: Json) =>
      isArray(array) ? array.reduce((sum: number, value) => sum + (numberOf(value) ?? 0), 0) : null,
    example: 'array_sum(dynamic([1, 2]))',
  }),
  jsFunction({
    names: ['set_has_element'],
    args: ['dynamic', 'any'],
    result: 'bool',
    run: (array: Json, value: Json) => (isArray(array) ? array.map(identity).includes(identity(value)) : null),
    example: 'set_has_element(dynamic([1, 2]), 2)',
  }),
  jsFunction({
    names: ['zip'],
    args: ['dynamic', 'dynamic'],
    rest: 'dynamic',
    result: 'dynamic',
    run: zip,
    example: 'zip(dynamic([1]), dynamic([2]))',
  }),
  range,
  jsFunction({
    names: ['repeat'],
    args: ['any', 'long'],
    result: 'dynamic',
    run: (value: Json, count: bigint) => Array.from({ length: Number(count) }, () => value),
    example: 'repeat(1, 2)',
  }),
  jsFunction({
    names: ['jaccard_index'],
    args: ['dynamic', 'dynamic'],
    result: 'dynamic',
    run: jaccard,
    example: 'jaccard_index(dynamic([1]), dynamic([1, 2]))',
  }),
  jsFunction({
    names: ['has_any_index'],
    args: ['text', 'dynamic'],
    result: 'long',
    run: (text: string, values: Json) =>
      isArray(values) ? BigInt(values.findIndex((value) => hasTerm(text, textOfJson(value)))) : null,
    example: 'has_any_index("a b", dynamic(["b"]))',
  }),
];

const termCharacter = /^[\p{L}\p{N}]$/u;
/** Whether a text holds a term, case aside, as `has` does. */
const hasTerm = (text: string, term: string): boolean => {
  const escaped = term.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  const characters = [...term];
  const before = termCharacter.test(characters[0] ?? '') ? '(?<![\\p{L}\\p{N}])' : '';
  const after = termCharacter.test(characters.at(-1) ?? '') ? '(?![\\p{L}\\p{N}])' : '';
  return new RegExp(`${before}${escaped}${after}`, 'iu').test(text);
};
