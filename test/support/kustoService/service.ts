import { z } from 'zod';
import { openSourceRegistry } from '../../../src/engine/logs/sourceRegistry.ts';
import { CasebookError } from '../../../src/shared/result.ts';
import type { TestCertificates } from '../certificates.ts';
import { type Answer, type Arrival, failed, json, startTlsService } from '../tlsService.ts';
import { type Cut, commandTable, framesOf } from './frames.ts';

export const kustoToken = 'token-of-the-kusto-service';
export const kustoDatabase = 'archive';

const request = z.object({
  db: z.string(),
  csl: z.string(),
  properties: z.object({ Options: z.record(z.string(), z.unknown()).default({}) }),
});

/**
 * A cluster of Azure Data Explorer on the loopback, over TLS, with one database: queries are answered by the local KQL engine over a
 * folder of tables, in frames of version 2, and the management commands that Casebook gives.
 */
export async function startKustoService(
  folder: string,
  {
    certificates,
    accepts = (token) => token === kustoToken,
  }: { readonly certificates?: TestCertificates; readonly accepts?: (token: string) => boolean } = {},
) {
  const registry = openSourceRegistry();
  const running = new Map<string, AbortController>();
  const cancelled: string[] = [];
  const cuts: { readonly holding: string; readonly cut: Cut }[] = [];

  const open = () => registry.open({ kind: 'local', folder });
  const idOf = ({ headers }: Arrival) => String(headers['x-ms-client-request-id'] ?? '');

  const schema = async (): Promise<Answer> => {
    const { tables } = await (await open()).describe(AbortSignal.timeout(60_000));
    const Tables = Object.fromEntries(
      tables.map(({ name, columns }) => [
        name,
        { Name: name, OrderedColumns: columns.map((column) => ({ Name: column.name, CslType: column.type })) },
      ]),
    );
    const Databases = { [kustoDatabase]: { Name: kustoDatabase, Tables } };
    return json(200, commandTable('DatabaseSchema', [JSON.stringify({ Databases })]));
  };

  const command = async (text: string): Promise<Answer> => {
    if (text === '.show database schema as json') return schema();
    const [, id] = /^\.cancel query "([^"]+)"$/.exec(text) ?? [];
    if (id === undefined) return badRequest('SYN0002', `Syntax error: Unknown command ${text}`);
    cancelled.push(id);
    running.get(id)?.abort();
    return json(200, commandTable('Cancelled', [id]));
  };

  const query = async (arrival: Arrival, csl: string, options: Readonly<Record<string, unknown>>): Promise<Answer> => {
    const stop = new AbortController();
    running.set(idOf(arrival), stop);
    const [from, to] = [options.query_datetimescope_from, options.query_datetimescope_to].map(String);
    const scoped = options.query_datetimescope_column === 'TimeGenerated' && from !== undefined && to !== undefined;
    try {
      const { body } = await (await open()).query(csl, scoped ? { from, to } : undefined, stop.signal);
      const cut = cuts.find(({ holding }) => csl.includes(holding))?.cut;
      return { status: 200, body: framesOf(body, idOf(arrival), cut) };
    } catch (error) {
      if (error instanceof CasebookError) return refusalOf(error);
      throw error;
    } finally {
      running.delete(idOf(arrival));
    }
  };

  const service = await startTlsService(async ({ pathname }, arrival) => {
    const token = /^Bearer (.+)$/.exec(arrival.headers.authorization ?? '')?.[1] ?? '';
    if (!accepts(token)) return failed(401, 'Unauthorized', 'Not signed in.');
    const { db, csl, properties } = request.parse(JSON.parse(arrival.body));
    if (db !== kustoDatabase) {
      return badRequest('BadRequest_EntityNotFound', `Entity not found: Database '${db}' could not be found.`);
    }
    if (pathname === '/v1/rest/mgmt') return command(csl);
    if (pathname === '/v2/rest/query') return query(arrival, csl, properties.Options);
    return failed(404, 'NotFound', 'There is no such path.');
  }, certificates);

  return {
    ...service,
    /** The ids of the queries that were cancelled by a command. */
    cancelled: cancelled as readonly string[],
    /** Cuts the answers to queries that hold a text. */
    cut(holding: string, cut: Cut) {
      cuts.push({ holding, cut });
    },
    async close() {
      await service.close();
      await registry.closeAll();
    },
  };
}
export type KustoService = Awaited<ReturnType<typeof startKustoService>>;

/** A refusal as Kusto nests it: a general one outside, its own code and words inside. */
export const badRequest = (code: string, message: string): Answer =>
  json(400, {
    error: {
      code: 'General_BadRequest',
      message: 'Request is invalid and cannot be executed.',
      '@type': 'Kusto.Data.Exceptions.KustoBadRequestException',
      '@message': `Request is invalid and cannot be processed: ${message}`,
      '@permanent': true,
      innererror: { code, message, '@type': 'Kusto.Data.Exceptions.SemanticException', '@message': message },
    },
  });

function refusalOf({ code, message, detail = {} }: CasebookError): Answer {
  if (code === 'tableAbsent') {
    return badRequest(
      'SEM0100',
      `'where' operator: Failed to resolve table or column expression named '${detail.table}'`,
    );
  }
  if (code === 'missingColumn') {
    return badRequest(
      'SEM0100',
      `'where' operator: Failed to resolve column or scalar expression named '${detail.column}'`,
    );
  }
  if (code === 'kqlSyntax') {
    return badRequest('SYN0002', `Query could not be parsed at '' on line [${detail.line},${detail.column}]`);
  }
  if (code === 'kqlSemantic') return badRequest('SEM0001', message);
  return badRequest('General_BadRequest', message);
}
