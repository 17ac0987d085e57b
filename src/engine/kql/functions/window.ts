import { orderSql } from '../plan/plan.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { boundFunction, type Call, type FunctionEntry } from './entry.ts';

export const over = (call: Call): { sql: string; from: Scalar[] } => {
  const { order } = call.scope;
  if (order === undefined)
    throw unsupported(
      call.query,
      call.node,
      'window',
      'This function is supported in extend, project, where, sort and serialize',
    );
  return {
    sql: `OVER (ORDER BY ${orderSql(order)})`,
    from: order.map((key) => ({ type: 'long', sql: key.id, uses: [key.id], nullable: false })),
  };
};

const neighbour = (name: string, duck: string): FunctionEntry =>
  boundFunction(
    [name],
    `toscalar(range x from 1 to 3 step 1 | project ${name}(x))`,
    ([value, offset, otherwise], call) => {
      if (value === undefined) throw semantic(call.query, call.node, `${name}() needs a value`);
      const { sql, from } = over(call);
      const steps = offset === undefined ? 1n : call.constant(offset, 'The number of rows');
      if (typeof steps !== 'bigint') throw semantic(call.query, call.node, 'The number of rows must be a whole number');
      const rest = otherwise === undefined ? '' : `, ${otherwise.sql}`;
      const moved = `${duck}(${value.sql}, ${steps}${rest}) ${sql}`;
      const shown = value.type === 'string' ? `coalesce(${moved}, '')` : moved;
      return computed(value.type, shown, [value, ...(otherwise === undefined ? [] : [otherwise]), ...from], {
        nullable: value.type !== 'string',
        window: true,
      });
    },
  );

/** A value of each row, kept as a column so that window functions can read it. */
export const kept = (call: Call, value: Scalar): Scalar => {
  const made = call.scope.define?.(value);
  if (made === undefined)
    throw unsupported(call.query, call.node, 'window', 'A restart is supported in extend, project and serialize');
  return made;
};

/** The window of the rows since the last restart. */
const sinceRestart = (call: Call, restart: Scalar | undefined): { sql: string; from: Scalar[] } => {
  const whole = over(call);
  if (restart === undefined) return whole;
  const flag = kept(call, restart);
  const run = kept(
    call,
    computed('long', `sum(CASE WHEN ${flag.sql} THEN 1 ELSE 0 END) ${whole.sql}`, [flag, ...whole.from], {
      nullable: false,
    }),
  );
  return { sql: whole.sql.replace('OVER (', `OVER (PARTITION BY ${run.sql} `), from: [run, ...whole.from] };
};

const rowNumber = boundFunction(
  ['row_number'],
  'toscalar(range x from 1 to 3 step 1 | project row_number())',
  ([start, restart], call) => {
    const { sql, from } = sinceRestart(call, restart);
    const first = start === undefined ? '1' : start.sql;
    return computed('long', `(row_number() ${sql} + ${first} - 1)`, from, { window: true, nullable: false });
  },
);

const cumulative = boundFunction(
  ['row_cumsum'],
  'toscalar(range x from 1 to 3 step 1 | project row_cumsum(x))',
  ([value, restart], call) => {
    if (value === undefined) throw semantic(call.query, call.node, 'row_cumsum() needs a value');
    const { sql, from } = sinceRestart(call, restart);
    const type = value.type === 'int' ? 'long' : value.type;
    const sum = `CAST(sum(${value.sql}) ${sql} AS ${type === 'real' ? 'DOUBLE' : 'BIGINT'})`;
    return computed(type, sum, [value, ...from], { window: true });
  },
);

/** Ranks of values that stand in their order: of distinct values, or of the first row of each value. */
const rankBy = (name: string, dense: boolean): FunctionEntry =>
  boundFunction([name], `toscalar(range x from 1 to 3 step 1 | project ${name}(x))`, ([value, restart], call) => {
    if (value === undefined) throw semantic(call.query, call.node, `${name}() needs a value`);
    const { sql, from } = sinceRestart(call, restart);
    const number = kept(call, computed('long', `row_number() ${sql}`, from, { nullable: false }));
    const changed = kept(
      call,
      computed(
        'bool',
        `(${number.sql} = 1 OR ${value.sql} IS DISTINCT FROM lag(${value.sql}) ${sql})`,
        [number, value, ...from],
        { nullable: false },
      ),
    );
    const rank = dense
      ? `sum(CASE WHEN ${changed.sql} THEN 1 ELSE 0 END) ${sql}`
      : `max(CASE WHEN ${changed.sql} THEN ${number.sql} END) ${sql}`;
    return computed('long', `CAST(${rank} AS BIGINT)`, [changed, number, ...from], { window: true, nullable: false });
  });

/** Functions over the rows in their order. */
export const windowFunctions: readonly FunctionEntry[] = [
  neighbour('prev', 'lag'),
  neighbour('next', 'lead'),
  rowNumber,
  cumulative,
  rankBy('row_rank_dense', true),
  rankBy('row_rank_min', false),
];
