import { convert, isNumeric } from '../plan/convert.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import type { KqlType } from '../types.ts';
import type { AggregateCall, AggregateEntry } from './entry.ts';

/** The condition of `…if`, as a FILTER clause; its rows are those where it is true. */
const filterOf = (condition: Scalar | undefined): string =>
  condition === undefined ? '' : ` FILTER (WHERE ${condition.sql})`;

const result = (
  call: AggregateCall,
  type: KqlType,
  sql: string,
  from: readonly Scalar[],
  more: { nullable: boolean; after?: (id: string) => string },
) => {
  const uses = [...new Set(from.flatMap((one) => one.uses))];
  const id = call.add(sql, uses);
  const shown = more.after === undefined ? id : more.after(id);
  return [
    {
      value: computed(type, type === 'string' ? `coalesce(${shown}, '')` : shown, [
        { type, sql: id, uses: [id], nullable: more.nullable },
      ]),
    },
  ];
};

interface Shape {
  readonly names: readonly [string, ...string[]];
  readonly example: string;
  readonly make: (
    call: AggregateCall,
    value: Scalar,
    filter: string,
    from: readonly Scalar[],
  ) => ReturnType<typeof result>;
}

/** An aggregate of one value and its `…if` form with a condition after it. */
const withCondition = (shape: Shape, conditional: readonly string[]): AggregateEntry[] => {
  const entry = (names: readonly string[], condition: boolean): AggregateEntry => ({
    names,
    example: condition ? shape.example.replace(/^\w+\(x/, `${names[0]}(x`).replace(/\)$/, ', b)') : shape.example,
    bind: (call) => {
      const value = call.args[0];
      const test = condition ? call.args[1] : undefined;
      if (value === undefined || (condition && test === undefined))
        throw semantic(call.query, call.node, `${call.name}() needs more arguments`);
      return shape.make(call, value, filterOf(test), test === undefined ? [value] : [value, test]);
    },
  });
  return conditional.length === 0 ? [entry(shape.names, false)] : [entry(shape.names, false), entry(conditional, true)];
};

const refuse = (call: AggregateCall, value: Scalar) =>
  unsupported(call.query, call.node, 'aggregate', `${call.name}() of ${value.type} is not supported`);

const sum: Shape = {
  names: ['sum'],
  example: 'sum(x)',
  make: (call, value, filter, from) => {
    const number = value.type === 'dynamic' ? convert(value, 'real') : value;
    if (number === undefined || !(isNumeric(number.type) || number.type === 'timespan')) throw refuse(call, value);
    const type = number.type === 'int' ? 'long' : number.type;
    const store = type === 'real' ? 'DOUBLE' : type === 'decimal' ? 'DECIMAL(38,18)' : 'BIGINT';
    return result(call, type, `CAST(coalesce(sum(${number.sql})${filter}, 0) AS ${store})`, from, { nullable: false });
  },
};

const avg: Shape = {
  names: ['avg'],
  example: 'avg(x)',
  make: (call, value, filter, from) => {
    if (value.type === 'timespan' || value.type === 'datetime')
      return result(
        call,
        value.type,
        `CAST(sum(${value.sql})${filter} // count(${value.sql})${filter} AS BIGINT)`,
        from,
        { nullable: true },
      );
    const number = convert(value, 'real');
    if (number === undefined || value.type === 'decimal' || value.type === 'string') throw refuse(call, value);
    return result(call, 'real', `coalesce(avg(${number.sql})${filter}, CAST('nan' AS DOUBLE))`, from, {
      nullable: false,
    });
  },
};

const extreme = (word: 'min' | 'max'): Shape => ({
  names: [word],
  example: `${word}(x)`,
  make: (call, value, filter, from) => {
    if (value.type === 'dynamic') throw refuse(call, value);
    return result(call, value.type, `${word}(${value.sql})${filter}`, from, { nullable: true });
  },
});

const spread = (name: string, duck: string): Shape => ({
  names: [name as string],
  example: `${name}(x)`,
  make: (call, value, filter, from) => {
    const number = convert(value, 'real');
    if (number === undefined || value.type === 'string') throw refuse(call, value);
    return result(call, 'real', `coalesce(${duck}(${number.sql})${filter}, 0.0)`, from, { nullable: false });
  },
});

/** `''` is a value of its own; nulls are not counted. Exact: this engine does not estimate. */
const distinctCount: Shape = {
  names: ['dcount', 'count_distinct'],
  example: 'dcount(x)',
  make: (call, value, filter, from) => {
    if (value.type === 'dynamic') throw refuse(call, value);
    return result(call, 'long', `count(DISTINCT ${value.sql})${filter}`, from, { nullable: false });
  },
};

const pairOf = (call: AggregateCall): [Scalar, Scalar] => {
  const [x, y] = call.args.map((argument) => convert(argument, 'real'));
  if (x === undefined || y === undefined) throw semantic(call.query, call.node, `${call.name}() needs two numbers`);
  return [x, y];
};
const covariance = (name: string, duck: string, condition: boolean): AggregateEntry => ({
  names: [name],
  example: condition ? `${name}(x, x, b)` : `${name}(x, x)`,
  bind: (call) => {
    const [x, y] = pairOf(call);
    const test = condition ? call.args[2] : undefined;
    return result(
      call,
      'real',
      `coalesce(${duck}(${x.sql}, ${y.sql})${filterOf(test)}, 0.0)`,
      test === undefined ? [x, y] : [x, y, test],
      { nullable: false },
    );
  },
});

const bits = (name: string, duck: string): AggregateEntry => ({
  names: [name],
  example: `${name}(x)`,
  bind: (call) => {
    const value = call.args[0] && convert(call.args[0], 'long');
    if (value === undefined) throw semantic(call.query, call.node, `${name}() needs a whole number`);
    return result(call, 'long', `${duck}(${value.sql})`, [value], { nullable: true });
  },
});

const count: AggregateEntry = {
  names: ['count'],
  example: 'count()',
  bind: (call) => result(call, 'long', 'count(*)', [], { nullable: false }),
};
const countif: AggregateEntry = {
  names: ['countif'],
  example: 'countif(b)',
  bind: (call) => {
    const [condition] = call.args;
    if (condition === undefined) throw semantic(call.query, call.node, 'countif() needs a condition');
    return result(call, 'long', `count(*) FILTER (WHERE ${condition.sql})`, [condition], { nullable: false });
  },
};

export const numericAggregates: readonly AggregateEntry[] = [
  count,
  countif,
  ...withCondition(sum, ['sumif']),
  ...withCondition(avg, ['avgif']),
  ...withCondition(extreme('min'), ['minif']),
  ...withCondition(extreme('max'), ['maxif']),
  ...withCondition(distinctCount, ['dcountif', 'count_distinctif']),
  ...withCondition(spread('stdev', 'stddev_samp'), ['stdevif']),
  ...withCondition(spread('stdevp', 'stddev_pop'), []),
  ...withCondition(spread('variance', 'var_samp'), ['varianceif']),
  ...withCondition(spread('variancep', 'var_pop'), ['variancepif']),
  covariance('covariance', 'covar_samp', false),
  covariance('covariancep', 'covar_pop', false),
  covariance('covarianceif', 'covar_samp', true),
  covariance('covariancepif', 'covar_pop', true),
  bits('binary_all_and', 'bit_and'),
  bits('binary_all_or', 'bit_or'),
  bits('binary_all_xor', 'bit_xor'),
];
