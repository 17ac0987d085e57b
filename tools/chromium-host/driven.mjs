/**
 * Lets the process that forked the host drive it, as Playwright drives Electron: it is told where the browser listens, and
 * the functions that it sends run in the app's main process with the `electron` module.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';

/** What the browser is started with so that a test can join it: a port of its own choice, on this machine only. */
export const drivenArguments = process.send ? ['--remote-debugging-port=0'] : [];

export async function acceptDriver(electron, host) {
  if (!process.send) return;
  process.on('disconnect', () => electron.app.quit());
  process.on('message', async ({ id, source, parameter }) => {
    try {
      process.send({ id, value: await runInThisContext(`(${source})`)(electron, parameter) });
    } catch (error) {
      process.send({ id, error: error instanceof Error ? error.message : String(error) });
    }
  });
  await host.loaded;
  const [port] = (await readFile(join(host.browserFolder, 'DevToolsActivePort'), 'utf8')).split('\n');
  process.send({ endpoint: `http://127.0.0.1:${port}` });
}
