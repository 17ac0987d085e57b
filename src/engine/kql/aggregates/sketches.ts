import { defineJsFunction } from '../jsFunctions.ts';
import { toText } from '../plan/convert.ts';
import { computed } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { isArray, isBag, type Json } from '../values/json.ts';
import type { AggregateCall, AggregateColumn, AggregateEntry } from './entry.ts';

/**
 * `hll()` keeps what it counts, so that what comes of it is exact where the service estimates. The service promises no form of its
 * own for such values either; this one is `{"values":[…]}`.
 */
export const sketchValues = (sketch: Json): readonly Json[] => {
  const values = isBag(sketch) ? sketch.values : undefined;
  if (!isArray(values)) throw new Error('dcount_hll() and its like need a value that hll() gave in this query');
  return values;
};
/** Several sketches as one. */
export const mergedSketch = (sketches: readonly Json[]): Json => ({
  values: [...new Set(sketches.filter((one) => one !== null).flatMap((one) => sketchValues(one) as string[]))].sort(),
});

const hll = (call: AggregateCall, conditional: boolean): AggregateColumn[] => {
  const [value, condition] = call.args;
  if (value === undefined || (conditional && condition === undefined))
    throw semantic(call.query, call.node, `${call.name}() needs a value`);
  if (value.type === 'dynamic')
    throw unsupported(call.query, call.node, 'types', `${call.name}() of a dynamic value is not supported`);
  const tests = [`${value.sql} IS NOT NULL`, ...(conditional && condition ? [condition.sql] : [])];
  const list = `list(DISTINCT ${toText(value).sql} ORDER BY ${toText(value).sql}) FILTER (WHERE ${tests.join(' AND ')})`;
  const uses = [...value.uses, ...(conditional && condition ? condition.uses : [])];
  const id = call.add(list, uses);
  return [
    {
      value: computed(
        'dynamic',
        `('{"values":' || CAST(to_json(coalesce(${id}, [])) AS VARCHAR) || '}')`,
        [{ ...value, sql: id, uses: [id] }],
        { nullable: false },
      ),
    },
  ];
};

const merge: AggregateEntry = {
  names: ['hll_merge'],
  example: 'hll_merge(todynamic("{\\"values\\":[]}"))',
  bind: (call) => {
    const [sketch] = call.args;
    if (sketch?.type !== 'dynamic') throw semantic(call.query, call.node, 'hll_merge() needs what hll() gives');
    const name = defineJsFunction('hll_merge_list', {
      parameters: ['dynamic'],
      result: 'dynamic',
      run: ((list: Json) => mergedSketch(isArray(list) ? list : [])) as (...values: never[]) => Json,
      nulls: false,
    });
    const id = call.add(`'[' || string_agg(${sketch.sql}, ',') || ']'`, sketch.uses);
    return [{ value: computed('dynamic', `${name}(${id})`, [{ ...sketch, sql: id, uses: [id], nullable: true }]) }];
  },
};

export const sketchAggregates: readonly AggregateEntry[] = [
  { names: ['hll'], example: 'hll(x)', bind: (call) => hll(call, false) },
  { names: ['hll_if'], example: 'hll_if(x, b)', bind: (call) => hll(call, true) },
  merge,
];
