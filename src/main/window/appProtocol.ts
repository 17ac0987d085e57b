import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, normalize, relative } from 'node:path';
import type { Protocol } from 'electron';
import { contentSecurityPolicy } from './contentSecurity.ts';

const scheme = 'app';
const host = 'casebook';
export const pageOrigin = `${scheme}://${host}`;
/** The build writes this where a page's nonce belongs. */
const noncePlaceholder = '__CSP_NONCE__';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Makes `app://` an origin of its own, like https. To be called before the app is ready. */
export function registerAppScheme(protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** Answers `app://casebook/…` with the files of `folder` and nothing else. */
export function serveAppFiles(protocol: Pick<Protocol, 'handle'>, folder: string): void {
  protocol.handle(scheme, (request) => answerRequest(folder, request));
}

/** The answer to one request of the page; every answer, refusals too, carries the content security policy. */
export async function answerRequest(folder: string, request: Pick<Request, 'method' | 'url'>): Promise<Response> {
  const nonce = randomBytes(16).toString('base64');
  const file = request.method === 'GET' ? fileFor(folder, request.url) : undefined;
  const type = file === undefined ? undefined : contentTypes[extname(file)];
  const bytes = file === undefined || type === undefined ? undefined : await readFile(file).catch(() => undefined);
  const headers = {
    'content-type': type ?? 'text/plain; charset=utf-8',
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  };
  if (bytes === undefined) {
    return new Response('Not found', { status: 404, headers: { ...headers, 'content-type': 'text/plain' } });
  }
  const isPage = extname(file ?? '') === '.html';
  const body = isPage ? bytes.toString('utf8').replaceAll(noncePlaceholder, nonce) : new Uint8Array(bytes);
  return new Response(body, { headers });
}

/** The file that a URL names, or undefined where the URL leaves the folder or names none. */
function fileFor(folder: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== `${scheme}:` || url.host !== host) return undefined;
  const path = decoded(url.pathname);
  if (path === undefined || path.includes('\0') || path.includes('\\')) return undefined;
  const file = normalize(join(folder, path));
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? undefined : file;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
