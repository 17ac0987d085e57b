import { CasebookError } from '../../../shared/result.ts';
import type { Database } from './database.ts';
import type { FolderScan } from './folderScan.ts';
import { type LoadedTable, loadTable } from './loadTable.ts';

interface Load {
  readonly table: Promise<LoadedTable | CasebookError>;
  readonly controller: AbortController;
  waiting: number;
  ended: boolean;
  /** The table once it has been read. */
  read?: LoadedTable;
}

/** The tables of a source: each is read once, when first needed, for all who wait for it. */
export class TableShelf {
  readonly #database: Database;
  readonly #scan: FolderScan;
  readonly #loads = new Map<string, Load>();
  /** Loads that may still be running, also after all who waited have gone. */
  readonly #running = new Map<string, Promise<unknown>>();

  constructor(database: Database, scan: FolderScan) {
    this.#database = database;
    this.#scan = scan;
  }

  /** The tables that a query may read: those that its text names, and all where it may reach tables by a pattern. */
  namedIn(kql: string): string[] {
    const names = [...this.#scan.tables.keys()];
    const byPattern = /\b(search|find)\b|\btable\s*\(/.test(kql) || (/\bunion\b/.test(kql) && kql.includes('*'));
    return byPattern ? names : names.filter((name) => kql.includes(name));
  }

  /**
   * A table, or why it cannot be read. Aborting `signal` ends this caller's wait; the reading stops when nobody waits for it any
   * more, and begins anew with the next call.
   */
  async read(name: string, signal: AbortSignal): Promise<LoadedTable | CasebookError> {
    signal.throwIfAborted();
    const load = this.#loads.get(name) ?? this.#start(name);
    if (load.ended) return load.table;
    load.waiting += 1;
    try {
      return await untilAborted(load.table, signal);
    } finally {
      load.waiting -= 1;
      if (load.waiting === 0 && !load.ended) {
        this.#loads.delete(name);
        load.controller.abort();
      }
    }
  }

  /** A table that has been read; undefined for any other. */
  known(name: string): LoadedTable | undefined {
    return this.#loads.get(name)?.read;
  }

  /** Throws why one of the tables cannot be read. */
  async load(names: readonly string[], signal: AbortSignal): Promise<LoadedTable[]> {
    const loaded: LoadedTable[] = [];
    for (const name of names) {
      const table = await this.read(name, signal);
      if (table instanceof CasebookError) throw table;
      loaded.push(table);
    }
    return loaded;
  }

  /** Waits for what still runs. */
  async settled(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  #start(name: string): Load {
    const controller = new AbortController();
    const files = this.#scan.tables.get(name) ?? [];
    // A reading that was given up still holds the table's name in the database until it has stopped.
    const before = this.#running.get(name) ?? Promise.resolve();
    const table = before.then(() => loadTable(this.#database, name, files, controller.signal));
    const load: Load = {
      table: table.catch((error) => this.#failed(name, load, error)),
      controller,
      waiting: 0,
      ended: false,
    };
    this.#loads.set(name, load);
    const running = load.table.then(
      (read) => {
        if (!(read instanceof CasebookError)) load.read = read;
      },
      () => undefined,
    );
    this.#running.set(name, running);
    void running.then(() => {
      load.ended = true;
      if (this.#running.get(name) === running) this.#running.delete(name);
    });
    return load;
  }

  /** What the product says about a table stays; a failure of the machine is tried again. */
  #failed(name: string, load: Load, error: unknown): CasebookError {
    if (error instanceof CasebookError) return error;
    if (this.#loads.get(name) === load) this.#loads.delete(name);
    throw load.controller.signal.aborted ? error : sourceFailed(name, error);
  }
}

function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function sourceFailed(table: string, error: unknown): CasebookError {
  const reason = error instanceof Error ? error.message : String(error);
  const code = /no space left|ENOSPC/i.test(reason) ? 'diskFull' : 'sourceFailed';
  return new CasebookError(code, `${table} could not be read: ${reason}`, { table }, { cause: error });
}
