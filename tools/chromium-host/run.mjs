/**
 * Runs the built app of a folder without Electron's binary:
 * `node tools/chromium-host/run.mjs FOLDER [--headless] [--user-data-dir=DIR] [FILE]`.
 */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findChromium } from '../findChromium.mjs';
import { acceptDriver, drivenArguments } from './driven.mjs';
import { host } from './host.mjs';

const [folder = '.', ...rest] = process.argv.slice(2);
const executablePath = findChromium();
if (!executablePath) {
  process.stderr.write('No Chromium, Chrome or Edge was found. Install one, or set CHROME_PATH to its program.\n');
  process.exit(2);
}

const appFolder = resolve(folder);
const headless = rest.includes('--headless');
const quiet = [
  'no-first-run',
  'disable-background-networking',
  'disable-component-update',
  'disable-sync',
  'disable-quic',
];
host.configure({
  appFolder,
  executablePath,
  headless,
  userData: rest.find((argument) => argument.startsWith('--user-data-dir='))?.split('=', 2)[1],
  browserArguments: [...quiet.map((name) => `--${name}`), ...(headless ? ['--disable-gpu'] : []), ...drivenArguments],
});
process.argv = [process.argv[0], appFolder, ...rest];

const electronUrl = new URL('./electron.mjs', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron' ? { url: electronUrl, shortCircuit: true } : next(specifier, context),
});

const electron = await import('./electron.mjs');
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => electron.app.quit());
await host.launch(electron.receive);
await import(pathToFileURL(resolve(appFolder, 'out/main/index.js')).href);
electron.app.start();
await acceptDriver(electron, host);
