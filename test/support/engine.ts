import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startEngine } from '../../src/engine/client.ts';
import type { Host } from '../../src/shared/host.ts';
import type { Engine } from '../../src/shared/port.ts';
import type { Result } from '../../src/shared/result.ts';

const root = resolve(import.meta.dirname, '../..');

/** The real engine in its thread, from the source tree; nobody is signed in for it unless a host is given. */
export const startRealEngine = (host?: Host): Engine =>
  startEngine({
    ...(host && { host }),
    serverUrl: pathToFileURL(resolve(root, 'src/engine/server.ts')),
    resourcesFolder: resolve(root, 'resources'),
    productVersion: '0.0.0-test',
  });

/** The value of a call that must succeed. */
export function expectValue<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error(result.cancelled ? 'the call was cancelled' : `${result.error.code}: ${result.error.message}`);
}
