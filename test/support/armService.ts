import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readShownAnswer } from '../../src/engine/casefile/answer/shownAnswer.ts';
import { openSourceRegistry } from '../../src/engine/logs/sourceRegistry.ts';
import { type ArmWorld, tablesOf } from './armWorld.ts';
import type { TestCertificates } from './certificates.ts';
import { type Answer, failed, json, startTlsService, type TlsService } from './tlsService.ts';

export type ArmService = TlsService;

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
  {
    certificates,
    pageSize = 1000,
    accepts = (token) => token === armToken,
  }: {
    readonly certificates?: TestCertificates;
    readonly pageSize?: number;
    readonly accepts?: (token: string) => boolean;
  } = {},
): Promise<ArmService> {
  const folder = mkdtempSync(join(tmpdir(), 'casebook-arm-'));
  for (const [name, rows] of Object.entries(tablesOf(world))) {
    writeFileSync(join(folder, `${name}.ndjson`), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  }
  const registry = openSourceRegistry();

  const graph = async (body: string): Promise<Answer> => {
    const { query, options } = graphRequest.parse(JSON.parse(body));
    const source = await registry.open({ kind: 'local', folder });
    const { columns, rows } = readShownAnswer((await source.query(query, undefined, AbortSignal.timeout(60_000))).body);
    const from = Number(options.$skipToken ?? 0);
    const to = from + Math.min(options.$top, pageSize);
    const data = rows.slice(from, to).map((row) => Object.fromEntries(columns.map(({ name }, at) => [name, row[at]])));
    const further = to < rows.length ? { $skipToken: String(to) } : {};
    const counts = { totalRecords: rows.length, count: data.length, resultTruncated: 'false' };
    return json(200, { ...counts, data, facets: [], ...further });
  };

  const solutionsOf = (subscription: string, url: URL): Answer => {
    const all = world.solutions.filter((each) => each.subscription === subscription).map(({ resource }) => resource);
    const from = Number(url.searchParams.get('from') ?? 0);
    const to = from + pageSize;
    const next = new URL(url);
    next.searchParams.set('from', String(to));
    return json(200, { value: all.slice(from, to), ...(to < all.length ? { nextLink: next.href } : {}) });
  };

  const service = await startTlsService(async (url, { method, headers, body }) => {
    const { pathname, searchParams } = url;
    if (!accepts(/^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1] ?? '')) {
      return failed(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
    }
    if (!searchParams.has('api-version')) return failed(400, 'MissingApiVersionParameter', 'It is required.');
    if (method === 'POST' && pathname === '/providers/Microsoft.ResourceGraph/resources') return graph(body);
    if (pathname === '/tenants') return json(200, { value: world.tenants });
    const solutions = /^\/subscriptions\/([^/]+)\/providers\/Microsoft\.Security\/iotSecuritySolutions$/i.exec(
      pathname,
    );
    if (solutions) return solutionsOf(solutions[1] ?? '', url);
    const workspace = world.workspaces.find(({ resource }) => {
      const id = resource.id.toLowerCase();
      return [id, `${id}/tables`].includes(decodeURI(pathname).toLowerCase());
    });
    if (!workspace) return failed(404, 'ResourceNotFound', 'The resource was not found.');
    return json(200, /\/tables$/i.test(pathname) ? { value: workspace.tables } : workspace.resource);
  }, certificates);

  return {
    ...service,
    async close() {
      await service.close();
      await registry.closeAll();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
