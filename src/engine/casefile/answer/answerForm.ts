import { z } from 'zod';

/** The primary table of an answer, before its columns and rows are looked at, and what the service says is wrong with it. */
export interface AnswerForm {
  readonly columns: unknown;
  readonly rows: unknown;
  /** Everything that the service reports beside rows that it calls a success; undefined where that is nothing. */
  readonly error: unknown;
}

const tables = z.looseObject({
  tables: z.array(z.looseObject({ name: z.string().optional(), columns: z.unknown(), rows: z.unknown() })).min(1),
  error: z.unknown().optional(),
});
const frames = z.array(z.looseObject({ FrameType: z.string() })).min(1);
const frameColumns = z.array(z.looseObject({ ColumnName: z.string(), ColumnType: z.string() }));

/**
 * Reads parsed JSON in one of the two forms that a query is answered in: the Log Analytics query API's `{"tables":[…]}`, and the
 * frames of version 2 that Azure Data Explorer sends, `[{"FrameType":"DataSetHeader"},…]`. Undefined where there is no table.
 */
export function answerForm(json: unknown): AnswerForm | undefined {
  return Array.isArray(json) ? ofFrames(json) : ofTables(json);
}

function ofTables(json: unknown): AnswerForm | undefined {
  const shaped = tables.safeParse(json);
  if (!shaped.success) return undefined;
  const table = shaped.data.tables.find(({ name }) => name === 'PrimaryResult') ?? shaped.data.tables[0];
  return { columns: table?.columns, rows: table?.rows, error: shaped.data.error };
}

/** An error that came after rows stands among them, as an object where a row is an array. */
function ofFrames(json: readonly unknown[]): AnswerForm | undefined {
  const shaped = frames.safeParse(json);
  if (!shaped.success) return undefined;
  const isTable = (kind: string) => (frame: Record<string, unknown>) =>
    frame.FrameType === 'DataTable' && frame.TableKind === kind;
  const primary = shaped.data.find(isTable('PrimaryResult'));
  const columns = frameColumns.safeParse(primary?.Columns);
  if (!primary || !columns.success || !Array.isArray(primary.Rows)) return undefined;
  const rows: unknown[] = primary.Rows;
  const stray = rows.filter((row) => !Array.isArray(row));
  const completion = shaped.data.find(({ FrameType }) => FrameType === 'DataSetCompletion');
  const errors = [
    ...stray,
    ...(completion === undefined ? [{ message: 'The answer has no completion frame.' }] : []),
    ...(completion?.HasErrors === true || completion?.Cancelled === true ? [completion] : []),
    ...warnings(shaped.data.find(isTable('QueryCompletionInformation'))),
  ];
  return {
    columns: columns.data.map(({ ColumnName, ColumnType }) => ({ name: ColumnName, type: ColumnType })),
    rows: stray.length === 0 ? rows : rows.filter((row) => Array.isArray(row)),
    error: errors.length === 0 ? undefined : errors,
  };
}

/** The most serious levels of completion information: critical, error and warning. What follows them is information. */
const warningLevel = 3;

function warnings(table: Record<string, unknown> | undefined): unknown[] {
  const columns = frameColumns.safeParse(table?.Columns);
  if (!columns.success || !Array.isArray(table?.Rows)) return [];
  const level = columns.data.findIndex(({ ColumnName }) => ColumnName === 'Level');
  return table.Rows.filter((row: unknown) => {
    const value: unknown = Array.isArray(row) ? row[level] : undefined;
    return typeof value === 'number' && value <= warningLevel;
  });
}
