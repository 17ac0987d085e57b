import { defineJsFunction } from '../jsFunctions.ts';
import { convert } from '../plan/convert.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { isArray, isBag, type Json, numberOf } from '../values/json.ts';
import type { AggregateCall, AggregateColumn, AggregateEntry } from './entry.ts';

interface Digest {
  readonly values: readonly Json[];
  readonly weights: readonly Json[];
}

/**
 * `tdigest()` keeps the values with their weights, in their order, so that what comes of it is exact where the service estimates. The
 * service promises no form of its own for such values either; this one is `{"values":[…],"weights":[…]}`.
 */
export const digestOf = (json: Json): Digest => {
  const { values, weights } = isBag(json) ? json : {};
  if (!isArray(values) || !isArray(weights))
    throw new Error('percentile_tdigest() and its like need a value that tdigest() gave in this query');
  return { values, weights };
};
/** Several digests as one. */
export const mergedDigest = (digests: readonly Json[]): Json => {
  const pairs = digests
    .filter((one) => one !== null)
    .map(digestOf)
    .flatMap(({ values, weights }) => values.map((value, index) => ({ value, weight: weights[index] ?? 1 })))
    .toSorted((a, b) => (numberOf(a.value) ?? 0) - (numberOf(b.value) ?? 0));
  return { values: pairs.map(({ value }) => value), weights: pairs.map(({ weight }) => weight) };
};

const digest = (call: AggregateCall): AggregateColumn[] => {
  const [value, given] = call.args;
  if (value === undefined) throw semantic(call.query, call.node, 'tdigest() needs a value');
  const weight = given && convert(given, 'long');
  if (
    (value.type !== 'long' && value.type !== 'int' && value.type !== 'real') ||
    (given !== undefined && weight === undefined)
  )
    throw unsupported(call.query, call.node, 'types', `tdigest() of ${value.type} is not supported`);
  const kept = `${value.sql} IS NOT NULL${weight === undefined ? '' : ` AND ${weight.sql} > 0`}`;
  const list = (sql: string) => `coalesce(list(${sql} ORDER BY ${value.sql}) FILTER (WHERE ${kept}), [])`;
  const uses = [...value.uses, ...(weight?.uses ?? [])];
  const values = call.add(list(value.sql), uses);
  const weights = call.add(list(weight?.sql ?? 'CAST(1 AS BIGINT)'), uses);
  const json = (id: string) => `CAST(to_json(${id}) AS VARCHAR)`;
  const from: Scalar[] = [values, weights].map((id) => ({ type: 'dynamic', sql: id, uses: [id], nullable: false }));
  return [
    {
      value: computed('dynamic', `('{"values":' || ${json(values)} || ',"weights":' || ${json(weights)} || '}')`, from),
    },
  ];
};

const merge: AggregateEntry = {
  names: ['tdigest_merge', 'merge_tdigest'],
  example: 'tdigest_merge(todynamic("{\\"values\\":[],\\"weights\\":[]}"))',
  bind: (call) => {
    const [one] = call.args;
    if (one?.type !== 'dynamic') throw semantic(call.query, call.node, 'tdigest_merge() needs what tdigest() gives');
    const name = defineJsFunction('tdigest_merge_list', {
      parameters: ['dynamic'],
      result: 'dynamic',
      run: ((list: Json) => mergedDigest(isArray(list) ? list : [])) as (...values: never[]) => Json,
      nulls: false,
    });
    const id = call.add(`'[' || string_agg(${one.sql}, ',') || ']'`, one.uses);
    return [{ value: computed('dynamic', `${name}(${id})`, [{ ...one, sql: id, uses: [id], nullable: true }]) }];
  },
};

export const digestAggregates: readonly AggregateEntry[] = [
  { names: ['tdigest'], example: 'tdigest(x)', bind: digest },
  merge,
];
