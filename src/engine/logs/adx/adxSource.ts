import { databaseText } from '../../../core/sources/sourceText.ts';
import type { DatabaseRef, SourceDescription } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import { answerForm } from '../../casefile/answer/answerForm.ts';
import { readShownAnswer } from '../../casefile/answer/shownAnswer.ts';
import type { Clock } from '../azure/pace.ts';
import type { OnWaiting } from '../azure/patience.ts';
import { schemaTables } from '../azure/schemaTables.ts';
import { type KnownTable, type LogSource, type RawAnswer, type Received, SourceReplyError } from '../logSource.ts';
import { rememberDescription } from '../recentDescription.ts';
import { askKusto, type KustoPartner } from './askKusto.ts';
import { classifyErrors } from './classifyKusto.ts';
import { schemaCommand, tablesOfSchema } from './databaseSchema.ts';
import { type KustoAccess, kustoLine } from './kustoExchange.ts';
import { type Measure, measureQuery, readMeasures } from './measureTables.ts';

export interface AdxOptions extends Omit<KustoAccess, 'cluster'> {
  readonly onWaiting?: OnWaiting;
  readonly clock?: Clock;
  /** Seconds for telling the service of a cancel: whoever stops a query, or the program, does not want to wait long. */
  readonly cancelPatience?: number;
}

/** Tables that are measured for their rows and times, and those of one query. */
const mostMeasured = 1000;
const measuredAtOnce = 100;

/** A database of Azure Data Explorer, such as an archive of logs beyond the retention of Log Analytics. */
export function openAdxSource(ref: DatabaseRef, options: AdxOptions): LogSource {
  const { onWaiting = () => undefined, clock, cancelPatience = 5, ...access } = options;
  const { database, waitSeconds } = ref;
  const line = kustoLine({ ...access, cluster: ref.cluster });
  const label = databaseText(ref);
  const unattended = new Set<Promise<unknown>>();
  const partner: KustoPartner = {
    line,
    cluster: ref.cluster,
    cloud: access.cloud.name,
    label,
    onWaiting,
    ...(clock && { clock }),
    cancelPatience,
    track: (work) => {
      unattended.add(work);
      void work.finally(() => unattended.delete(work));
    },
  };
  let known: readonly KnownTable[] | undefined;

  const query: LogSource['query'] = async (text, window, signal) => {
    if (text.trimStart().startsWith('.')) {
      throw new CasebookError(
        'kqlUnsupported',
        'A management command, which begins with a dot, is not a query. Ask with KQL alone.',
      );
    }
    const received = await askKusto(partner, { kind: 'query', database, text, window, waitSeconds }, signal);
    return answerOf(received, { label, cluster: ref.cluster, cloud: access.cloud.name, waitSeconds });
  };

  const readSchema = async (signal: AbortSignal): Promise<readonly KnownTable[]> => {
    const command = { kind: 'command', database, text: schemaCommand, waitSeconds } as const;
    const received = await askKusto(partner, command, signal);
    const tables = readableSchema(received, label);
    known = tables;
    return tables;
  };

  const describe = async (signal: AbortSignal): Promise<SourceDescription> => {
    const tables = await readSchema(signal);
    const measured = tables.slice(0, mostMeasured);
    const measures = new Map<string, Measure>();
    for (let from = 0; from < measured.length; from += measuredAtOnce) {
      const { body } = await query(measureQuery(measured.slice(from, from + measuredAtOnce)), undefined, signal);
      for (const [name, measure] of readMeasures(readShownAnswer(body).rows)) measures.set(name, measure);
    }
    return {
      source: ref,
      label,
      tables: measured.map(({ name, columns }) => ({
        name,
        files: [],
        columns: columns.map((column) => ({ ...column })),
        badLineCount: 0,
        badLines: [],
        ...(measures.get(name) ?? { rowCount: 0, coverage: null }),
      })),
      skippedFiles: tables.slice(mostMeasured).map(({ name }) => ({
        file: name,
        reason: `The rows of at most ${mostMeasured} tables are counted; queries read the others too.`,
      })),
    };
  };

  return {
    ref,
    label,
    ...(ref.account !== null && { identity: ref.account }),
    query,
    ...rememberDescription(describe),
    // Stored functions answer like tables, and most of them are not listed.
    hasMoreTables: true,
    tables: () => known ?? schemaTables([]),
    // A column's values would cost a query of the whole archive at each word that is typed.
    fewValues: async () => undefined,
    async close() {
      await Promise.all(unattended);
      line.close();
    },
  };
}

/** A reply of frames without a table of rows is a failure; one with rows and errors is an answer that verdicts judge. */
function answerOf(received: Received, context: Parameters<typeof classifyErrors>[1]): RawAnswer {
  // A long reply that ends as a whole one does is read once, by whoever keeps it.
  const tail = new TextDecoder().decode(received.body.subarray(-2048));
  if (/"FrameType":\s*"DataSetCompletion",\s*"HasErrors":\s*false/.test(tail)) return { ...received, unreadable: [] };
  const json = parse(received.body);
  if (answerForm(json) !== undefined) return { ...received, unreadable: [] };
  throw new SourceReplyError(classifyErrors(json, context), received);
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function readableSchema(received: Received, label: string): KnownTable[] {
  try {
    return tablesOfSchema(parse(received.body));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CasebookError('serviceFailed', `The schema of ${label} came in an unknown form: ${why.slice(0, 300)}`);
  }
}
