import { functionNamed } from '../functions/functions.ts';
import { columnScalar } from '../plan/columnScalar.ts';
import { constant, type Scalar } from '../plan/scalar.ts';
import { type Relation, type RelationColumn, semantic, unsupported } from '../plan/scope.ts';
import type { SyntaxNode } from '../syntax/ast.ts';
import type { OperatorContext } from './operator.ts';
import { define } from './operator.ts';
import { argumentsOf, columnArgument, constantArgument, type PluginEntry } from './plugin.ts';

/** The bin of a column, counted from a point when there is one. */
const binOf = (
  context: OperatorContext,
  call: SyntaxNode,
  column: RelationColumn,
  size: Scalar,
  from?: Scalar,
): Scalar => {
  const scope = { query: context.query, names: context.names, columns: [] };
  const name = from === undefined ? 'bin' : 'bin_at';
  const args = [columnScalar(column), size, ...(from === undefined ? [] : [from])];
  const bound = functionNamed(name)?.bind(args, {
    query: context.query,
    scope,
    node: call,
    argumentNodes: [],
    bind: (node) => context.query.binder.scalar(node, scope),
    constant: (argument) => argument.literal ?? null,
  });
  if (bound === undefined) throw unsupported(context.query, call, 'bin', 'This bin is not supported');
  return bound;
};

const definitionOf = (column: RelationColumn) => {
  const { sql, uses } = columnScalar(column);
  return { sql, uses };
};
const given = (context: OperatorContext, call: SyntaxNode, count: number): SyntaxNode[] => {
  const { positional } = argumentsOf(call);
  if (positional.length > count)
    throw unsupported(context.query, call, 'dimensions', 'Dimension columns are not supported in this plugin');
  return positional;
};
const timed = (context: OperatorContext, call: SyntaxNode, column: RelationColumn): RelationColumn => {
  if (column.type !== 'datetime')
    throw unsupported(context.query, call, 'timeline', `A timeline of ${column.type} is not supported`);
  return column;
};
const ticks = (
  context: OperatorContext,
  node: SyntaxNode | undefined,
  type: 'datetime' | 'timespan',
  what: string,
): Scalar => constant(type, constantArgument(context, node, type, what));

const withoutRows = "error('a bin without rows is not supported in this plugin')";
/** SQL that fails where a bin has no rows, in any of the groups: whether it should show, the documentation does not tell. */
const withoutGaps = (bin: string, size: string, value: string, groups: readonly string[] = []): string => {
  const by = groups.length === 0 ? '' : `PARTITION BY ${groups.join(', ')} `;
  const ends =
    groups.length === 0 ? [] : ['min', 'max'].map((end) => `${end}(${bin}) OVER (${by}) <> ${end}(${bin}) OVER ()`);
  const gaps = [`${bin} - lag(${bin}) OVER (${by}ORDER BY ${bin}) > ${size}`, ...ends];
  return `CASE WHEN ${gaps.join(' OR ')} THEN ${withoutRows} ELSE ${value} END`;
};

/** `rolling_percentile(value, percentile, timeline, size, bins, dimensions…)`, exact where the service estimates. */
const rollingPercentile: PluginEntry = {
  name: 'rolling_percentile',
  example:
    'range x from 1 to 9 step 1 | extend t = datetime(2020-01-01) + x * 1h | evaluate rolling_percentile(x, 50, t, 1h, 3)',
  bind: (context, input, call) => {
    const { query } = context;
    const [valueNode, shareNode, timeNode, sizeNode, countNode, ...dimensionNodes] = argumentsOf(call).positional;
    const value = columnArgument(context, input, valueNode);
    const share = Number(constantArgument(context, shareNode, 'real', 'The percentile'));
    const size = ticks(context, sizeNode, 'timespan', 'The size of a bin');
    const bins = Number(constantArgument(context, countNode, 'long', 'The number of bins'));
    if (
      !['int', 'long', 'real', 'datetime', 'timespan'].includes(value.type) ||
      !(bins >= 1) ||
      !(share >= 0 && share <= 100)
    )
      throw semantic(query, call, 'rolling_percentile() needs numbers, a percentile and a number of bins');
    const time = timed(context, call, columnArgument(context, input, timeNode));
    const binned = define(context, input, [{ name: '', value: binOf(context, call, time, size) }]);
    const row = binned.columns[0]?.id ?? '';
    const [bin, list, rank] = [query.nextId(), query.nextId(), query.nextId()];
    const dimensions = dimensionNodes.map((node) => {
      const column = columnArgument(context, input, node);
      if (column.type === 'dynamic')
        throw unsupported(query, node, 'dimensions', 'A dimension of dynamic values is not supported');
      return { column, key: { id: query.nextId(), ...definitionOf(column) } };
    });
    const groups = dimensions.map(({ key }) => key.id);
    const grouped: Relation['plan'] = {
      op: 'aggregate',
      input: binned.relation.plan,
      keys: [{ id: bin, sql: row, uses: [row] }, ...dimensions.map(({ key }) => key)],
      aggregates: [{ id: list, sql: `list(${value.id}) FILTER (WHERE ${value.id} IS NOT NULL)`, uses: [value.id] }],
    };
    const by = groups.length === 0 ? '' : `PARTITION BY ${groups.join(', ')} `;
    const window = `flatten(list(coalesce(${list}, [])) OVER (${by}ORDER BY ${bin} ROWS BETWEEN ${bins - 1} PRECEDING AND CURRENT ROW))`;
    const sql = withoutGaps(
      bin,
      size.sql,
      `list_aggregate(${window}, 'quantile_disc', CAST('${share / 100}' AS DOUBLE))`,
      groups,
    );
    const name = `rolling_${bins}_percentile_${value.name}_${String(share).replace('.', '_')}`;
    return {
      plan: { op: 'project', input: grouped, definitions: [{ id: rank, sql, uses: [bin, list, ...groups] }] },
      columns: [
        { name: time.name, type: 'datetime', id: bin, nullable: true },
        ...dimensions.map(({ column, key }) => ({ ...column, id: key.id })),
        { name, type: value.type, id: rank, nullable: true },
      ],
      order: [],
    };
  },
};

