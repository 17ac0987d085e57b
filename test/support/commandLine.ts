import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const entry = resolve(import.meta.dirname, '../../src/cli/index.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly input?: string;
  /** Sends Ctrl+C once it holds. */
  readonly stopWhen?: () => boolean;
  /** Told what stderr holds so far, each time there is more. */
  readonly onStderr?: (text: string) => void;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the command line as its users do. */
export function casebook(
  parameters: readonly string[],
  { input = '', stopWhen, onStderr, environment }: Running = {},
): Promise<Ended> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [entry, ...parameters], { env: { ...process.env, ...environment } });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
      onStderr?.(stderr);
    });
    child.stdin.end(input);
    const watch = setInterval(() => {
      if (!stopWhen?.()) return;
      clearInterval(watch);
      child.kill('SIGINT');
    }, 20);
    child.on('close', (code) => {
      clearInterval(watch);
      done({ code, stdout, stderr });
    });
  });
}

/** What a command that succeeds prints with --json; throws with its line on stderr where it does not. */
export async function casebookJson(...parameters: string[]) {
  const { code, stdout, stderr } = await casebook([...parameters, '--json']);
  if (code !== 0 || stderr !== '') throw new Error(`exit code ${code}: ${stderr}`);
  return JSON.parse(stdout);
}
