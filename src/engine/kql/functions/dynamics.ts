import { toDynamic, toText } from '../plan/convert.ts';
import { computed, constant, type Scalar } from '../plan/scalar.ts';
import { semantic } from '../plan/scope.ts';
import { isArray, isBag, type Json, numberOf, textOfJson, writeJson } from '../values/json.ts';
import { boundFunction, type FunctionEntry, jsFunction } from './entry.ts';

/** The length of an array; null for anything else. */
const arrayLength = boundFunction(['array_length', 'arraylength'], 'array_length(dynamic([1]))', ([array], call) => {
  if (array === undefined) throw semantic(call.query, call.node, 'array_length() needs an array');
  if (array.texts !== undefined) return computed('long', `len(${array.texts})`, [array]);
  const json = toDynamic(array).sql;
  return computed(
    'long',
    `CASE WHEN json_type(${json}) = 'ARRAY' THEN CAST(json_array_length(${json}) AS BIGINT) END`,
    [array],
    { nullable: true },
  );
});

const strcatArray = boundFunction(
  ['strcat_array'],
  'strcat_array(dynamic([1, 2]), ",")',
  ([array, delimiter], call) => {
    if (array === undefined || delimiter === undefined)
      throw semantic(call.query, call.node, 'strcat_array() needs an array and a delimiter');
    const by = toText(delimiter);
    if (array.texts !== undefined)
      return computed('string', `coalesce(array_to_string(${array.texts}, ${by.sql}), '')`, [array, by]);
    return joined.bind([array, by], call);
  },
);
const joined = jsFunction({
  names: ['strcat_array'],
  args: ['dynamic', 'text'],
  result: 'string',
  run: (array: Json, by: string) => (isArray(array) ? array.map(textOfJson).join(by) : ''),
  example: 'strcat_array(dynamic([1, 2]), ",")',
});

/** SQL of a JSON value that may be null, to stand inside an array or bag. */
const inJson = (value: Scalar): string =>
  value.nullable || value.type === 'dynamic' ? `coalesce(${toDynamic(value).sql}, 'null')` : toDynamic(value).sql;
const packArray = boundFunction(['pack_array'], 'pack_array(1, "a")', (args) =>
  computed('dynamic', args.length === 0 ? `'[]'` : `('[' || ${args.map(inJson).join(` || ',' || `)} || ']')`, args, {
    nullable: false,
  }),
);
const bagPack = boundFunction(['bag_pack', 'pack', 'pack_dictionary'], 'bag_pack("a", 1)', (args, call) => {
  if (args.length % 2 !== 0) throw semantic(call.query, call.node, 'bag_pack() needs pairs of a key and a value');
  const pairs = args.flatMap((key, index) => {
    const value = args[index + 1];
    return index % 2 === 1 || value === undefined
      ? []
      : [`CAST(to_json(${toText(key).sql}) AS VARCHAR) || ':' || ${inJson(value)}`];
  });
  return computed('dynamic', pairs.length === 0 ? `'{}'` : `('{' || ${pairs.join(` || ',' || `)} || '}')`, args, {
    nullable: false,
  });
});

const rank = (value: Json): number =>
  numberOf(value) !== undefined ? 0 : typeof value === 'string' ? 1 : typeof value === 'boolean' ? 2 : 3;
const compare = (a: Json, b: Json): number => {
  const [x, y] = [numberOf(a), numberOf(b)];
  if (x !== undefined && y !== undefined) return x - y;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (rank(a) !== rank(b)) return rank(a) - rank(b);
  throw new Error('sorting arrays of bags, arrays or booleans is not supported');
};
/** Nulls stand last unless told otherwise. */
const sorted =
  (sign: 1 | -1) =>
  (array: Json, nullsLast = true): Json => {
    if (!isArray(array)) return null;
    const values = array.filter((value) => value !== null).sort((a, b) => sign * compare(a, b));
    const nulls = array.filter((value) => value === null);
    return nullsLast ? [...values, ...nulls] : [...nulls, ...values];
  };
