import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { caseHandlers } from '../../src/engine/handlers/cases.ts';
import { exhibitHandlers } from '../../src/engine/handlers/exhibits.ts';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import { call, windowWithCloud } from '../../src/main/signIn/testWindow.ts';
import type { SourceRef } from '../../src/shared/contract/index.ts';
import { makeCertificates } from '../support/certificates.ts';
import { type LogAnalyticsService, startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';
import { entraRefusal, usualBehaviour } from '../support/openIdServer/behaviour.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { tenantDomain } from '../support/openIdServer/world.ts';
import { callContext, exhibitFacts, investigateSample, openServices } from '../support/services.ts';
import { trustHere } from '../support/trustedAuthority.ts';

const root = mkdtempSync(join(tmpdir(), 'casebook-signed-in-run-'));
const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
let people: OpenIdServer;
let service: LogAnalyticsService;

/** Deals the lines of every table out to two workspaces; `both` holds the same parts side by side. */
async function dealOut(): Promise<void> {
  await writeSampleWorkspace({ folder: join(root, 'logs'), events: 5000 });
  for (const folder of [...ids, 'both']) mkdirSync(join(root, folder));
  for (const file of readdirSync(join(root, 'logs')).filter((name) => name.endsWith('.ndjson'))) {
    const lines = readFileSync(join(root, 'logs', file), 'utf8')
      .trimEnd()
      .split('\n');
    ids.forEach((id, place) => {
      const own = lines.filter((_, at) => at % ids.length === place).map((line) => `${line}\n`);
      writeFileSync(join(root, id, file), own.join(''));
      cpSync(join(root, id, file), join(root, 'both', file.replace('.ndjson', `-${place}.ndjson`)));
    });
  }
}

beforeAll(async () => {
  await dealOut();
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  people = await startOpenIdServer(certificates);
  const folders = Object.fromEntries(ids.map((id) => [id, join(root, id)]));
  service = await startLogAnalyticsService(folders, (token) => token.startsWith('eyJ'), certificates);
});
afterAll(async () => {
  await people.close();
  await service.close();
  rmSync(root, { recursive: true, force: true });
});

/** The window's sign-in with Kim signed in, and an engine that asks it for every token; `onToken` sees each being asked for. */
async function signedIn(onToken: (count: number) => void = () => undefined) {
  const cloud = people.cloud({ queryEndpoint: service.cloud.queryEndpoint });
  const { handle, host } = await windowWithCloud(mkdtempSync(join(root, 'window-')), cloud);
  const signIn = () => handle['signIn.start']({ cloud: cloud.name, tenant: tenantDomain, way: 'browser' }, call);
  await signIn();
  let count = 0;
  const services = openServices({
    cloud: async (name) => (await host.cloud(name)) ?? undefined,
    tokens: (identity) => (scope, signal) => {
      count += 1;
      onToken(count);
      return host.token({ ...identity, scope }, signal);
    },
    tlsOptions: { ca: service.authority },
  });
  const source: SourceRef = {
    kind: 'workspace',
    cloud: cloud.name,
    tenant: tenantDomain,
    account: null,
    workspaces: ids,
    name: null,
    waitSeconds: 180,
  };
  return { services, source, signIn };
}

test('two workspaces asked together give what their tables give side by side, while tokens are refreshed', async () => {
  // The client library renews a token that ends within five minutes: here each request needs a new one.
  people.behaviour.accessTokenTtl = 200;
  const local = openServices();
  const { services, source } = await signedIn();
  try {
    const expected = await investigateSample(local, join(root, 'local.casefile'), {
      kind: 'local',
      folder: join(root, 'both'),
    });
    const before = people.tokenRequests.length;
    const { exhibits, rows } = await investigateSample(services, join(root, 'remote.casefile'), source);
    expect(exhibitFacts(exhibits)).toEqual(exhibitFacts(expected.exhibits));
    expect(rows).toEqual(expected.rows);
    expect(rows.flat().length).toBeGreaterThan(1000);
    expect(
      service.received.every(({ workspace, workspaces }) => workspace === ids[0] && workspaces[0] === ids[1]),
    ).toBe(true);
    const refreshed = people.tokenRequests.slice(before);
    expect(refreshed.length).toBeGreaterThan(1);
    expect(new Set(refreshed)).toEqual(new Set(['refresh_token']));
    expect(new Set(service.received.map(({ headers }) => headers.authorization)).size).toBeGreaterThan(1);
  } finally {
    Object.assign(people.behaviour, usualBehaviour());
    await services.close();
    await local.close();
  }
});

test('a run whose sign-in ends in the middle says of the rest that it has no answer, and goes on after the next sign-in', async () => {
  people.behaviour.accessTokenTtl = 200;
  const { services, source, signIn } = await signedIn((count) => {
    if (count === 40) people.behaviour.refreshAnswer = entraRefusal('invalid_grant', 700082, 'expired');
  });
  try {
    const cut = await investigateSample(services, join(root, 'cut.casefile'), source);
    const failed = cut.exhibits.filter(({ error }) => error?.code === 'signInNeeded');
    expect(failed.length).toBeGreaterThan(3);
    expect(cut.exhibits.filter(({ outcome }) => outcome === 'answered').length).toBeGreaterThan(3);
    for (const { verdicts } of failed) expect(verdicts.map(({ kind }) => kind)).toEqual(['failed']);
    people.behaviour.refreshAnswer = undefined;
    await signIn();
    const { caseId } = await caseHandlers(services)['cases.open']({ path: cut.path }, callContext());
    await exhibitHandlers(services)['exhibits.runAll']({ caseId, resume: true }, callContext());
    const settled = new Map(
      services.cases
        .get(caseId)
        .view()
        .exhibits.map((each) => [JSON.stringify([each.stepId, each.variant, each.role?.name, each.title]), each]),
    );
    expect([...settled.values()].filter(({ error }) => error?.code === 'signInNeeded')).toEqual([]);
  } finally {
    Object.assign(people.behaviour, usualBehaviour());
    await services.close();
  }
});
