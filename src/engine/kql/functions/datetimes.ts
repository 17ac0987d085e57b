import { widest } from '../plan/arithmetic.ts';
import { convert, isNumeric } from '../plan/convert.ts';
import { computed, constant, type Scalar } from '../plan/scalar.ts';
import { semantic, unsupported } from '../plan/scope.ts';
import { maxDatetimeTicks, unixEpochTicks } from '../storage.ts';
import type { KqlType } from '../types.ts';
import { boundFunction, type Call, constantText, type FunctionEntry, sqlFunction } from './entry.ts';

/** SQL of a DuckDB TIMESTAMP of ticks, cut to microseconds. */
const stamp = (ticks: string): string => `make_timestamp(${ticks} // 10 - ${unixEpochTicks / 10n})`;
/** SQL of the ticks of a TIMESTAMP. */
const ticks = (timestamp: string): string => `(epoch_us(${timestamp}) * 10 + ${unixEpochTicks})`;

const now = boundFunction(['now'], 'now(-1d)', ([offset], call) =>
  offset === undefined
    ? constant('datetime', call.query.now)
    : shifted(constant('datetime', call.query.now), offset, '+', call),
);
const ago = boundFunction(['ago'], 'ago(1d)', ([span], call) => {
  if (span === undefined) throw semantic(call.query, call.node, 'ago() needs a timespan');
  return shifted(constant('datetime', call.query.now), span, '-', call);
});
const shifted = (time: Scalar, span: Scalar, op: '+' | '-', call: Call): Scalar => {
  if (span.type !== 'timespan') throw semantic(call.query, call.node, 'A timespan is needed here');
  if (typeof span.literal === 'bigint' && typeof time.literal === 'bigint')
    return constant('datetime', op === '+' ? time.literal + span.literal : time.literal - span.literal);
  return computed('datetime', `(${time.sql} ${op} ${span.sql})`, [time, span]);
};

/** Rounds down to a multiple; null when the size is not positive. */
const binSql = (value: string, size: string, origin: string | undefined, real: boolean): string => {
  const from = origin === undefined ? value : `(${value} - ${origin})`;
  const whole = real ? `floor(${from} / ${size}) * ${size}` : `(${from} - ((${from} % ${size} + ${size}) % ${size}))`;
  return `CASE WHEN ${size} > 0 THEN ${origin === undefined ? whole : `${whole} + ${origin}`} END`;
};
const positive = (size: Scalar): boolean =>
  (typeof size.literal === 'bigint' || typeof size.literal === 'number') && size.literal > 0;

const binned = (call: Call, value: Scalar, size: Scalar, origin: Scalar | undefined): Scalar => {
  const args = [value, size, ...(origin === undefined ? [] : [origin])];
  if (value.type === 'datetime' || value.type === 'timespan') {
    if (size.type !== 'timespan')
      throw semantic(call.query, call.node, 'The size of a bin of times must be a timespan');
    // A datetime is never negative, so that one remainder is enough.
    const sql =
      value.type === 'datetime' && origin === undefined && positive(size)
        ? `(${value.sql} - ${value.sql} % ${size.sql})`
        : binSql(value.sql, size.sql, origin?.sql, false);
    return computed(value.type, sql, args, { nullable: value.nullable || !positive(size) });
  }
  if (!isNumeric(value.type) || !isNumeric(size.type))
    throw unsupported(call.query, call.node, 'types', `bin() of ${value.type} by ${size.type} is not supported`);
  const wide = widest(value.type, size.type);
  const type: KqlType = wide === 'int' ? 'long' : wide;
  if (type === 'decimal') throw unsupported(call.query, call.node, 'types', 'bin() of decimals is not supported');
  const made = args.map((one) => convert(one, type) ?? one);
  const sql = binSql(made[0]?.sql ?? '', made[1]?.sql ?? '', made[2]?.sql, type === 'real');
  return computed(type, sql, made, { nullable: value.nullable || !positive(size) });
};
const bin = boundFunction(['bin', 'floor'], 'bin(7, 2)', ([value, size], call) => {
  if (value === undefined || size === undefined)
    throw semantic(call.query, call.node, 'bin() needs a value and a size');
  return binned(call, value, size, undefined);
});
const binAt = boundFunction(['bin_at'], 'bin_at(7, 2, 1)', ([value, size, origin], call) => {
  if (value === undefined || size === undefined || origin === undefined)
    throw semantic(call.query, call.node, 'bin_at() needs a value, a size and a point');
  return binned(call, value, size, origin);
});
const binAuto = boundFunction(['bin_auto'], 'bin(7, 2)', ([value], call) => {
  const size = call.query.options.get('query_bin_auto_size');
  const at = call.query.options.get('query_bin_auto_at');
  if (value === undefined || size === undefined)
    throw semantic(call.query, call.node, 'bin_auto() needs the option query_bin_auto_size');
  return binned(call, value, size, at);
});

