import { z } from 'zod';
import { parseExactly } from '../../../src/engine/casefile/answer/losslessJson.ts';

const answer = z.object({
  tables: z.tuple([
    z.object({
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      rows: z.array(z.array(z.unknown())),
    }),
  ]),
});

const column = (name: string, type: string) => ({ ColumnName: name, ColumnType: type });

/** How an answer of more rows is cut: after so many, with the error that Kusto then puts behind them. */
export interface Cut {
  readonly rows: number;
  readonly error: unknown;
}

/** The words of Kusto for an answer over one of its two limits. */
export const tooLarge = (limit = 'record count limit 500000'): unknown => ({
  error: {
    code: 'LimitsExceeded',
    message: 'Request is invalid and cannot be executed.',
    '@type': 'Kusto.Data.Exceptions.KustoServicePartialQueryFailureLimitsExceededException',
    '@message': `Query execution has exceeded the allowed limits (80DA0003): Query result set has exceeded the internal ${limit} (E_QUERY_RESULT_SET_TOO_LARGE; see https://aka.ms/kustoquerylimits).`,
    '@permanent': true,
  },
});

/** The frames of version 2 for an answer of the local engine; every number keeps its text. */
export function framesOf(body: Uint8Array, requestId: string, limit?: Cut): string {
  const { tables } = answer.parse(parseExactly(new TextDecoder().decode(body)));
  const [{ columns, rows }] = tables;
  const cut = limit !== undefined && rows.length > limit.rows ? limit : undefined;
  const kept = cut === undefined ? rows : [...rows.slice(0, cut.rows), { OneApiErrors: [cut.error] }];
  const failure =
    cut === undefined
      ? { HasErrors: false, Cancelled: false }
      : { HasErrors: true, Cancelled: false, OneApiErrors: [cut.error] };
  const frames = [
    { FrameType: 'DataSetHeader', IsProgressive: false, Version: 'v2.0' },
    {
      FrameType: 'DataTable',
      TableId: 0,
      TableKind: 'QueryProperties',
      TableName: '@ExtendedProperties',
      Columns: [column('TableId', 'int'), column('Key', 'string'), column('Value', 'dynamic')],
      Rows: [[1, 'Visualization', '{"Visualization":null}']],
    },
    {
      FrameType: 'DataTable',
      TableId: 1,
      TableKind: 'PrimaryResult',
      TableName: 'PrimaryResult',
      Columns: columns.map(({ name, type }) => column(name, type)),
      Rows: kept,
    },
    {
      FrameType: 'DataTable',
      TableId: 2,
      TableKind: 'QueryCompletionInformation',
      TableName: 'QueryCompletionInformation',
      Columns: [column('ClientRequestId', 'string'), column('Level', 'int'), column('Payload', 'string')],
      Rows: [
        [requestId, 4, '{"Count":1,"Text":"Query completed successfully"}'],
        [requestId, 6, '{"ExecutionTime":0.25}'],
      ],
    },
    { FrameType: 'DataSetCompletion', ...failure },
  ];
  return `[${frames.map((frame) => JSON.stringify(frame)).join(',\r\n')}]`;
}

/** A table of version 1, as management commands answer. */
export const commandTable = (columnName: string, cells: readonly string[]): unknown => ({
  Tables: [
    {
      TableName: 'Table_0',
      Columns: [{ ColumnName: columnName, DataType: 'String', ColumnType: 'string' }],
      Rows: cells.map((cell) => [cell]),
    },
  ],
});
