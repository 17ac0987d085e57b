import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCertificates, type TestCertificates } from '../../../test/support/certificates.ts';
import { trustExtraRoots } from './extraRoots.ts';

let certificates: TestCertificates;
let folder: string;
beforeAll(async () => {
  certificates = await makeCertificates();
  folder = mkdtempSync(join(tmpdir(), 'casebook-roots-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a service with a root of its own is trusted once its file is named, and the root is handed on', async () => {
  const server = createServer({ cert: certificates.certificate, key: certificates.key }, (_, answer) =>
    answer.end('ok'),
  );
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  try {
    await expect(fetch(url)).rejects.toThrow();
    const path = join(folder, 'roots.pem');
    writeFileSync(path, certificates.authority);
    expect(trustExtraRoots(path)).toBe(certificates.authority);
    expect(await (await fetch(url)).text()).toBe('ok');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

test('without the variable nothing changes; a file that cannot be read is told', () => {
  expect([trustExtraRoots(undefined), trustExtraRoots('')]).toEqual([undefined, undefined]);
  expect(() => trustExtraRoots(join(folder, 'none.pem'))).toThrow(/NODE_EXTRA_CA_CERTS cannot be read: ENOENT/);
});
