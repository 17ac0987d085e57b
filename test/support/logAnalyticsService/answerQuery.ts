import type { LogSource } from '../../../src/engine/logs/logSource.ts';
import type { TimeRange } from '../../../src/shared/contract/index.ts';
import { CasebookError } from '../../../src/shared/result.ts';
import { semanticError, syntaxError, unresolved } from './faults.ts';
import { jsonReply, type ReceivedRequest, type Reply } from './reply.ts';

/** Answers a query with the local engine, in the service's JSON, with what the request prefers to have in it. */
export async function answerQuery(source: LogSource, request: ReceivedRequest, signal: AbortSignal): Promise<Reply> {
  try {
    const { body } = await source.query(request.query, windowOf(request.timespan), signal);
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: withExtras(body, extrasOf(request)),
    };
  } catch (error) {
    if (error instanceof CasebookError) return errorReply(error, request.query);
    throw error;
  }
}

function windowOf(timespan: string): TimeRange | undefined {
  const [from, to] = timespan.split('/');
  return from && to ? { from, to } : undefined;
}

function extrasOf({ headers, workspace }: ReceivedRequest): Record<string, unknown> {
  const prefer = String(headers.prefer ?? '');
  const resourceId = `/subscriptions/1/resourceGroups/rg/providers/Microsoft.OperationalInsights/workspaces/${workspace}`;
  return {
    ...(prefer.includes('include-statistics=true') && {
      statistics: { query: { executionTime: 0.25, inputDatasetStatistics: { rows: { scanned: 9, total: 9 } } } },
    }),
    ...(prefer.includes('include-render=true') && { render: {} }),
    ...(prefer.includes('include-dataSources=true') && { dataSources: [{ resourceId, region: 'westeurope' }] }),
    ...(prefer.includes('include-permissions=true') && { permissions: { resources: [{ resourceId }] } }),
  };
}

/** Puts more members at the end of an object's JSON without touching what is there. */
function withExtras(body: Uint8Array, extras: Record<string, unknown>): Uint8Array {
  const more = JSON.stringify(extras).slice(1, -1);
  if (more === '') return body;
  return Buffer.concat([body.subarray(0, -1), Buffer.from(`,${more}}`)]);
}

function errorReply({ code, message, detail = {} }: CasebookError, query: string): Reply {
  if (code === 'tableAbsent') return unresolved('table or column', String(detail.table));
  const name = query.slice(Number(detail.start), Number(detail.start) + Number(detail.length));
  if (code === 'kqlSyntax') return syntaxError(name, Number(detail.line), Number(detail.column));
  if (code === 'missingColumn') return unresolved('column or scalar', String(detail.column));
  if (code === 'kqlSemantic') return semanticError(message);
  return jsonReply(400, { error: { code: 'LocalEngineRefused', message } });
}
