import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readShownAnswer } from '../../src/engine/casefile/answer/shownAnswer.ts';
import { openSourceRegistry } from '../../src/engine/logs/sourceRegistry.ts';
import { type ArmWorld, tablesOf } from './armWorld.ts';
import { makeCertificates, type TestCertificates } from './certificates.ts';

/** What the service answers in place of its own answer, to the next requests whose path it fits. */
interface Interruption {
  readonly path: RegExp;
  /** Requests that it is for; 1 where it is left out. */
  readonly times?: number;
  /** `hang` never answers, `cut` ends the connection. */
  readonly answer: Answer | 'hang' | 'cut';
}

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ArmService {
  readonly endpoint: string;
  /** The authority that a client has to trust, PEM. */
  readonly authority: string;
  /** Every request so far, in order. */
  readonly requests: { readonly method: string; readonly path: string; readonly authorization: string | undefined }[];
  interrupt(interruption: Interruption): void;
  close(): Promise<void>;
}

export const armToken = 'token-of-the-arm-service';

const graphRequest = z.looseObject({
  query: z.string(),
  options: z.looseObject({
    resultFormat: z.literal('objectArray'),
    $top: z.number(),
    $skipToken: z.string().optional(),
  }),
});

/**
 * Azure Resource Manager on the loopback, over TLS: Resource Graph answered by the local KQL engine over the world's resources, IoT
 * security solutions, workspaces, their tables and tenants. `pageSize` is the most rows that it gives at once.
 */
export async function startArmService(
  world: ArmWorld,
  { certificates, pageSize = 1000 }: { readonly certificates?: TestCertificates; readonly pageSize?: number } = {},
): Promise<ArmService> {
  const { authority, certificate, key } = certificates ?? (await makeCertificates());
  const folder = mkdtempSync(join(tmpdir(), 'casebook-arm-'));
  for (const [name, rows] of Object.entries(tablesOf(world))) {
    writeFileSync(join(folder, `${name}.ndjson`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  const registry = openSourceRegistry();
  const requests: ArmService['requests'] = [];
  const interruptions: { answer: Interruption['answer']; path: RegExp; left: number }[] = [];

  const graph = async (body: string): Promise<Answer> => {
    const { query, options } = graphRequest.parse(JSON.parse(body));
    const source = await registry.open({ kind: 'local', folder });
    const { columns, rows } = readShownAnswer((await source.query(query, undefined, AbortSignal.timeout(60_000))).body);
    const from = Number(options.$skipToken ?? 0);
    const to = from + Math.min(options.$top, pageSize);
    const data = rows.slice(from, to).map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
    const further = to < rows.length ? { $skipToken: String(to) } : {};
    return json(200, {
      totalRecords: rows.length,
      count: data.length,
      resultTruncated: 'false',
      data,
      facets: [],
      ...further,
    });
  };

  const answerOf = async (method: string, url: URL, body: string): Promise<Answer> => {
    const { pathname, searchParams } = url;
    if (!searchParams.has('api-version'))
      return failed(400, 'MissingApiVersionParameter', 'The api-version is required.');
    if (method === 'POST' && pathname === '/providers/Microsoft.ResourceGraph/resources') return graph(body);
    if (pathname === '/tenants') return json(200, { value: world.tenants });
    const solutions = /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Security\/iotSecuritySolutions$/i.exec(
      pathname,
    );
    if (solutions) {
      const all = world.solutions
        .filter(({ subscription }) => subscription === solutions[1])
        .map(({ resource }) => resource);
      const from = Number(searchParams.get('from') ?? 0);
      const to = from + pageSize;
      const next = new URL(url);
      next.searchParams.set('from', String(to));
      return json(200, { value: all.slice(from, to), ...(to < all.length ? { nextLink: next.href } : {}) });
    }
    const workspace = world.workspaces.find(({ resource }) => {
      const id = resource.id.toLowerCase();
      return [id, `${id}/tables`].includes(decodeURI(pathname).toLowerCase());
    });
    if (!workspace) return failed(404, 'ResourceNotFound', 'The resource was not found.');
    return json(200, /\/tables$/i.test(pathname) ? { value: workspace.tables } : workspace.resource);
  };

  const server: Server = createServer({ cert: certificate, key }, (request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', async () => {
      const { authorization } = request.headers;
      const url = new URL(request.url ?? '/', `https://localhost:${portOf(server)}`);
      requests.push({ method: request.method ?? '', path: url.pathname, authorization });
      const interrupted = interruptions.find(({ path, left }) => left > 0 && path.test(url.pathname));
      if (interrupted) interrupted.left -= 1;
      if (interrupted?.answer === 'hang') return;
      if (interrupted?.answer === 'cut') return void request.socket.destroy();
      const answer =
        interrupted?.answer ??
        (authorization === `Bearer ${armToken}`
          ? await answerOf(request.method ?? '', url, Buffer.concat(parts).toString('utf8')).catch((error: unknown) =>
              failed(500, 'InternalServerError', String(error)),
            )
          : failed(401, 'InvalidAuthenticationToken', 'The access token is invalid.'));
      response.writeHead(answer.status, { 'content-type': 'application/json; charset=utf-8', ...answer.headers });
      response.end(answer.body);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));

  return {
    endpoint: `https://localhost:${portOf(server)}`,
    authority,
    requests,
    interrupt: ({ path, times = 1, answer }) => interruptions.push({ path, answer, left: times }),
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await registry.closeAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

const json = (status: number, body: unknown): Answer => ({ status, body: JSON.stringify(body) });

export const failed = (status: number, code: string, message: string): Answer =>
  json(status, { error: { code, message } });
