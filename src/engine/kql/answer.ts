import type { DuckDBDataChunk, DuckDBMaterializedResult } from '@duckdb/node-api';
import type { KqlAnswer, KqlCell, KqlColumn, KqlType } from './types.ts';
import { formatDatetime } from './values/datetime.ts';
import { formatTimespan } from './values/timespan.ts';

type Writer = (value: unknown) => string;

const realText = (value: number): string =>
  Number.isFinite(value) ? String(value) : Number.isNaN(value) ? '"NaN"' : value > 0 ? '"Infinity"' : '"-Infinity"';

const trimDecimal = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** How a value of each type is written as JSON. */
const writers: Readonly<Record<KqlType, Writer>> = {
  bool: String,
  int: String,
  long: String,
  real: (value) => realText(Number(value)),
  decimal: (value) => `"${trimDecimal(String(value))}"`,
  string: (value) => JSON.stringify(value),
  datetime: (value) => `"${formatDatetime(BigInt(value as bigint))}"`,
  timespan: (value) => `"${formatTimespan(BigInt(value as bigint))}"`,
  guid: (value) => JSON.stringify(value),
  dynamic: (value) => JSON.stringify(value),
};

const longCell = (value: bigint): KqlCell => {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
};

const cells: Readonly<Record<KqlType, (value: unknown) => KqlCell>> = {
  bool: (value) => value === true,
  int: Number,
  long: (value) => longCell(BigInt(value as bigint)),
  real: (value) => (Number.isFinite(value) ? Number(value) : (JSON.parse(realText(Number(value))) as string)),
  decimal: (value) => trimDecimal(String(value)),
  string: String,
  datetime: (value) => formatDatetime(BigInt(value as bigint)),
  timespan: (value) => formatTimespan(BigInt(value as bigint)),
  guid: String,
  dynamic: String,
};

const encoder = new TextEncoder();

const chunkText = (chunk: DuckDBDataChunk, columns: readonly KqlColumn[]): string => {
  const vectors = columns.map((_, index) => chunk.getColumnVector(index));
  const write = columns.map((column) => writers[column.type]);
  const rows: string[] = [];
  for (let row = 0; row < chunk.rowCount; row++) {
    let line = '[';
    for (let index = 0; index < vectors.length; index++) {
      const value = vectors[index]?.getItem(row);
      if (index > 0) line += ',';
      line += value === null || value === undefined ? 'null' : write[index]?.(value);
    }
    rows.push(`${line}]`);
  }
  return rows.join(',');
};

const joinBytes = (parts: readonly Uint8Array[]): Uint8Array => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
};

/** An answer over the rows that DuckDB holds; nothing is turned into JavaScript before it is asked for. */
export const answerOf = (
  result: DuckDBMaterializedResult,
  columns: readonly KqlColumn[],
  render: string | undefined,
): KqlAnswer => {
  const chunks = () =>
    Array.from({ length: result.chunkCount }, (_, index) => result.getChunk(index)).filter(
      (chunk) => chunk.rowCount > 0,
    );
  return {
    columns,
    render,
    rowCount: result.rowCount,
    rows: () =>
      chunks().flatMap((chunk) => {
        const vectors = columns.map((_, index) => chunk.getColumnVector(index));
        return Array.from({ length: chunk.rowCount }, (_, row) =>
          columns.map((column, index) => {
            const value = vectors[index]?.getItem(row);
            return value === null || value === undefined ? null : cells[column.type](value);
          }),
        );
      }),
    body: () => {
      const parts = [
        encoder.encode(
          `{"tables":[{"name":"PrimaryResult","columns":${JSON.stringify(columns.map(({ name, type }) => ({ name, type })))},"rows":[`,
        ),
      ];
      for (const [index, chunk] of chunks().entries()) {
        if (index > 0) parts.push(encoder.encode(','));
        parts.push(encoder.encode(chunkText(chunk, columns)));
      }
      parts.push(encoder.encode(']}]}'));
      return joinBytes(parts);
    },
  };
};
