import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { unpack } from './fileText.ts';
import { keysOf } from './jsonKeys.ts';
import { type Reading, report } from './reading.ts';
import { type Sniffed, sniff } from './sniff.ts';
import type { TableFile } from './tableFile.ts';
import { filledLines, writeRows, writtenLines } from './tableRows.ts';

/** A file of JSON rows that the database can read: the stored one, or what was written from it. */
export interface JsonPart {
  readonly path: string;
  readonly file: TableFile;
  readonly keys: readonly string[];
  lines(signal: AbortSignal): AsyncIterable<number>;
}

/** What the files of a table hold: the parts with rows, the columns of CSV headers, and the files that were written for it. */
export interface TextParts {
  readonly parts: JsonPart[];
  readonly headers: string[];
  readonly written: string[];
}

/** Makes the files readable for the database, in their order; `found` is filled as it goes, so that its files can be removed. */
export async function readParts(reading: Reading, files: readonly TableFile[], found: TextParts): Promise<void> {
  const sniffed = await sniffAll(files);
  const together = await readTogether(reading, files, sniffed);
  for (const [index, file] of files.entries()) {
    const ready = together.get(file);
    const looked = sniffed[index];
    if (looked === undefined) continue;
    const target = join(reading.database.scratchFolder, `${reading.table.replace(/\W/g, '_')}-${index}.ndjson`);
    const part = ready ?? (await readPart(reading, file, looked, target, found.headers));
    if (part?.path === target) found.written.push(target);
    if (part) found.parts.push(part);
  }
}

const filesAtOnce = 32;

async function sniffAll(files: readonly TableFile[]): Promise<Sniffed[]> {
  const sniffed: Sniffed[] = [];
  for (let start = 0; start < files.length; start += filesAtOnce) {
    sniffed.push(...(await Promise.all(files.slice(start, start + filesAtOnce).map(sniff))));
  }
  return sniffed;
}

/** A continuous export writes thousands of small files: those that need no care are looked at in one statement. */
async function readTogether(
  { connection, signal }: Reading,
  files: readonly TableFile[],
  sniffed: readonly Sniffed[],
): Promise<Map<TableFile, JsonPart>> {
  const plain = files.filter((file, index) => {
    const looked = sniffed[index];
    return looked?.kind === 'rows' && looked.format === 'lines' && looked.encoding === 'utf-8' && !file.gzip;
  });
  const paths = plain.map(({ path }) => path);
  const keys = plain.length > 1 ? await keysOf(connection, paths, signal) : undefined;
  if (keys === undefined) return new Map();
  return new Map(
    plain.map((file) => [file, { path: file.path, file, keys, lines: (asked) => filledLines(file, asked) }]),
  );
}

/** Makes one file readable for the database; undefined where it holds no row. */
async function readPart(
  reading: Reading,
  file: TableFile,
  sniffed: Sniffed,
  target: string,
  headers: string[],
): Promise<JsonPart | undefined> {
  const { connection, signal } = reading;
  if (sniffed.kind === 'unreadable') report(reading, { file: file.name, line: 0, reason: sniffed.reason });
  if (sniffed.kind !== 'rows') return undefined;
  if (sniffed.format === 'lines' && sniffed.encoding === 'utf-8') {
    const damage = file.gzip ? await unpack(file, target, signal) : undefined;
    const path = file.gzip ? target : file.path;
    const keys = damage === undefined ? await keysOf(connection, [path], signal) : undefined;
    if (keys !== undefined) return { path, file, keys, lines: (asked) => filledLines(file, asked) };
  }
  const found = await writeRows(file, sniffed, target, signal);
  reading.badLines.push(...found.badLines);
  reading.badLineCount += found.badLineCount;
  headers.push(...found.header);
  const isEmpty = (await stat(target)).size === 0;
  const keys = isEmpty ? undefined : await keysOf(connection, [target], signal);
  if (keys !== undefined) return { path: target, file, keys, lines: (asked) => writtenLines(file, sniffed, asked) };
  await rm(target, { force: true });
  if (!isEmpty) report(reading, { file: file.name, line: 0, reason: 'its rows cannot be read by the database' });
  return undefined;
}