/** `activity_counts_metrics(id, timeline, start, end, step)`: counts of each window, and of ids that are new in it. */
const activityCounts: PluginEntry = {
  name: 'activity_counts_metrics',
  example:
    'print id="a", t=datetime(2020-01-01) | evaluate activity_counts_metrics(id, t, datetime(2020-01-01), datetime(2020-01-01), 1d)',
  bind: (context, input, call) => {
    const { query } = context;
    const [idNode, timeNode, startNode, endNode, stepNode] = given(context, call, 5);
    const id = columnArgument(context, input, idNode);
    const time = timed(context, call, columnArgument(context, input, timeNode));
    const start = ticks(context, startNode, 'datetime', 'The start');
    const end = ticks(context, endNode, 'datetime', 'The end');
    const step = ticks(context, stepNode, 'timespan', 'The step');
    if (id.type === 'dynamic') throw unsupported(query, call, 'types', 'Ids of dynamic values are not supported');
    const binned = define(context, input, [{ name: '', value: binOf(context, call, time, step, start) }]);
    const row = binned.columns[0]?.id ?? '';
    const [first, bin, count, distinct] = [query.nextId(), query.nextId(), query.nextId(), query.nextId()];
    const [fresh, total, checked] = [query.nextId(), query.nextId(), query.nextId()];
    const late = `CASE WHEN ${time.id} > ${end.sql} THEN error('activity_counts_metrics: rows after the end, within its window, are not supported') ELSE true END`;
    const kept: Relation['plan'] = {
      op: 'filter',
      input: binned.relation.plan,
      condition: `(${time.id} >= ${start.sql} AND ${row} <= ${end.sql} AND ${late})`,
      uses: [time.id, row],
    };
    const marked: Relation['plan'] = {
      op: 'project',
      input: kept,
      definitions: [{ id: first, sql: `min(${row}) OVER (PARTITION BY ${id.id})`, uses: [row, id.id] }],
    };
    const grouped: Relation['plan'] = {
      op: 'aggregate',
      input: marked,
      keys: [{ id: bin, sql: row, uses: [row] }],
      aggregates: [
        { id: count, sql: 'count(*)', uses: [] },
        { id: distinct, sql: `count(DISTINCT ${id.id})`, uses: [id.id] },
        { id: fresh, sql: `count(DISTINCT ${id.id}) FILTER (WHERE ${first} = ${row})`, uses: [id.id, first, row] },
      ],
    };
    const definitions = [
      { id: checked, sql: withoutGaps(bin, step.sql, count), uses: [bin, count] },
      { id: total, sql: `CAST(sum(${fresh}) OVER (ORDER BY ${bin}) AS BIGINT)`, uses: [fresh, bin] },
    ];
    const long = (name: string, column: string): RelationColumn => ({
      name,
      type: 'long',
      id: column,
      nullable: false,
    });
    return {
      plan: { op: 'project', input: grouped, definitions },
      columns: [
        { name: time.name, type: 'datetime', id: bin, nullable: true },
        long('count', checked),
        long('dcount', distinct),
        long('new_dcount', fresh),
        long('aggregated_dcount', total),
      ],
      order: [],
    };
  },
};

/** Plugins over bins of time. */
export const rollingPlugins: readonly PluginEntry[] = [rollingPercentile, activityCounts];
