import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import { makeCertificates } from '../support/certificates.ts';
import { casebook } from '../support/commandLine.ts';
import { faults } from '../support/logAnalyticsService/faults.ts';
import { type LogAnalyticsService, startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';
import { kimEntersCode } from '../support/openIdServer/deviceCode.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { apis, kim, tenantDomain } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';

const folder = mkdtempSync(join(tmpdir(), 'casebook-workspace-command-'));
const at = (name: string) => join(folder, name);
const workspace = '11111111-1111-4111-8111-111111111111';
let people: OpenIdServer;
let service: LogAnalyticsService;

/** A token of the sign-in server for the query API: its signature is that server's own concern. */
function isForQueries(token: string): boolean {
  const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  return typeof claims === 'object' && claims !== null && 'aud' in claims && claims.aud === apis[0];
}

beforeAll(async () => {
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  await writeSampleWorkspace({ folder: at('logs'), events: 5000 });
  people = await startOpenIdServer(certificates);
  service = await startLogAnalyticsService({ [workspace]: at('logs') }, isForQueries, certificates);
  writeFileSync(at('cloud.json'), JSON.stringify(people.cloud({ queryEndpoint: service.cloud.queryEndpoint })));
  writeFileSync(at('authority.pem'), certificates.authority);
});
beforeEach(() => service.reset());
afterAll(async () => {
  await people.close();
  await service.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command on the workspace; Kim enters the code that stderr shows. Cases and caches stay in the folder. */
function onWorkspace(command: string, parameters: readonly string[]) {
  const given = ['--workspace', workspace, '--cloud-file', at('cloud.json'), '--tenant', tenantDomain, ...parameters];
  return casebook([command, ...given], {
    onStderr: kimEntersCode(),
    environment: {
      HOME: folder,
      XDG_CACHE_HOME: folder,
      NODE_EXTRA_CA_CERTS: at('authority.pem'),
      AZURE_LOG_LEVEL: '',
    },
  });
}

test('a query is put to the workspace after a sign-in', async () => {
  const ended = await onWorkspace('query', [
    '--json',
    'SecurityAlert | summarize Alerts=count() by AlertSeverity | order by AlertSeverity asc',
  ]);
  expect(ended.code).toBe(0);
  expect(JSON.parse(ended.stdout)).toMatchObject({
    columns: [{ name: 'AlertSeverity' }, { name: 'Alerts' }],
    problems: [],
  });
  expect(service.received).toHaveLength(1);
  expect(service.received[0]?.headers.prefer).toContain('wait=180,');
});

test('every row of a table is fetched beyond what the service gives in one answer; what groups rows is refused', async () => {
  service.when('| where TimeGenerated >=', faults.truncated(10));
  const kql = 'SecurityAlert | project TimeGenerated, AlertName | order by TimeGenerated asc';
  const { code, stdout } = await onWorkspace('query', ['--all', '--json', kql]);
  expect(code).toBe(0);
  const { rows, problems } = JSON.parse(stdout);
  expect(problems).toEqual([]);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.map(([at]: string[]) => at)).toEqual(rows.map(([at]: string[]) => at).toSorted());
  const refused = await onWorkspace('query', ['--all', 'SecurityAlert | summarize count()']);
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('does not work on each row by itself')]);
});

test('what keeps the service from answering is one line with what to do, exit code 3', async () => {
  service.next(faults.accessDenied);
  const { code, stderr } = await onWorkspace('query', ['--wait', '600', 'SecurityAlert']);
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /\ncasebook: This account may not query workspace 1{8}-.*role Log Analytics Reader.*60 minutes to work\.\n$/,
  );
  expect(service.received[0]?.headers.prefer).toContain('wait=600,');
});

test('an investigation of the workspace is a case that verifies; no token is in it, nor in what is told, nor any row', async () => {
  service.next(faults.throttled('1'));
  const ended = await onWorkspace('investigate', [
    ...['--device', 'pump-07', '--hub', 'plant', '--out', at('pump-07.casefile')],
  ]);
  expect(ended.code).toBe(0);
  expect(ended.stdout).toContain(`workspace ${workspace} in the cloud Test cloud`);
  const shown = await casebook(['show', at('pump-07.casefile'), '--json']);
  expect(JSON.parse(shown.stdout).exhibits.length).toBeGreaterThan(30);
  expect((await casebook(['verify', at('pump-07.casefile')])).code).toBe(0);
  const tokens = new Set(service.received.map(({ headers }) => String(headers.authorization).slice('Bearer '.length)));
  const file = readFileSync(at('pump-07.casefile')).toString('latin1');
  expect(file).toContain(kim.username);
  for (const token of tokens) {
    expect(file).not.toContain(token);
    expect(ended.stdout + ended.stderr).not.toContain(token);
  }
  expect(ended.stderr).not.toContain(kim.username);
  expect(ended.stderr).not.toContain('203.0.113.');
});
