import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CasebookError } from '../../shared/result.ts';
import { alertRows } from './alerts.ts';
import { sampleGroundTruth } from './groundTruth.ts';
import { idSequence, type RawEventTable, tableOf, toLine } from './rawEvent.ts';
import { rawEvents } from './rawEvents.ts';
import { recommendationRows } from './recommendations.ts';
import { createTableWriter, type TableWriter } from './tableWriter.ts';

const defaultSeed = 1;
const defaultEvents = 20_000;

export interface SampleRequest {
  /** An empty or a new folder. */
  readonly folder: string;
  readonly seed?: number | undefined;
  /** Rows of the raw event tables together. */
  readonly events?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface WrittenSample {
  readonly folder: string;
  readonly seed: number;
  readonly tables: { readonly name: string; readonly rowCount: number }[];
  readonly groundTruthItems: number;
}

const readme = `Sample workspace of Casebook

All data in this folder are invented: devices, people, addresses (from the ranges reserved for documentation), ids and events.
One NDJSON file per table of a Log Analytics workspace; ground-truth.json says what happened.
`;

/**
 * Writes the sample workspace: the same bytes for the same seed and number of events. Throws `outputExists` where the
 * folder is not empty, `notWritable` or `diskFull`; whatever fails, and on an abort, the files written are removed.
 */
export async function writeSampleWorkspace(request: SampleRequest): Promise<WrittenSample> {
  const { folder, seed = defaultSeed, events = defaultEvents } = request;
  const written: string[] = [];
  const made = await prepareFolder(folder);
  try {
    const tables = await writeTables({ ...request, seed, events }, written);
    for (const [name, text] of [
      ['ground-truth.json', `${JSON.stringify(sampleGroundTruth, null, 2)}\n`],
      ['README.txt', readme],
    ] as const) {
      written.push(join(folder, name));
      await writeFile(join(folder, name), text, { flag: 'wx' });
    }
    return { folder, seed, tables, groundTruthItems: sampleGroundTruth.items.length };
  } catch (error) {
    await Promise.all(written.map((path) => rm(path, { force: true })));
    if (made !== undefined) await rm(made, { recursive: true, force: true });
    throw asCasebookError(error, folder);
  }
}

/** Makes the folder where it is missing, and tells the topmost folder made, to be removed again on failure. */
async function prepareFolder(folder: string): Promise<string | undefined> {
  try {
    const made = await mkdir(folder, { recursive: true });
    if (made === undefined && (await readdir(folder)).length > 0) {
      throw new CasebookError('outputExists', `The folder is not empty: ${folder}. Choose an empty or a new folder.`, {
        path: folder,
      });
    }
    return made;
  } catch (error) {
    throw asCasebookError(error, folder);
  }
}

async function writeTables(
  request: SampleRequest & { seed: number; events: number },
  written: string[],
): Promise<WrittenSample['tables']> {
  const { folder, seed, events, signal, onProgress } = request;
  const writers = new Map<string, TableWriter>();
  const open = async (table: string) => {
    const path = join(folder, `${table}.ndjson`);
    const writer = await createTableWriter(path);
    written.push(path);
    writers.set(table, writer);
    return writer;
  };
  try {
    await addAll(await open('SecurityAlert'), alertRows());
    await addAll(await open('SecurityRecommendation'), recommendationRows());
    const raw: Record<RawEventTable, TableWriter> = {
      SecurityIoTRawEvent: await open('SecurityIoTRawEvent'),
      DefenderIoTRawEvent: await open('DefenderIoTRawEvent'),
    };
    const nextRowId = idSequence('e0000000');
    let done = 0;
    for (const event of rawEvents(seed, events)) {
      const pending = raw[tableOf(event)].add(toLine(event, nextRowId()));
      done += 1;
      if (pending) {
        await pending;
        signal?.throwIfAborted();
        onProgress?.(done, events);
      }
    }
    for (const writer of writers.values()) await writer.close();
  } catch (error) {
    await Promise.allSettled([...writers.values()].map((writer) => writer.abandon()));
    throw error;
  }
  return [...writers].map(([name, writer]) => ({ name, rowCount: writer.rowCount }));
}

async function addAll(writer: TableWriter, rows: readonly Readonly<Record<string, unknown>>[]): Promise<void> {
  for (const row of rows) await writer.add(`${JSON.stringify(row)}\n`);
}

const codeOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

function asCasebookError(error: unknown, folder: string): unknown {
  const code = codeOf(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new CasebookError(
      'diskFull',
      `The disk is full: ${folder}. Nothing was left behind.`,
      { path: folder },
      { cause: error },
    );
  }
  if (typeof code === 'string' && /^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENAMETOOLONG|ENOENT)$/.test(code)) {
    return new CasebookError(
      'notWritable',
      `The folder cannot be written to: ${folder} (${code}).`,
      { path: folder },
      { cause: error },
    );
  }
  return error;
}