interface Unit {
  /** Ticks, for units of a fixed length. */
  readonly ticks?: bigint;
  readonly months?: number;
}
const units: Readonly<Record<string, Unit>> = {
  year: { months: 12 },
  quarter: { months: 3 },
  month: { months: 1 },
  week: { ticks: 6_048_000_000_000n },
  day: { ticks: 864_000_000_000n },
  hour: { ticks: 36_000_000_000n },
  minute: { ticks: 600_000_000n },
  second: { ticks: 10_000_000n },
  millisecond: { ticks: 10_000n },
  microsecond: { ticks: 10n },
};
const unitOf = (call: Call, argument: Scalar | undefined): [string, Unit] => {
  const name = constantText(call, argument, 'The part').toLowerCase();
  const unit = units[name];
  if (unit === undefined) throw unsupported(call.query, call.node, 'part', `The part ${name} is not supported`);
  return [name, unit];
};

/** Adding months keeps the ticks within the day, which DuckDB's microseconds would cut. */
const addMonths = (time: string, months: string): string =>
  `(${ticks(`(${stamp(`(${time} - ${time} % 10)`)} + to_months(CAST(${months} AS INTEGER)))`)} + ${time} % 10)`;

const datetimeAdd = boundFunction(
  ['datetime_add'],
  "datetime_add('month', 1, datetime(2017-01-31))",
  ([partArgument, amount, time], call) => {
    const [, unit] = unitOf(call, partArgument);
    const count = amount && convert(amount, 'long');
    if (count === undefined || time?.type !== 'datetime')
      throw semantic(call.query, call.node, 'datetime_add() needs a part, a number and a datetime');
    const sql =
      unit.ticks === undefined
        ? addMonths(time.sql, `${count.sql} * ${unit.months}`)
        : `(${time.sql} + ${count.sql} * ${unit.ticks})`;
    return computed('datetime', `CASE WHEN ${sql} BETWEEN 0 AND ${maxDatetimeTicks} THEN ${sql} END`, [count, time], {
      nullable: true,
    });
  },
);

/** The number of boundaries of the part between the two times, the later first. */
const datetimeDiff = boundFunction(
  ['datetime_diff'],
  "datetime_diff('day', datetime(2017-01-02), datetime(2017-01-01))",
  ([partArgument, a, b], call) => {
    const nanoseconds = constantText(call, partArgument, 'The part').toLowerCase() === 'nanosecond';
    const [name, unit]: [string, Unit] = nanoseconds ? ['nanosecond', { ticks: 1n }] : unitOf(call, partArgument);
    if (a?.type !== 'datetime' || b?.type !== 'datetime')
      throw semantic(call.query, call.node, 'datetime_diff() needs a part and two datetimes');
    // 0001-01-01 is a Monday; a week begins on Sunday.
    const shift = name === 'week' ? 864_000_000_000n : 0n;
    const sql =
      unit.ticks === undefined
        ? `datediff('${name}', ${stamp(b.sql)}, ${stamp(a.sql)})`
        : `((${a.sql} + ${shift}) // ${unit.ticks} - (${b.sql} + ${shift}) // ${unit.ticks})${nanoseconds ? ' * 100' : ''}`;
    return computed('long', sql, [a, b]);
  },
);

const partSql: Readonly<Record<string, (time: string) => string>> = {
  year: (time) => `year(${stamp(time)})`,
  quarter: (time) => `quarter(${stamp(time)})`,
  month: (time) => `month(${stamp(time)})`,
  week_of_year: (time) => `weekofyear(${stamp(time)})`,
  weekofyear: (time) => `weekofyear(${stamp(time)})`,
  day: (time) => `day(${stamp(time)})`,
  dayofyear: (time) => `dayofyear(${stamp(time)})`,
  hour: (time) => `(${time} // 36000000000 % 24)`,
  minute: (time) => `(${time} // 600000000 % 60)`,
  second: (time) => `(${time} // 10000000 % 60)`,
  millisecond: (time) => `(${time} // 10000 % 1000)`,
  microsecond: (time) => `(${time} // 10 % 1000000)`,
  nanosecond: (time) => `(${time} % 10000000 * 100)`,
};
const partFunction = (names: readonly string[], partName: string): FunctionEntry =>
  sqlFunction({
    names,
    args: ['datetime'],
    result: 'int',
    sql: (time) => `CAST(${partSql[partName]?.(time)} AS INTEGER)`,
    example: `${names[0]}(datetime(2017-10-30))`,
  });
