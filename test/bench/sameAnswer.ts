import { z } from 'zod';

const answerShape = z.object({
  tables: z.tuple([
    z.object({
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(z.unknown())),
    }),
  ]),
});
const rowsShape = z.array(z.array(z.unknown()));

/** `2019-04-18 12:00:01.5` or `2019-04-18T12:00:01.5000000Z` with seven digits. */
function instant(text: string): string {
  const [, date = text, time = '', fraction = ''] = /^(\S{10})[T ]([\d:]{8})(?:\.(\d+))?Z?$/.exec(text) ?? [];
  return `${date} ${time}.${fraction.padEnd(7, '0').slice(0, 7)}`;
}

function ticksOf(text: string): string {
  const [, sign = '', days = '0', hours, minutes, seconds, fraction = ''] =
    /^(-)?(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)(?:\.(\d+))?$/.exec(text) ?? [];
  if (hours === undefined) return text;
  const whole = ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
  return `${sign}${BigInt(whole) * 10_000_000n + BigInt(fraction.padEnd(7, '0'))}`;
}

/** The order of a set's elements is nobody's promise. */
function dynamicText(cell: unknown): string {
  const text = typeof cell === 'string' ? cell : JSON.stringify(cell);
  const value: unknown = /^[[{"]/.test(text) ? JSON.parse(text) : text;
  return JSON.stringify(Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value);
}

/** A cell as both sides would write it: SQL's null text is KQL's empty one, and its timespans are ticks. */
function plain(cell: unknown, type: string): string {
  if (cell === null || cell === undefined) return type === 'string' ? '' : 'null';
  if (type === 'datetime') return instant(String(cell));
  if (type === 'timespan') return ticksOf(String(cell));
  return type === 'dynamic' ? dynamicText(cell) : String(cell);
}

/**
 * Where the answer of a query API body (JSON) and the rows of hand-written SQL (JSON, row arrays in the same order of columns) first
 * differ; undefined where they hold the same rows, in any order.
 */
export function differenceOf(body: string, sqlRows: string): string | undefined {
  const [{ columns, rows }] = answerShape.parse(JSON.parse(body)).tables;
  const lines = (cells: readonly (readonly unknown[])[]) =>
    cells.map((row) => JSON.stringify(columns.map(({ type }, index) => plain(row[index], type)))).sort();
  const ours = lines(rows);
  const theirs = lines(rowsShape.parse(JSON.parse(sqlRows)));
  if (ours.length !== theirs.length) return `${ours.length} rows against ${theirs.length}`;
  const at = ours.findIndex((line, index) => line !== theirs[index]);
  return at === -1 ? undefined : `${ours[at]} against ${theirs[at]}`;
}
