import { digestOf, mergedDigest } from '../aggregates/digests.ts';
import { rankIn } from '../aggregates/percentiles.ts';
import { convert } from '../plan/convert.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { itemsOf, textOf } from '../syntax/ast.ts';
import { typeNames } from '../syntax/literals.ts';
import { isArray, type Json, numberOf } from '../values/json.ts';
import { type FunctionEntry, jsFunction, rawFunction } from './entry.ts';

const example = 'toscalar(range x from 1 to 3 step 1 | summarize tdigest(x))';

const percentileIn = (json: Json, percentage: number): Json => {
  const { values, weights } = digestOf(json);
  if (!(percentage >= 0 && percentage <= 100)) throw new Error('a percentile beyond 0 to 100 is not supported');
  const numbers = values.map((value) => numberOf(value) ?? null);
  const found = rankIn(
    numbers,
    weights.map((weight) => numberOf(weight) ?? 0),
    percentage / 100,
  );
  return found === null ? null : (values[numbers.indexOf(found)] ?? null);
};
/** The weight of the values up to one, and of all. */
const rankOf = (json: Json, value: number): { reached: number; total: number } => {
  const { values, weights } = digestOf(json);
  const sum = (numbers: readonly Json[]) => numbers.reduce((total: number, one) => total + (numberOf(one) ?? 0), 0);
  return { reached: sum(weights.filter((_, index) => (numberOf(values[index]) ?? 0) <= value)), total: sum(weights) };
};

const percentile = jsFunction({
  names: ['percentile_tdigest'],
  args: ['dynamic', 'real'],
  result: 'dynamic',
  run: percentileIn,
  example: `percentile_tdigest(${example}, 50)`,
});
/** With a type, the value converted to it. */
const percentileAs = rawFunction(percentile.names, percentile.example, (call) => {
  const [digest, percentage, typeNode] = call.argumentNodes;
  if (digest === undefined || percentage === undefined)
    throw semantic(call.query, call.node, 'percentile_tdigest() needs a digest and a percentage');
  const found = percentile.bind([call.bind(digest), call.bind(percentage)], call);
  if (typeNode === undefined) return found;
  const typeName = itemsOf(typeNode, 'Types')[0];
  const type = typeName && typeNames[textOf(typeName, 'Type').toLowerCase()];
  const converted = type && convert(found, type);
  if (converted === undefined) throw unsupported(call.query, typeNode, 'type', 'This type is not supported');
  return converted;
});

/** What is done with the values of `tdigest()`. */
export const digestFunctions: readonly FunctionEntry[] = [
  percentileAs,
  jsFunction({
    names: ['percentiles_array_tdigest'],
    args: ['dynamic', 'any'],
    rest: 'any',
    result: 'dynamic',
    run: (digest: Json, ...percentages: Json[]) =>
      percentages
        .flatMap((one) => (isArray(one) ? one : [one]))
        .map((one) => percentileIn(digest, numberOf(one) ?? Number.NaN)),
    example: `percentiles_array_tdigest(${example}, 50, 100)`,
  }),
  jsFunction({
    names: ['rank_tdigest'],
    args: ['dynamic', 'real'],
    result: 'dynamic',
    run: (digest: Json, value: number) => rankOf(digest, value).reached,
    example: `rank_tdigest(${example}, 2)`,
  }),
  jsFunction({
    names: ['percentrank_tdigest'],
    args: ['dynamic', 'real'],
    result: 'real',
    run: (digest: Json, value: number) => {
      const { reached, total } = rankOf(digest, value);
      return total === 0 ? null : (reached * 100) / total;
    },
    example: `percentrank_tdigest(${example}, 2)`,
  }),
  jsFunction({
    names: ['tdigest_merge', 'merge_tdigest'],
    args: ['dynamic', 'dynamic'],
    rest: 'dynamic',
    result: 'dynamic',
    run: (...digests: Json[]) => mergedDigest(digests),
    example: `tdigest_merge(${example}, ${example})`,
  }),
];
