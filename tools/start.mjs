/** `npm start`: builds where needed, then opens the window on Electron, or on an installed Chromium where there is none. */
import { join } from 'node:path';
import { findChromium } from './findChromium.mjs';
import { electronOrNothing } from './installElectron.mjs';
import { ensureBuilt, fail, projectFolder, requireNode24, run, say } from './project.mjs';

requireNode24('npm start');
const hasDisplay =
  process.platform === 'win32' || process.platform === 'darwin' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
if (!hasDisplay) {
  fail('There is no display here to open a window on. The command line does the same work: npm run casebook -- --help');
}

await ensureBuilt();
const parameters = process.argv.slice(2);
const electron = await electronOrNothing();
if (electron) {
  say('Casebook runs on Electron.');
  process.exitCode = await run(electron, [projectFolder, ...parameters]);
} else if (findChromium()) {
  say(
    `Electron’s binary cannot be fetched here: Casebook runs on ${findChromium()} instead (tools/chromium-host/README.md).`,
  );
  const host = join(projectFolder, 'tools/chromium-host/run.mjs');
  process.exitCode = await run(process.execPath, [host, projectFolder, ...parameters]);
} else {
  fail(
    'Electron’s binary cannot be fetched here, and no Chromium, Chrome or Edge is installed. Install one and run npm start again.',
  );
}