/** The first array sorted, and the others in its order; null for one of another length. */
const sortedTogether =
  (sign: 1 | -1) =>
  (arrays: Json, nullsLast: boolean): Json => {
    const [first, ...others] = isArray(arrays) ? arrays : [];
    if (!isArray(first)) throw new Error('sorting by something else than an array is not supported');
    const places = first.map((value, index) => ({ value, index }));
    const full = places.filter(({ value }) => value !== null).sort((a, b) => sign * compare(a.value, b.value));
    const nulls = places.filter(({ value }) => value === null);
    const order = (nullsLast ? [...full, ...nulls] : [...nulls, ...full]).map(({ index }) => index);
    return [first, ...others].map((array) =>
      isArray(array) && array.length === first.length ? order.map((index) => array[index] ?? null) : null,
    );
  };
const sortFunction = (name: string, sign: 1 | -1): FunctionEntry => {
  const general = jsFunction({
    names: [name],
    args: ['dynamic', 'bool'],
    optional: 1,
    result: 'dynamic',
    run: sorted(sign),
    example: `${name}(dynamic([2, 1]))`,
  });
  const together = jsFunction({
    names: [`${name}_together`],
    args: ['dynamic', 'bool'],
    result: 'dynamic',
    run: sortedTogether(sign),
    example: `${name}(dynamic([2, 1]), dynamic([1, 2]))[1]`,
  });
  return boundFunction([name], `${name}(dynamic([2, 1]))`, (args, call) => {
    const [array] = args;
    const nullsLast = args.at(-1)?.type === 'bool' ? args.at(-1) : undefined;
    const arrays = nullsLast === undefined ? args : args.slice(0, -1);
    if (arrays.some((one) => one.type !== 'dynamic')) throw semantic(call.query, call.node, `${name}() needs arrays`);
    if (arrays.length > 1)
      return together.bind([packArray.bind(arrays, call), nullsLast ?? constant('bool', true)], call);
    if (array?.texts === undefined || args.length > 1) return general.bind(args, call);
    const list = `${sign === 1 ? 'list_sort' : 'list_reverse_sort'}(${array.texts})`;
    return computed('dynamic', `CAST(to_json(${list}) AS VARCHAR)`, [array], { nullable: false, texts: list });
  });
};

/** The identity of a JSON value: 1 and 1.0 are one. */
export const identity = (value: Json): string => {
  const number = numberOf(value);
  return number === undefined ? writeJson(value) : String(number);
};
const distinct = (values: readonly Json[]): Json[] => {
  const seen = new Set<string>();
  return values.filter((value) => {
    const id = identity(value);
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
};
const setFunction = (
  name: string,
  run: (first: readonly Json[], others: readonly (readonly Json[])[]) => Json,
): FunctionEntry =>
  jsFunction({
    names: [name],
    args: ['dynamic', 'dynamic'],
    rest: 'dynamic',
    result: 'dynamic',
    run: (...sets: Json[]) => {
      const arrays = sets.map((set) => (isArray(set) ? set : undefined));
      const [first, ...others] = arrays;
      if (first === undefined || others.includes(undefined)) return null;
      return run(first, others as readonly (readonly Json[])[]);
    },
    example: `${name}(dynamic([1, 2]), dynamic([2, 3]))`,
  });
const idsOf = (values: readonly Json[]): Set<string> => new Set(values.map(identity));

const bagKeys = jsFunction({
  names: ['bag_keys'],
  args: ['dynamic'],
  result: 'dynamic',
  run: (bag: Json) => (isBag(bag) ? Object.keys(bag) : null),
  example: 'bag_keys(dynamic({"a":1}))',
});

export const dynamicFunctions: readonly FunctionEntry[] = [
  arrayLength,
  strcatArray,
  packArray,
  bagPack,
  bagKeys,
  sortFunction('array_sort_asc', 1),
  sortFunction('array_sort_desc', -1),
  setFunction('set_union', (first, others) => distinct([...first, ...others.flat()])),
  setFunction('set_difference', (first, others) => {
    const taken = idsOf(others.flat());
    return distinct(first).filter((value) => !taken.has(identity(value)));
  }),
  setFunction('set_intersect', (first, others) => {
    const sets = others.map(idsOf);
    return distinct(first).filter((value) => sets.every((set) => set.has(identity(value))));
  }),
];
