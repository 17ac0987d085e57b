import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import { makeCertificates } from '../support/certificates.ts';
import { casebook } from '../support/commandLine.ts';
import { type KustoService, kustoDatabase, startKustoService } from '../support/kustoService/service.ts';
import { kimEntersCode } from '../support/openIdServer/deviceCode.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { moreApis, tenantDomain } from '../support/openIdServer/world.ts';
import { failed } from '../support/tlsService.ts';
import { trustHere } from '../support/trustedAuthority.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-archive-command-'));
const at = (name: string) => join(folder, name);
let people: OpenIdServer;
let service: KustoService;

/** A token of the sign-in server for the cluster's own address: its signature is that server's own concern. */
function isForCluster(token: string): boolean {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return typeof claims === 'object' && claims !== null && 'aud' in claims && claims.aud === service.endpoint;
}

beforeAll(async () => {
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  await writeSampleWorkspace({ folder: at('logs'), events: 5000 });
  service = await startKustoService(at('logs'), { certificates, accepts: isForCluster });
  moreApis.push(service.endpoint);
  people = await startOpenIdServer(certificates);
  writeFileSync(at('cloud.json'), JSON.stringify(people.cloud({ clusters: [service.endpoint] })));
  writeFileSync(at('authority.pem'), certificates.authority);
});
afterAll(async () => {
  await people.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command on the archive; Kim enters the code that stderr shows. */
function onArchive(command: string, parameters: readonly string[], cluster = service.endpoint) {
  const given = ['--cluster', cluster, '--database', kustoDatabase, '--cloud-file', at('cloud.json')];
  const environment = { HOME: folder, XDG_CACHE_HOME: folder, NODE_EXTRA_CA_CERTS: at('authority.pem') };
  return casebook([command, ...given, '--tenant', tenantDomain, ...parameters], {
    onStderr: kimEntersCode(),
    environment,
  });
}

test('an archive is investigated after a sign-in, and no token is in what is printed or kept', {
  timeout: 600_000,
}, async () => {
  const out = at('pump-07.casefile');
  const { code, stdout, stderr } = await onArchive('investigate', [
    '--device',
    'pump-07',
    '--hub',
    'plant',
    '--out',
    out,
  ]);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(stdout).toContain(`${kustoDatabase} on ${new URL(service.endpoint).host} in the cloud Test cloud`);
  const tokens = service.arrivals.flatMap(({ headers }) => headers.authorization?.replace('Bearer ', '') ?? []);
  expect(new Set(tokens).size).toBeGreaterThan(0);
  const kept = readFileSync(out).toString('latin1');
  for (const token of new Set(tokens)) expect(stdout + stderr + kept).not.toContain(token);
  const shown = await casebook(['show', out, '--json']);
  const { exhibits } = JSON.parse(shown.stdout);
  expect(exhibits.length).toBeGreaterThan(20);
  expect((await casebook(['verify', out])).code).toBe(0);
});

test('a query is put to it; a failure names what to do', { timeout: 600_000 }, async () => {
  const kql = 'SecurityAlert | summarize Alerts = count() by AlertSeverity | order by AlertSeverity asc';
  const { code, stdout } = await onArchive('query', ['--json', kql]);
  const local = await casebook(['query', '--source', at('logs'), '--json', kql]);
  expect([code, JSON.parse(stdout)]).toEqual([0, JSON.parse(local.stdout)]);
  service.interrupt({ path: /query$/, answer: failed(403, 'Forbidden', 'Principal is not authorized.') });
  const denied = await onArchive('query', ['SecurityAlert | count']);
  expect([denied.code, denied.stderr]).toEqual([
    3,
    expect.stringContaining('Ask its owner for the role Database Viewer'),
  ]);
});

test('a cluster that the cloud does not list is asked nothing', async () => {
  const { code, stderr } = await onArchive('query', ['print 1'], 'https://elsewhere.example');
  expect([code, stderr]).toEqual([2, expect.stringContaining('so no token is sent to it')]);
});
