/**
 * Runs the built app of a folder without Electron's binary:
 * `node tools/chromium-host/run.mjs FOLDER [--headless] [--user-data-dir=DIR] [--remote-debugging-port=N] [FILE]`.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';
import { findChromium } from '../findChromium.mjs';
import { host } from './host.mjs';

const [folder = '.', ...rest] = process.argv.slice(2);
const value = (name) => rest.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
const executablePath = findChromium();
if (!executablePath) {
  process.stderr.write('No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH to its program.\n');
  process.exit(2);
}

const appFolder = resolve(folder);
host.configure({
  appFolder,
  executablePath,
  headless: rest.includes('--headless'),
  userData: value('user-data-dir'),
  browserArguments: [
    ...[
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
    ],
    ...(rest.includes('--headless') ? ['--disable-gpu'] : []),
    ...rest.filter((argument) => argument.startsWith('--remote-debugging-port=')),
  ],
});
process.argv = [process.argv[0], appFolder, ...rest];

const electronUrl = new URL('./electron.mjs', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: electronUrl, shortCircuit: true } : next(specifier, context),
});

const electron = await import('./electron.mjs');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => electron.app.quit());
process.on('disconnect', () => electron.app.quit());

// A test speaks to the app's main process as it does with Electron: it sends a function, which runs here.
process.on('message', async ({ id, source, parameter }) => {
  try {
    const evaluated = await runInThisContext(`(${source})`)(electron, parameter);
    process.send({ id, value: evaluated });
  } catch (error) {
    process.send({ id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
});

await host.launch(electron.receive);
await import(pathToFileURL(resolve(appFolder, 'out/main/index.js')).href);
electron.app.start();
