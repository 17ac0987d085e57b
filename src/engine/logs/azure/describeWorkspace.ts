import { z } from 'zod';
import { kqlTypes } from '../../../core/kqlText/kqlTypes.ts';
import type { SourceDescription } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import { readAnswer } from '../../investigation/readAnswer.ts';
import type { LogSource } from '../logSource.ts';

type Described = Pick<SourceDescription, 'tables'> & NonNullable<SourceDescription['workspace']>;
type Table = SourceDescription['tables'][number];
type Missing = Described['missing'][number];

/** The tables that IoT devices report to. */
export const deviceTables = ['SecurityAlert', 'SecurityIoTRawEvent', 'DefenderIoTRawEvent', 'SecurityRecommendation'];
const rawEventTables = ['SecurityIoTRawEvent', 'DefenderIoTRawEvent'];

const measure = (table: string) =>
  `${table}\n| summarize Rows=count(), Oldest=min(TimeGenerated), Newest=max(TimeGenerated)`;
const schema = (table: string) => `${table}\n| getschema\n| project ColumnName, ColumnType`;

const measured = z.tuple([z.number(), z.string().nullable(), z.string().nullable()]);
const columnRow = z.tuple([z.string(), z.enum(kqlTypes)]);

/**
 * The tables of a workspace that IoT devices report to, asked for one by one with cheap queries, so that what is absent, denied or
 * failing is told of each. Throws the first failure where no table answers for another reason than being absent.
 */
export async function describeWorkspace(query: LogSource['query'], signal: AbortSignal): Promise<Described> {
  const asked = await Promise.all(deviceTables.map((table) => describeTable(query, table, signal)));
  const tables = asked.flatMap((each) => ('table' in each ? [each.table] : []));
  const missing = asked.flatMap((each) => ('missing' in each ? [each.missing] : []));
  const failure = asked.flatMap((each) => ('error' in each && each.missing.reason !== 'absent' ? [each.error] : []))[0];
  if (tables.length === 0 && failure !== undefined) throw failure;
  return { tables, missing, rawEvents: rawEventState(tables, missing) };
}

async function describeTable(
  query: LogSource['query'],
  name: string,
  signal: AbortSignal,
): Promise<{ table: Table } | { missing: Missing; error?: CasebookError }> {
  try {
    const asked = [measure(name), schema(name)].map((kql) => query(kql, undefined, signal));
    const [answer, shape] = (await Promise.all(asked)).map(readAnswer);
    if (answer?.denied?.includes(name)) return { missing: denied(name) };
    const [rowCount, oldest, newest] = measured.parse(answer?.rows[0]);
    const columns = (shape?.rows ?? []).map((row) => columnRow.parse(row));
    return {
      table: {
        name,
        files: [],
        columns: columns.map(([column, type]) => ({ name: column, type })),
        rowCount,
        badLineCount: 0,
        badLines: [],
        coverage: oldest === null || newest === null ? null : { from: oldest, to: newest },
      },
    };
  } catch (error) {
    if (signal.aborted || !(error instanceof CasebookError)) throw error;
    const reason = reasons[error.code] ?? 'failed';
    return { missing: { table: name, reason, text: error.message }, error };
  }
}

const reasons: Partial<Record<string, Missing['reason']>> = {
  tableAbsent: 'absent',
  workspaceEmpty: 'absent',
  accessDenied: 'denied',
};

const denied = (table: string): Missing => ({
  table,
  reason: 'denied',
  text: `The service leaves out ${table}, which this account may not read. Ask the owner of the workspace for it.`,
});

function rawEventState(tables: readonly Table[], missing: readonly Missing[]): Described['rawEvents'] {
  const found = tables.filter(({ name }) => rawEventTables.includes(name));
  if (found.some(({ rowCount }) => rowCount > 0)) return 'on';
  if (found.length > 0) return 'silent';
  return missing.some(({ table, reason }) => rawEventTables.includes(table) && reason !== 'absent') ? 'unknown' : 'off';
}
