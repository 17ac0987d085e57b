import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { _electron, chromium, type Page } from '@playwright/test';
import type electron from 'electron';

const projectFolder = resolve(import.meta.dirname, '../../..');

type MainFunction<P, R> = (main: typeof electron, parameter: P) => R | Promise<R>;

/** The running product: its page, its main process, and its end. */
export interface Workbench {
  readonly page: Page;
  /** Whether this is the real Electron; otherwise it is the stand-in host. */
  readonly onElectron: boolean;
  /** Runs a function in the main process; it and its values cross as text, so it can use nothing of the test's scope. */
  inMain<P, R>(run: MainFunction<P, R>, parameter: P): Promise<R>;
  /** What the main process and its engine have written to stdout and stderr so far. */
  output(): string;
  /** Quits as the menu does and waits until the process is gone; hands back its exit code. */
  quit(): Promise<number | null>;
}

export interface LaunchOptions {
  /** The folder of the user's own files: recent cases, the window's place. */
  readonly userData: string;
  /** The folder that the product offers for cases and the sample workspace. */
  readonly caseFolder: string;
  /** The case file that the system asks to open. */
  readonly caseFile?: string;
  /** More of the environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts the built product: on Electron where its binary is present, on the stand-in host elsewhere. */
export async function launchWorkbench(options: LaunchOptions): Promise<Workbench> {
  const program = electronProgram();
  const workbench = await (program === undefined ? launchHost(options) : launchElectron(program, options));
  // A click that cannot be made says so, with its reason, long before the test's own time is up.
  workbench.page.setDefaultTimeout(60_000);
  return workbench;
}

const parametersOf = ({ userData, caseFile }: LaunchOptions) => [
  `--user-data-dir=${userData}`,
  ...(caseFile === undefined ? [] : [caseFile]),
];

const environmentOf = ({ caseFolder, environment }: LaunchOptions): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  ),
  CASEBOOK_FOLDER: caseFolder,
  ...environment,
});

function electronProgram(): string | undefined {
  const folder = join(projectFolder, 'node_modules/electron');
  const named = join(folder, 'path.txt');
  if (!existsSync(named)) return undefined;
  const program = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), readFileSync(named, 'utf8'));
  return existsSync(program) ? program : undefined;
}

async function launchElectron(executablePath: string, options: LaunchOptions): Promise<Workbench> {
  const app = await _electron.launch({
    executablePath,
    args: [projectFolder, ...parametersOf(options)],
    env: environmentOf(options),
  });
  const page = await app.firstWindow();
  const child = app.process();
  return {
    page,
    output: outputOf(child),
    onElectron: true,
    inMain: (run, parameter) => app.evaluate(run as never, parameter) as never,
    quit: () =>
      quitting(child, () => app.evaluate(({ app: product }) => setImmediate(() => product.quit()) && undefined)),
  };
}

async function launchHost(options: LaunchOptions): Promise<Workbench> {
  const child = fork(
    join(projectFolder, 'tools/chromium-host/run.mjs'),
    [projectFolder, '--headless', ...parametersOf(options)],
    { env: environmentOf(options), silent: true },
  );
  const output = outputOf(child);
  const inMain = mainProcessOf(child);
  const browser = await chromium.connectOverCDP(await endpointOf(child));
  const page = browser.contexts()[0]?.pages()[0];
  if (!page) throw new Error('the host opened no page');
  return {
    page,
    output,
    onElectron: false,
    inMain,
    quit: () => quitting(child, () => inMain(({ app }) => setImmediate(() => app.quit()) && undefined, undefined)),
  };
}

/** Gathers what a process writes, and passes it on. */
function outputOf(child: ChildProcess): () => string {
  let gathered = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ] as const) {
    from?.on('data', (chunk: Buffer) => {
      gathered += chunk.toString();
      to.write(chunk);
    });
  }
  return () => gathered;
}

const exitOf = (child: ChildProcess) =>
  child.exitCode === null && child.signalCode === null
    ? new Promise<number | null>((done) => child.once('exit', done))
    : Promise.resolve(child.exitCode);

async function quitting(child: ChildProcess, quit: () => Promise<unknown>): Promise<number | null> {
  const exited = exitOf(child);
  if (child.exitCode === null && child.signalCode === null) await quit();
  return exited;
}

interface HostMessage {
  readonly endpoint?: string;
  readonly id?: number;
  readonly value?: unknown;
  readonly error?: string;
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    child.on('message', ({ endpoint }: HostMessage) => endpoint && done(endpoint));
    child.once('exit', (code) => failed(new Error(`the host ended with exit code ${code} before it was ready`)));
  });
}

function mainProcessOf(child: ChildProcess): Workbench['inMain'] {
  const waiting = new Map<number, (message: HostMessage) => void>();
  let last = 0;
  child.on('message', (message: HostMessage) => {
    if (message.id === undefined) return;
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  return (run, parameter) =>
    new Promise((done, failed) => {
      last += 1;
      waiting.set(last, ({ value, error }) => (error === undefined ? done(value as never) : failed(new Error(error))));
      child.send({ id: last, source: run.toString(), parameter });
    });
}
