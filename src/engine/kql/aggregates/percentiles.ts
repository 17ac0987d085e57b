import { defineJsFunction } from '../jsFunctions.ts';
import { convert, isNumeric } from '../plan/convert.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import type { AggregateCall, AggregateColumn, AggregateEntry } from './entry.ts';

/** The percentages after the values, which may also be one array. */
const percentages = (call: AggregateCall, from: number): number[] =>
  call.args.slice(from).flatMap((_, offset) => {
    const value = call.constant(from + offset, 'A percentage');
    if (typeof value === 'bigint' || typeof value === 'number') return [Number(value)];
    const list: unknown = typeof value === 'string' ? JSON.parse(value) : undefined;
    if (Array.isArray(list)) return list.map(Number);
    throw semantic(call.query, call.node, 'A percentage must be a number');
  });

const aggregated = (call: AggregateCall): Scalar => {
  const [value] = call.args;
  if (value === undefined) throw semantic(call.query, call.node, `${call.name}() needs a value`);
  const number = value.type === 'dynamic' ? convert(value, 'real') : value;
  if (number === undefined || !(isNumeric(number.type) || number.type === 'datetime' || number.type === 'timespan'))
    throw unsupported(call.query, call.node, 'aggregate', `${call.name}() of ${value.type} is not supported`);
  return number;
};

/** The value at a rank, counted from the nearest rank above: exact, where the service estimates. */
const atRank = (call: AggregateCall, value: Scalar, weight: Scalar | undefined, percentage: number): Scalar => {
  const share = percentage / 100;
  if (weight !== undefined) return weightedRank(call, value, weight, share);
  const id = call.add(`quantile_disc(${value.sql}, CAST('${share}' AS DOUBLE))`, value.uses);
  const type = value.type === 'int' ? 'long' : value.type;
  return computed(type, value.type === 'int' ? `CAST(${id} AS BIGINT)` : id, [
    { ...value, type, sql: id, uses: [id], nullable: true },
  ]);
};

/** The first value, in order, at which the weights so far reach the share of all weights. */
export const rankIn = (values: readonly unknown[], weights: readonly unknown[], share: number): number | null => {
  const total = weights.reduce((sum: number, weight) => sum + Number(weight), 0);
  let reached = 0;
  for (const [index, weight] of weights.entries()) {
    reached += Number(weight);
    if (reached >= share * total - 1e-9 && reached > 0) return Number(values[index]);
  }
  return null;
};
const weightedRank = (call: AggregateCall, value: Scalar, weight: Scalar, share: number): Scalar => {
  if (value.type !== 'long' && value.type !== 'int' && value.type !== 'real')
    throw unsupported(call.query, call.node, 'aggregate', `${call.name}() of ${value.type} is not supported`);
  const name = defineJsFunction('weighted_rank', {
    parameters: ['dynamic', 'dynamic', 'real'],
    result: 'real',
    run: rankIn as (...values: never[]) => number | null,
    nulls: false,
  });
  const filter = ` FILTER (WHERE ${value.sql} IS NOT NULL AND ${weight.sql} > 0)`;
  const list = (one: Scalar) => `CAST(to_json(list(${one.sql} ORDER BY ${value.sql})${filter}) AS VARCHAR)`;
  const id = call.add(`${name}(${list(value)}, ${list(weight)}, CAST('${share}' AS DOUBLE))`, [
    ...value.uses,
    ...weight.uses,
  ]);
  const type = value.type === 'real' ? 'real' : 'long';
  return computed(type, type === 'long' ? `CAST(${id} AS BIGINT)` : id, [
    { type, sql: id, uses: [id], nullable: true },
  ]);
};

const nameOf = (call: AggregateCall): string => call.argumentNodes[0]?.autoName ?? '';
const columnName = (call: AggregateCall, percentage: number): string =>
  `percentile_${nameOf(call)}_${String(percentage).replace('.', '_')}`;

const several = (names: readonly string[], example: string, isWeighted: boolean): AggregateEntry => ({
  names,
  example,
  bind: (call): AggregateColumn[] => {
    const value = aggregated(call);
    const weight = isWeighted ? call.args[1] : undefined;
    return percentages(call, isWeighted ? 2 : 1).map((percentage) => ({
      name: columnName(call, percentage),
      value: atRank(call, value, weight, percentage),
    }));
  },
});

const asArray = (names: readonly string[], example: string, isWeighted: boolean): AggregateEntry => ({
  names,
  example,
  bind: (call): AggregateColumn[] => {
    const value = aggregated(call);
    const weight = isWeighted ? call.args[1] : undefined;
    if (value.type === 'datetime' || value.type === 'timespan' || value.type === 'decimal')
      throw unsupported(call.query, call.node, 'aggregate', `${call.name}() of ${value.type} is not supported`);
    const ranks = percentages(call, isWeighted ? 2 : 1).map((percentage) => atRank(call, value, weight, percentage));
    const list = `CAST(to_json([${ranks.map((rank) => rank.sql).join(', ')}]) AS VARCHAR)`;
    return [{ name: `percentiles_${nameOf(call)}`, value: computed('dynamic', list, ranks) }];
  },
});

export const percentileAggregates: readonly AggregateEntry[] = [
  several(['percentile', 'percentiles'], 'percentile(x, 50)', false),
  several(['percentilew', 'percentilesw'], 'percentilew(x, x, 50)', true),
  asArray(['percentiles_array'], 'percentiles_array(x, 50, 90)', false),
  asArray(['percentilesw_array'], 'percentilesw_array(x, x, 50, 90)', true),
];
