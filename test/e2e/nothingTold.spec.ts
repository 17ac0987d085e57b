import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { z } from 'zod';
import { writeSampleWorkspace } from '../../src/engine/sample/sampleWorkspace.ts';
import type { CasebookBridge } from '../../src/shared/bridge.ts';
import { makeCertificates } from '../support/certificates.ts';
import { type LogAnalyticsService, startLogAnalyticsService } from '../support/logAnalyticsService/service.ts';
import { type OpenIdServer, startOpenIdServer } from '../support/openIdServer/server.ts';
import { kim, tenantDomain } from '../support/openIdServer/world.ts';
import { trustHere } from '../support/trustedAuthority.ts';
import { button, chooseCloud, openDialog, signInElsewhere } from './support/signIn.ts';
import { expect, test } from './support/test.ts';

const workspace = '11111111-1111-4111-8111-111111111111';
let people: OpenIdServer;
let service: LogAnalyticsService | undefined;
test.afterAll(async () => {
  await people.close();
  await service?.close();
});

/** The value of a call of the page, as the page makes it. */
async function call(page: Page, method: string, input: unknown): Promise<unknown> {
  const result = await page.evaluate(
    async ([name, given]) => {
      const { casebook } = window as never as { casebook: CasebookBridge };
      return casebook.invoke(name, given, crypto.randomUUID());
    },
    [method, input] as const,
  );
  if (!result.ok) throw new Error(`${method}: ${JSON.stringify(result)}`);
  return result.value;
}

/** Every file below a folder that holds one of the texts, in any of the encodings that files are written in. */
async function filesHolding(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const held = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const bytes = await readFile(join(parentPath, name)).catch(() => Buffer.alloc(0));
      return needles.some((needle) => bytes.includes(needle)) ? [join(parentPath, name)] : [];
    }),
  );
  return held.flat();
}

test('a whole run against a service tells no token, no account and no row, and leaves a token nowhere', async ({
  folder,
  launch,
}) => {
  test.setTimeout(600_000);
  const certificates = await makeCertificates();
  trustHere(certificates.authority);
  await writeFile(join(folder, 'authority.pem'), certificates.authority);
  await writeSampleWorkspace({ folder: join(folder, 'logs'), events: 5000 });
  people = await startOpenIdServer(certificates);
  service = await startLogAnalyticsService({ [workspace]: join(folder, 'logs') }, () => true, certificates);
  const workbench = await launch({ environment: { NODE_EXTRA_CA_CERTS: join(folder, 'authority.pem') } });
  const { page } = workbench;

  const cloud = people.cloud({ queryEndpoint: service.cloud.queryEndpoint });
  await openDialog(workbench, cloud, join(folder, 'cloud.json'));
  await chooseCloud(page);
  await button(page, 'Sign in with the browser').click();
  await signInElsewhere(workbench, kim.username);

  const identity = { cloud: cloud.name, tenant: tenantDomain, account: null };
  const source = { kind: 'workspace', ...identity, workspaces: [workspace], name: null, waitSeconds: 180 };
  const path = join(folder, 'live.casefile');
  const created = await call(page, 'cases.create', { path, source, deviceId: 'pump-07', hubName: 'plant' });
  const { caseId } = z.object({ caseId: z.string() }).parse(created);
  await call(page, 'exhibits.runAll', { caseId });
  await call(page, 'cases.close', { caseId });
  await workbench.inMain(() => void process.stderr.write('What main writes is heard.\n'), undefined);
  expect(await workbench.quit()).toBe(0);

  const tokens = [...new Set(service.received.map(({ headers }) => String(headers.authorization).slice(7)))];
  expect(service.received.length).toBeGreaterThan(20);
  expect(tokens[0]).toMatch(/^eyJ/);
  expect(workbench.output()).toContain('What main writes is heard.');
  for (const text of [...tokens, 'eyJ', kim.username, kim.name, '203.0.113.']) {
    expect(workbench.output()).not.toContain(text);
  }
  expect(await filesHolding(folder, tokens)).toEqual([]);
  // The case alone says who asked.
  expect(await filesHolding(folder, [kim.username])).toEqual([path]);
});
