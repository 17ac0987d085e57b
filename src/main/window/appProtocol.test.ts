import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerRequest } from './appProtocol.ts';

let root: string;
let folder: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'casebook-pages-'));
  folder = join(root, 'renderer');
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<script nonce="__CSP_NONCE__"></script><meta nonce="__CSP_NONCE__">');
  await writeFile(join(folder, 'assets/page.js'), 'export const nonce = "__CSP_NONCE__";');
  await writeFile(join(folder, 'data.db'), 'not for the page');
  await writeFile(join(root, 'secret.html'), 'secret');
  await mkdir(join(root, 'renderer-twin'));
  await writeFile(join(root, 'renderer-twin/index.html'), 'secret');
});
afterAll(() => rm(root, { recursive: true }));

const get = (url: string, method = 'GET') => answerRequest(folder, { method, url });
const nonceOf = (response: Response) =>
  /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1];

test('a page carries the nonce of its own answer, a new one each time', async () => {
  const first = await get('app://casebook/index.html');
  const second = await get('app://casebook/index.html');
  const nonce = nonceOf(first);
  expect(await first.text()).toBe(`<script nonce="${nonce}"></script><meta nonce="${nonce}">`);
  expect(nonce).toMatch(/^[\w+/]{22}==$/);
  expect(nonceOf(second)).not.toBe(nonce);
});

test('a script is served as it is, under the same policy, and never sniffed', async () => {
  const response = await get('app://casebook/assets/page.js?v=1#x');
  expect(await response.text()).toBe('export const nonce = "__CSP_NONCE__";');
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'nonce-/,
  );
});

test.each([
  'app://casebook/../secret.html',
  'app://casebook/..%2fsecret.html',
  'app://casebook/%2e%2e/secret.html',
  'app://casebook/assets/..%2f..%2fsecret.html',
  'app://casebook/..%5csecret.html',
  'app://casebook/../renderer-twin/index.html',
  'app://casebook/..%2frenderer-twin%2findex.html',
  'app://casebook/index.html%00.png',
  'app://casebook/%E0%A4%A',
  'app://casebook/data.db',
  'app://casebook/assets',
  'app://casebook/',
  'app://casebook/missing.html',
  'app://elsewhere/index.html',
  'https://casebook/index.html',
  'not a url',
])('%s is not found, under the policy', async (url) => {
  const response = await get(url);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('Not found');
  expect(nonceOf(response)).toBeDefined();
});

test('only reading is answered', async () => {
  expect((await get('app://casebook/index.html', 'POST')).status).toBe(404);
});
