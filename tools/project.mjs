/** What every tool needs to know of the project: where it is, its Node, its Electron, and whether it is built. */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const projectFolder = resolve(import.meta.dirname ?? '.', '..');

/** Ends with one line where the tool runs on an older Node than the product needs. */
export function requireNode24(npmCommand) {
  if (Number(process.versions.node.split('.')[0]) >= 24) return;
  fail(
    `This needs Node 24, and this is ${process.version}. Run it as \`${npmCommand}\`, which brings its own after \`npm ci\`.`,
  );
}

/** Says one line and ends, as bad usage or a missing part of the machine does. */
export function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(2);
}

export const say = (line) => process.stdout.write(`${line}\n`);

/** Runs a program to its end and hands back its exit code. */
export function run(program, parameters, options = {}) {
  return new Promise((done, failed) => {
    const child = spawn(program, parameters, { cwd: projectFolder, stdio: 'inherit', ...options });
    child.on('error', failed);
    child.on('exit', (code, signal) => done(signal ? 1 : (code ?? 1)));
  });
}

/** Electron's program, or undefined where the package has not fetched its binary. */
export function findElectron() {
  const folder = join(projectFolder, 'node_modules/electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(named, 'utf8'));
  return existsSync(program) ? program : undefined;
}

const sources = ['src', 'electron.vite.config.ts', 'package-lock.json'];
const products = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];

/** Builds the app where `out/` is missing or older than what it is made of. */
export async function ensureBuilt() {
  const built = products.map((path) => join(projectFolder, path));
  const newest = Math.max(...sources.map((path) => lastChange(join(projectFolder, path))));
  if (built.every((path) => existsSync(path) && statSync(path).mtimeMs > newest)) return;
  say('Building the app.');
  const builder = join(projectFolder, 'node_modules/electron-vite/bin/electron-vite.js');
  const code = await run(process.execPath, [builder, 'build', '--logLevel', 'warn']);
  if (code !== 0) fail('The app could not be built: see the lines above.');
}

/** When anything in a file or folder changed last, in milliseconds since 1970. */
function lastChange(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return readdirSync(path, { withFileTypes: true, recursive: true }).reduce(
    (newest, entry) => Math.max(newest, statSync(join(entry.parentPath, entry.name)).mtimeMs),
    facts.mtimeMs,
  );
}
