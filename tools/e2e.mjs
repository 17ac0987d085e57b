/** `npm run test:e2e`: finds or installs a browser where Electron's binary is absent, builds, and runs the window's tests. */
import { join } from 'node:path';
import { findChromium } from './findChromium.mjs';
import { ensureBuilt, fail, findElectron, projectFolder, requireNode24, run, say } from './project.mjs';

requireNode24('npm run test:e2e');
const playwright = join(projectFolder, 'node_modules/@playwright/test/cli.js');

if (findElectron()) say('The window’s tests run on Electron.');
else say(`The window’s tests run on ${await chromium()}, in place of Electron.`);
await ensureBuilt();
process.exitCode = await run(process.execPath, [playwright, 'test', ...process.argv.slice(2)]);

/** An installed browser; where there is none one is installed. */
async function chromium() {
  const found = findChromium();
  if (found) return found;
  const install =
    process.platform === 'linux' && process.getuid() === 0 ? installDebianChromium : installPlaywrightChromium;
  return (
    (await install()) ??
    fail('No Chromium, Chrome or Edge was found and none could be installed. Install one, or set CHROME_PATH.')
  );
}

async function installDebianChromium() {
  say('No Chromium, Chrome or Edge was found: installing Debian’s chromium.');
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  for (const parameters of [['update'], ['install', '-y', 'chromium', 'fonts-liberation']]) {
    if ((await run('apt-get', parameters, quiet).catch(() => 1)) !== 0) return installPlaywrightChromium();
  }
  return findChromium();
}

async function installPlaywrightChromium() {
  say('No Chromium, Chrome or Edge was found: installing Playwright’s Chromium.');
  const code = await run(process.execPath, [playwright, 'install', 'chromium']);
  if (code !== 0) return undefined;
  const { chromium: browser } = await import('playwright-core');
  process.env.CHROME_PATH = browser.executablePath();
  return findChromium();
}
