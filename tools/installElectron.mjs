/**
 * Electron's npm package fetches its binary on first use, from outside the npm registry. On a closed network that would
 * hang or fail, so a short look tells first whether the place can be reached.
 */
import { connect } from 'node:net';
import { join } from 'node:path';
import { findElectron, projectFolder, run, say } from './project.mjs';

const lookMs = 2_000;
const downloadMs = 5 * 60_000;

const mirror = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/';

/** Electron's program, fetched where it is missing and can be reached; undefined where it cannot. */
export async function electronOrNothing() {
  const present = findElectron();
  if (present) return present;
  const { hostname, port } = new URL(mirror);
  if (!(await answers(hostname, Number(port) || 443))) return undefined;
  say('Fetching Electron, once.');
  const installer = join(projectFolder, 'node_modules/electron/install.js');
  // Where it fails, npm start says so in its own line; the installer's stack would only hide it.
  await run(process.execPath, [installer], { timeout: downloadMs, stdio: 'ignore' }).catch(() => 1);
  return findElectron();
}

function answers(host, port) {
  return new Promise((done) => {
    const socket = connect({ host, port });
    const end = (reached) => {
      socket.destroy();
      done(reached);
    };
    socket.setTimeout(lookMs, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}
