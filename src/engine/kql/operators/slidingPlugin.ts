import type { Plan } from '../plan/plan.ts';
import { type RelationColumn, semantic, unsupported } from '../plan/scope.ts';
import { argumentsOf, columnArgument, constantArgument, type PluginEntry } from './plugin.ts';

/** SQL of a count, which fails where there are no rows: whether such a bin shows, the documentation does not tell. */
const someRows = (count: string): string =>
  `CASE WHEN ${count} = 0 THEN error('sliding_window_counts: a window without rows is not supported') ELSE ${count} END`;

/** `sliding_window_counts(id, timeline, start, end, lookback, bin)`: counts over the bins of each bin's lookback. */
export const slidingWindowCounts: PluginEntry = {
  name: 'sliding_window_counts',
  example:
    'print id="a", t=datetime(2020-01-01) | evaluate sliding_window_counts(id, t, datetime(2020-01-01), datetime(2020-01-02), 2d, 1d)',
  bind: (context, input, call) => {
    const { query } = context;
    const [idNode, timeNode, ...rest] = argumentsOf(call).positional;
    if (rest.length > 4)
      throw unsupported(query, call, 'dimensions', 'Dimension columns are not supported in this plugin');
    const id = columnArgument(context, input, idNode);
    const time = columnArgument(context, input, timeNode);
    if (time.type !== 'datetime' || id.type === 'dynamic')
      throw unsupported(query, call, 'types', 'sliding_window_counts() needs a datetime and plain ids');
    const ticks = (index: number, type: 'datetime' | 'timespan', what: string): bigint => {
      const value = constantArgument(context, rest[index], type, what);
      if (typeof value !== 'bigint') throw semantic(query, call, `${what} must be a ${type}`);
      return value;
    };
    const start = ticks(0, 'datetime', 'The start');
    const end = ticks(1, 'datetime', 'The end');
    const lookback = ticks(2, 'timespan', 'The lookback window');
    const bin = ticks(3, 'timespan', 'The bin');
    if (bin <= 0n || lookback < bin || end < start)
      throw semantic(query, call, 'sliding_window_counts() needs a positive bin, a lookback of one bin and an end');
    if (start % bin !== 0n || (end - start) % bin !== 0n)
      throw unsupported(query, call, 'bin', 'A start or an end inside a bin is not supported in this plugin');
    const before = (lookback / bin - 1n) * bin;
    const [number, at] = [query.nextId(), query.nextId()];
    const [count, distinct, shown] = [query.nextId(), query.nextId(), query.nextId()];
    const bins: Plan = {
      op: 'project',
      input: { op: 'sequence', id: number, count: (end - start) / bin + 1n },
      definitions: [{ id: at, sql: `${start} + ${number} * ${bin}`, uses: [number] }],
    };
    const edge = `(${time.id} < ${start} AND ${time.id} >= ${start - before}) OR (${time.id} > ${end} AND ${time.id} < ${end + bin})`;
    const rows: Plan = {
      op: 'filter',
      input: input.plan,
      condition: `CASE WHEN ${edge} THEN error('sliding_window_counts: rows beside the period but within its windows are not supported') ELSE ${time.id} IS NOT NULL END`,
      uses: [time.id],
    };
    const joined: Plan = {
      op: 'join',
      kind: 'left',
      left: bins,
      right: rows,
      rightIds: new Set([id.id, time.id]),
      condition: `${time.id} >= ${at} - ${before} AND ${time.id} < ${at} + ${bin}`,
      uses: [at, time.id, id.id],
    };
    const key = query.nextId();
    const grouped: Plan = {
      op: 'aggregate',
      input: joined,
      keys: [{ id: key, sql: at, uses: [at] }],
      aggregates: [
        { id: count, sql: `count(${time.id})`, uses: [time.id] },
        { id: distinct, sql: `count(DISTINCT ${id.id})`, uses: [id.id] },
      ],
    };
    const long = (name: string, column: string): RelationColumn => ({
      name,
      type: 'long',
      id: column,
      nullable: false,
    });
    return {
      plan: { op: 'project', input: grouped, definitions: [{ id: shown, sql: someRows(count), uses: [count] }] },
      columns: [
        { name: time.name, type: 'datetime', id: key, nullable: false },
        long('Count', shown),
        long('Dcount', distinct),
      ],
      order: [],
    };
  },
};