const datetimePart = boundFunction(
  ['datetime_part', 'datepart'],
  "datetime_part('year', datetime(2017-10-30))",
  ([partArgument, time], call) => {
    const name = constantText(call, partArgument, 'The part').toLowerCase();
    const make = partSql[name];
    if (make === undefined || time?.type !== 'datetime')
      throw unsupported(call.query, call.node, 'part', `datetime_part of ${name} is not supported`);
    return computed('int', `CAST(${make(time.sql)} AS INTEGER)`, [time]);
  },
);

const dayTicks = 864_000_000_000n;
/** SQL of the ticks of the start of a period, some periods on. */
const starts: Readonly<Record<string, (time: string, offset: string) => string>> = {
  day: (time, offset) => `(${time} - ${time} % ${dayTicks} + ${offset} * ${dayTicks})`,
  week: (time, offset) => `(${time} - (${time} + ${dayTicks}) % ${7n * dayTicks} + ${offset} * ${7n * dayTicks})`,
  month: (time, offset) => ticks(`(date_trunc('month', ${stamp(time)}) + to_months(CAST(${offset} AS INTEGER)))`),
  year: (time, offset) => ticks(`(date_trunc('year', ${stamp(time)}) + to_years(CAST(${offset} AS INTEGER)))`),
};
const startOf = (period: string): FunctionEntry =>
  sqlFunction({
    names: [`startof${period}`],
    args: ['datetime', 'long'],
    optional: 1,
    result: 'datetime',
    sql: (time, offset) => starts[period]?.(time, offset ?? '0') ?? '',
    example: `startof${period}(datetime(2017-10-30 10:00))`,
  });
const endOf = (period: string): FunctionEntry =>
  sqlFunction({
    names: [`endof${period}`],
    args: ['datetime', 'long'],
    optional: 1,
    result: 'datetime',
    sql: (time, offset) => `(${starts[period]?.(time, `(${offset ?? '0'} + 1)`)} - 1)`,
    example: `endof${period}(datetime(2017-10-30 10:00))`,
  });

const fromUnix = (unit: string, size: bigint): FunctionEntry =>
  sqlFunction({
    names: [`unixtime_${unit}_todatetime`],
    args: ['real'],
    result: 'datetime',
    sql: (value) => `(CAST(round(${value} * ${size}) AS BIGINT) + ${unixEpochTicks})`,
    example: `unixtime_${unit}_todatetime(1546300800)`,
  });
const fromUnixExact = (unit: string, size: bigint): FunctionEntry => {
  const real = fromUnix(unit, size);
  return boundFunction(real.names, real.example, (args, call) => {
    const [value] = args;
    if (value?.type !== 'long' && value?.type !== 'int') return real.bind(args, call);
    return computed('datetime', `(${value.sql} * ${size} + ${unixEpochTicks})`, [value]);
  });
};

export const datetimeFunctions: readonly FunctionEntry[] = [
  now,
  ago,
  bin,
  binAt,
  binAuto,
  datetimeAdd,
  datetimeDiff,
  datetimePart,
  partFunction(['getyear'], 'year'),
  partFunction(['getmonth', 'monthofyear'], 'month'),
  partFunction(['dayofmonth'], 'day'),
  partFunction(['dayofyear'], 'dayofyear'),
  partFunction(['hourofday'], 'hour'),
  partFunction(['week_of_year', 'weekofyear'], 'week_of_year'),
  ...['day', 'week', 'month', 'year'].flatMap((period) => [startOf(period), endOf(period)]),
  sqlFunction({
    names: ['dayofweek'],
    args: ['datetime'],
    result: 'timespan',
    sql: (time) => `((${time} // ${dayTicks} + 1) % 7 * ${dayTicks})`,
    example: 'dayofweek(datetime(2017-10-30))',
  }),
  fromUnixExact('seconds', 10_000_000n),
  fromUnixExact('milliseconds', 10_000n),
  fromUnixExact('microseconds', 10n),
  sqlFunction({
    names: ['unixtime_nanoseconds_todatetime'],
    args: ['long'],
    result: 'datetime',
    sql: (value) => `(${value} // 100 + ${unixEpochTicks})`,
    example: 'unixtime_nanoseconds_todatetime(1546300800000000000)',
  }),
];
