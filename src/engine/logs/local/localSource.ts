import { basename } from 'node:path';
import type { SourceRef, TimeRange } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { KqlEngine } from '../../kql/engine.ts';
import { KqlError } from '../../kql/errors.ts';
import { quoteIdentifier } from '../../kql/storage.ts';
import type { Catalog } from '../../kql/types.ts';
import type { Explanation, LogSource, RawAnswer } from '../logSource.ts';
import { coverageOf } from './coverage.ts';
import { openDatabase } from './database.ts';
import type { FolderScan } from './folderScan.ts';
import { failureOfKql } from './kqlFailure.ts';
import type { LoadedTable } from './loadTable.ts';
import { setAsideNonTables } from './setAside.ts';
import { TableShelf } from './tableShelf.ts';
import { noTablesBeside, type TablesBeside } from './tablesBeside.ts';
import { tablesForWriting } from './tablesForWriting.ts';

export interface LocalSource extends LogSource {
  /** Changes with the folder's files. */
  readonly signature: string;
  /** As LogSource has it; `beside` are tables that the query may read as well. */
  query(...asked: [...Asked, beside?: TablesBeside]): Promise<RawAnswer>;
  explain(...asked: [...Asked, beside?: TablesBeside]): Promise<Explanation>;
}
type Asked = [kql: string, window: TimeRange | undefined, signal: AbortSignal];

/** Milliseconds that a query may run, as long as the service allows at most. */
const timeLimit = 600_000;

/** Pinned in package.json; the package does not tell its version at run time. */
const kustoVersion = '12.4.1';

/** Opens a folder of table files. Tables are read when a query first names them. Throws `noTables`. */
export async function openLocalSource(ref: SourceRef, found: FolderScan, kql: KqlEngine): Promise<LocalSource> {
  const scan = await setAsideNonTables(found);
  if (scan.tables.size === 0) throw noTables(scan);
  return openTables(ref, scan, kql);
}

/** Opens the tables of a scan, which may have none: then queries read what stands beside them. */
export async function openTables(ref: SourceRef, scan: FolderScan, kql: KqlEngine): Promise<LocalSource> {
  const database = await openDatabase([...scan.tables.values()].flat().map((file) => file.path));
  const tables = new TableShelf(database, scan);
  const label = basename(scan.folder) || scan.folder;
  const running = new Set<Promise<unknown>>();
  const writing = tablesForWriting(database, scan, tables);

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

  const failure = (error: unknown, text: string, loaded: readonly LoadedTable[], beside: TablesBeside): unknown =>
    error instanceof KqlError
      ? (beside.failure(error, text) ?? failureOfKql(error, text, loaded, [...scan.tables.keys()], scan.folder))
      : error;

  const explain: LocalSource['explain'] = async (text, window, signal, beside = noTablesBeside) => {
    const loaded = await tables.load(tables.namedIn(text), signal);
    try {
      const readable = [...loaded, ...beside.tables];
      const compiled = await kql.compile(text, { tables: readable, relation: relationOf(beside) }, { window });
      return { sql: compiled.sql, columns: [...compiled.columns], tables: [...compiled.tables] };
    } catch (error) {
      throw failure(error, text, loaded, beside);
    }
  };

  const query: LocalSource['query'] = async (text, window, signal, beside = noTablesBeside) => {
    const startedAt = new Date().toISOString();
    const loaded = await tables.load(tables.namedIn(text), signal);
    const used = new Set<string>();
    const connection = await database.connect();
    let idle: Promise<void> | undefined;
    const setAside = (until: Promise<void>) => {
      idle = until;
    };
    const catalog: Catalog = {
      tables: [...loaded, ...beside.tables],
      relation: relationOf(beside),
      ensureLoaded: async (names) => {
        for (const name of names) used.add(name);
        await beside.load(connection, names, signal);
      },
    };
    try {
      const answer = await kql.run(text, { catalog, connection, window, signal, timeLimit, now: startedAt, setAside });
      return {
        body: answer.body(),
        startedAt,
        finishedAt: new Date().toISOString(),
        versions: { duckdb: database.version, kusto: kustoVersion },
        unreadable: loaded
          .filter((table) => used.has(table.name) && table.badLineCount > 0)
          .map((table) => ({ table: table.name, count: table.badLineCount })),
      };
    } catch (error) {
      signal.throwIfAborted();
      throw failure(error, text, loaded, beside);
    } finally {
      if (idle === undefined) connection.closeSync();
      else void track(idle.then(() => connection.closeSync()));
    }
  };

  return {
    ref,
    label,
    signature: scan.signature,
    query: (...asked) => track(query(...asked)),
    explain: (...asked) => track(explain(...asked)),
    describe: (signal) =>
      track(
        (async () => {
          const skippedFiles = [...scan.skipped];
          const summaries = [];
          for (const name of scan.tables.keys()) {
            const table = await tables.read(name, signal);
            if (table instanceof CasebookError) {
              for (const file of scan.tables.get(name) ?? [])
                skippedFiles.push({ file: file.name, reason: table.message });
            } else {
              summaries.push({ ...table, ...lists(table), coverage: await coverageOf(database, table, signal) });
            }
          }
          return { source: ref, label, tables: summaries, skippedFiles };
        })(),
      ),
    tables: () => writing.tables(),
    fewValues: (table, column) => track(writing.fewValues(table, column)),
    async close() {
      writing.stop();
      await Promise.all(running);
      await tables.settled();
      await database.close();
    },
  };
}

const relationOf = (beside: TablesBeside) => (table: string) => quoteIdentifier(beside.storedName(table) ?? table);

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
