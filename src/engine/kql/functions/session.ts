import { computed } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { quoteText } from '../storage.ts';
import { boundFunction, type FunctionEntry } from './entry.ts';
import { kept, over } from './window.ts';

const ofNull = quoteText(
  'row_window_session() of a null is not supported: what such a row shows is not documented. Leave such rows out first',
);

/** The first time of each row's session: a session ends by its length, by a gap, or by a restart. */
const rowWindowSession = boundFunction(
  ['row_window_session'],
  'toscalar(range t from datetime(2024-01-01) to datetime(2024-01-02) step 1h | project row_window_session(t, 5h, 2h))',
  ([time, longest, gap, restart], call) => {
    const { query, scope, node } = call;
    if (time?.type !== 'datetime' || longest?.type !== 'timespan' || gap?.type !== 'timespan')
      throw semantic(query, node, 'row_window_session() needs a datetime and two timespans');
    const { from } = over(call);
    const [most, apart] = [longest, gap].map((one) => call.constant(one, 'A distance of row_window_session()'));
    const value = kept(call, time);
    const flag = restart === undefined ? undefined : kept(call, restart);
    const [number] = from;
    if (scope.below === undefined || number === undefined)
      throw unsupported(query, node, 'window', 'This function is supported in extend, project and serialize');
    const [start, last, fresh, begun] = [query.nextId(), query.nextId(), query.nextId(), query.nextId()];
    const [matched, shown, step] = [query.nextId(), query.nextId(), query.nextId()];
    const none = 'CAST(NULL AS BIGINT)';
    const ends = [
      `${start} IS NULL`,
      `${value.sql} >= ${start} + ${most}`,
      `${value.sql} >= ${last} + ${apart}`,
      ...(flag === undefined ? [] : [`coalesce(${flag.sql}, false)`]),
    ];
    const isFresh = `CASE WHEN ${value.sql} IS NULL THEN error(${ofNull}) ELSE ${ends.join(' OR ')} END`;
    scope.below((input) => ({
      op: 'steps',
      input,
      number: number.sql,
      uses: [...value.uses, ...(flag?.uses ?? [])],
      initial: [
        { id: start, sql: none, uses: [] },
        { id: last, sql: none, uses: [] },
      ],
      stages: [
        [{ id: fresh, sql: isFresh, uses: [] }],
        [
          { id: begun, sql: `CASE WHEN ${fresh} THEN ${value.sql} ELSE ${start} END`, uses: [] },
          { id: matched, sql: 'true', uses: [] },
        ],
      ],
      after: [begun, value.sql],
      outputs: [{ matched, values: [{ id: shown, sql: begun, type: 'datetime' }] }],
      step,
    }));
    return computed('datetime', shown, [{ type: 'datetime', sql: shown, uses: [shown], nullable: true }], {
      nullable: true,
    });
  },
);

/** Sessions of rows that follow each other. */
export const sessionFunctions: readonly FunctionEntry[] = [rowWindowSession];
