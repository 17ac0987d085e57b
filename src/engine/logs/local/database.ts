import { rmSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type Json } from '@duckdb/node-api';
import { quoteText } from '../../kql/storage.ts';
import { folderPrefix, removeLeftFolders } from './leftFolders.ts';

/** A DuckDB instance of one source: it reads the source's files and its own temporary folder, and nothing else. */
export interface Database {
  /** A folder that the database may read; it is removed at the end. */
  readonly scratchFolder: string;
  /** The version of DuckDB. */
  readonly version: string;
  connect(): Promise<DuckDBConnection>;
  close(): Promise<void>;
}

/** Removed at the latest when the thread ends; what a killed process leaves behind goes when the next source is opened. */
const openFolders = new Set<string>();
process.on('exit', () => {
  for (const folder of openFolders) rmSync(folder, { recursive: true, force: true });
});

/** Opens an empty database that may read just these files; its settings cannot be changed afterwards. */
export async function openDatabase(files: readonly string[]): Promise<Database> {
  await removeLeftFolders(tmpdir());
  const folder = await mkdtemp(join(tmpdir(), folderPrefix(process.pid)));
  openFolders.add(folder);
  const scratchFolder = join(folder, 'scratch');
  await mkdir(scratchFolder);
  try {
    const instance = await DuckDBInstance.create(':memory:', {
      memory_limit: `${Math.floor(Math.max(totalmem() * 0.4, 1e9) / 1e6)}MB`,
      temp_directory: join(folder, 'spill'),
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
    });
    const connection = await instance.connect();
    let version = '';
    try {
      version = String((await connection.runAndReadAll('SELECT version()')).getRows()[0]?.[0]);
      await connection.run(`SET allowed_paths = [${files.map(quoteText).join(', ')}]`);
      await connection.run(`SET allowed_directories = [${quoteText(scratchFolder)}]`);
      await connection.run('SET enable_external_access = false');
      await connection.run('SET lock_configuration = true');
    } finally {
      connection.closeSync();
    }
    return {
      scratchFolder,
      version,
      connect: () => instance.connect(),
      async close() {
        instance.closeSync();
        await rm(folder, { recursive: true, force: true, maxRetries: 3 });
        openFolders.delete(folder);
      },
    };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    openFolders.delete(folder);
    throw error;
  }
}

/** Runs one statement and hands back its rows; it is interrupted when the signal is aborted. */
export async function runSql(
  connection: DuckDBConnection,
  sql: string,
  signal: AbortSignal,
): Promise<Record<string, Json>[]> {
  signal.throwIfAborted();
  let again: NodeJS.Timeout | undefined;
  // An interruption that comes before the statement has begun is forgotten by the database.
  const interrupt = () => {
    connection.interrupt();
    again = setTimeout(interrupt, 20);
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJson();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
    clearTimeout(again);
  }
}
