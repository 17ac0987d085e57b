import { execFileSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { compare } from './measure.ts';

const cli = resolve(import.meta.dirname, '../../src/cli/index.ts');
const node = (script: string, args: readonly string[]) =>
  execFileSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
const child = (name: string, folder: string) => node(join(import.meta.dirname, 'children', `${name}.ts`), [folder]);

const loadedShape = z.object({ loadMs: z.number(), peakMemoryMb: z.number() });
const loaded = (name: string, folder: string) => loadedShape.parse(JSON.parse(child(name, folder)));

/** Reading all tables and the peak memory of a process that does nothing else, against plain DuckDB reading the same files in its own. */
export function loadingOf(folder: string) {
  const subject = loaded('loadProduct', folder);
  const against = loaded('loadPlain', folder);
  const ratio = (ours: number, theirs: number) => Math.round((ours / theirs) * 1000) / 1000;
  return {
    baseline: 'DuckDB’s read_json of the same files into tables, in a process of its own',
    loadRatio: ratio(subject.loadMs, against.loadMs),
    memoryRatio: ratio(subject.peakMemoryMb, against.peakMemoryMb),
    subject,
    against,
  };
}

/** A whole `casebook query` from start to exit against a Node process in which DuckDB counts the same rows of the same file. */
export const coldQuery = (name: string, folder: string, runs: number) =>
  compare(
    `cold casebook query on ${name}`,
    'a Node process in which DuckDB counts the rows of the same file',
    runs,
    () => node(cli, ['query', '--source', folder, 'SecurityIoTRawEvent | count']),
    () => child('coldPlain', folder),
  );
