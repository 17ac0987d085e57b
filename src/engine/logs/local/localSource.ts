import { basename } from 'node:path';
import type { SourceRef, TimeRange } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { KqlEngine } from '../../kql/engine.ts';
import { KqlError } from '../../kql/errors.ts';
import { quoteIdentifier } from '../../kql/storage.ts';
import type { Catalog } from '../../kql/types.ts';
import type { LogSource, RawAnswer } from '../logSource.ts';
import { coverageOf } from './coverage.ts';
import { type Database, openDatabase } from './database.ts';
import type { FolderScan } from './folderScan.ts';
import { failureOfKql } from './kqlFailure.ts';
import { type LoadedTable, loadTable } from './loadTable.ts';

export interface LocalSource extends LogSource {
  /** Changes with the folder's files. */
  readonly signature: string;
}

/** Milliseconds that a query may run, as long as the service allows at most. */
const timeLimit = 600_000;

/** Opens a folder of table files. Tables are read when a query first names them. Throws `noTables`. */
export async function openLocalSource(ref: SourceRef, scan: FolderScan, kql: KqlEngine): Promise<LocalSource> {
  if (scan.tables.size === 0) throw noTables(scan);
  const database = await openDatabase([...scan.tables.values()].flat().map((file) => file.path));
  const tables = new TableShelf(database, scan);
  const running = new Set<Promise<unknown>>();

  /** Keeps the database open for as long as something uses it. */
  const track = <T>(work: Promise<T>): Promise<T> => {
    const settled = work.then(
      () => undefined,
      () => undefined,
    );
    running.add(settled);
    void settled.then(() => running.delete(settled));
    return work;
  };

  const query = async (text: string, window: TimeRange | undefined, signal: AbortSignal): Promise<RawAnswer> => {
    const startedAt = new Date().toISOString();
    const loaded = await tables.load(tables.namedIn(text), signal);
    const used = new Set<string>();
    const catalog: Catalog = {
      tables: loaded,
      relation: quoteIdentifier,
      ensureLoaded: async (names) => {
        for (const name of names) used.add(name);
      },
    };
    const connection = await database.connect();
    try {
      const answer = await kql.run(text, { catalog, connection, window, signal, timeLimit, now: startedAt });
      return {
        body: answer.body(),
        startedAt,
        finishedAt: new Date().toISOString(),
        versions: await versionsOf(database),
        unreadable: loaded
          .filter((table) => used.has(table.name) && table.badLineCount > 0)
          .map((table) => ({ table: table.name, count: table.badLineCount })),
      };
    } catch (error) {
      signal.throwIfAborted();
      throw error instanceof KqlError ? failureOfKql(error, text, loaded, [...scan.tables.keys()], scan.folder) : error;
    } finally {
      connection.closeSync();
    }
  };

  return {
    ref,
    label: basename(scan.folder),
    signature: scan.signature,
    query: (text, window, signal) => track(query(text, window, signal)),
    describe: (signal) =>
      track(
        (async () => {
          const skippedFiles = [...scan.skipped];
          const summaries = [];
          for (const name of scan.tables.keys()) {
            const table = await tables.read(name, signal);
            if (table instanceof CasebookError) skippedFiles.push({ file: name, reason: table.message });
            else summaries.push({ ...table, ...lists(table), coverage: await coverageOf(database, table, signal) });
          }
          return { source: ref, label: basename(scan.folder), tables: summaries, skippedFiles };
        })(),
      ),
    async close() {
      await Promise.all(running);
      await database.close();
    },
  };
}

const lists = (table: LoadedTable) => ({
  files: [...table.files],
  columns: table.columns.map((column) => ({ ...column })),
  badLines: table.badLines.map((line) => ({ ...line })),
});

function noTables(scan: FolderScan): CasebookError {
  const seen = scan.skipped.slice(0, 5).map(({ file, reason }) => `${file} (${reason})`);
  const found =
    seen.length > 0 ? `It holds ${seen.join(', ')}${scan.skipped.length > 5 ? ', …' : ''}.` : 'It is empty.';
  return new CasebookError('noTables', `There is no table file in ${scan.folder}. ${found}`, { path: scan.folder });
}

/** The tables of a source: each is read once, when first needed. */
class TableShelf {
  readonly #database: Database;
  readonly #scan: FolderScan;
  readonly #tables = new Map<string, Promise<LoadedTable | CasebookError>>();

  constructor(database: Database, scan: FolderScan) {
    this.#database = database;
    this.#scan = scan;
  }

  /**
   * The tables that a query may read: those that its text names, and all where it may reach tables by a pattern.
   */
  namedIn(kql: string): string[] {
    const names = [...this.#scan.tables.keys()];
    const byPattern = /\b(search|find)\b|\btable\s*\(/.test(kql) || (/\bunion\b/.test(kql) && kql.includes('*'));
    return byPattern ? names : names.filter((name) => kql.includes(name));
  }

  /** A table, or why it cannot be read. A read that was cancelled is begun anew by the next. */
  read(name: string, signal: AbortSignal): Promise<LoadedTable | CasebookError> {
    const known = this.#tables.get(name);
    if (known) return known;
    const reading = loadTable(this.#database, name, this.#scan.tables.get(name) ?? [], signal).catch(
      (error: unknown) => {
        if (error instanceof CasebookError) return error;
        this.#tables.delete(name);
        throw signal.aborted ? signal.reason : sourceFailed(name, error);
      },
    );
    this.#tables.set(name, reading);
    return reading;
  }

  async load(names: readonly string[], signal: AbortSignal): Promise<LoadedTable[]> {
    const loaded: LoadedTable[] = [];
    for (const name of names) {
      const table = await this.read(name, signal);
      if (table instanceof CasebookError) throw table;
      loaded.push(table);
    }
    return loaded;
  }
}

function sourceFailed(table: string, error: unknown): CasebookError {
  const reason = error instanceof Error ? error.message : String(error);
  const code = /no space left|ENOSPC/i.test(reason) ? 'diskFull' : 'sourceFailed';
  return new CasebookError(code, `${table} could not be read: ${reason}`, { table }, { cause: error });
}

let versions: Promise<Readonly<Record<string, string>>> | undefined;

async function versionsOf(database: Database): Promise<Readonly<Record<string, string>>> {
  versions ??= (async () => {
    const connection = await database.connect();
    try {
      const [[version] = []] = (await connection.runAndReadAll('SELECT version()')).getRows();
      return { duckdb: String(version), kusto: kustoVersion };
    } finally {
      connection.closeSync();
    }
  })();
  return versions;
}

/** Pinned in package.json; the package does not tell its version at run time. */
const kustoVersion = '12.4.1';
