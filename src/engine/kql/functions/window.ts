import { orderSql } from '../plan/plan.ts';
import { computed, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { boundFunction, type Call, type FunctionEntry } from './entry.ts';

const over = (call: Call): { sql: string; from: Scalar[] } => {
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
  boundFunction([name], '1', ([value, offset, otherwise], call) => {
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
  });

const rowNumber = boundFunction(['row_number'], '1', ([start, restart], call) => {
  if (restart !== undefined)
    throw unsupported(call.query, call.node, 'window', 'row_number() with a restart is not supported');
  const { sql, from } = over(call);
  const first = start === undefined ? '1' : start.sql;
  return computed('long', `(row_number() ${sql} + ${first} - 1)`, from, { window: true, nullable: false });
});

const cumulative = boundFunction(['row_cumsum'], '1', ([value, restart], call) => {
  if (value === undefined) throw semantic(call.query, call.node, 'row_cumsum() needs a value');
  if (restart !== undefined)
    throw unsupported(call.query, call.node, 'window', 'row_cumsum() with a restart is not supported');
  const { sql, from } = over(call);
  const type = value.type === 'int' ? 'long' : value.type;
  return computed(
    type,
    `CAST(sum(${value.sql}) ${sql} AS ${type === 'real' ? 'DOUBLE' : 'BIGINT'})`,
    [value, ...from],
    { window: true },
  );
});

/** Functions over the rows in their order; their examples need a sorted table and stand in the tests of `serialize`. */
export const windowFunctions: readonly FunctionEntry[] = [
  neighbour('prev', 'lag'),
  neighbour('next', 'lead'),
  rowNumber,
  cumulative,
];
