import type { DuckDBConnection } from '@duckdb/node-api';
import type { ExhibitSummary } from '../../../shared/contract/index.ts';
import type { CaseFile } from '../../casefile/caseFile.ts';
import { quoteIdentifier } from '../../kql/storage.ts';
import { loadExhibit } from './loadExhibit.ts';

/** How much of saved answers stays loaded while nothing reads it, by their raw bytes. */
const mostIdleBytes = 256_000_000;

interface Shelved {
  readonly byteLength: number;
  readonly loading: Promise<void>;
  readers: number;
}

/**
 * The exhibits that a database holds as tables. They never change, so that the next query finds them loaded; those that were read
 * least recently go where they get too many.
 */
export class ExhibitShelf {
  readonly #cases = new WeakMap<CaseFile, number>();
  #lastCase = 0;
  /** By table; the least recently read first. */
  readonly #shelved = new Map<string, Shelved>();
  readonly #mostIdleBytes: number;
  /** One after the other, so that no table is made anew while it is being dropped; a drop that fails is its query’s error. */
  #roomMade: Promise<void> = Promise.resolve();

  constructor(limit = mostIdleBytes) {
    this.#mostIdleBytes = limit;
  }

  /** The table that holds an exhibit once it is taken. An open case file is a case of its own: two copies of one case may differ. */
  table(caseFile: CaseFile, exhibit: number): string {
    let place = this.#cases.get(caseFile);
    if (place === undefined) {
      this.#lastCase += 1;
      place = this.#lastCase;
      this.#cases.set(caseFile, place);
    }
    return `exhibit ${exhibit} of case ${place}`;
  }

  /**
   * Loads an exhibit unless it is there, and keeps it until the returned function is called. Throws what `loadExhibit` throws, and
   * the signal's reason.
   */
  async take(
    connection: DuckDBConnection,
    caseFile: CaseFile,
    exhibit: ExhibitSummary,
    signal: AbortSignal,
  ): Promise<() => void> {
    const table = this.table(caseFile, exhibit.number);
    for (;;) {
      signal.throwIfAborted();
      const known = this.#shelved.get(table);
      const load = async () => {
        this.#roomMade = this.#roomMade
          .catch(() => undefined)
          .then(() => this.#makeRoom(connection, exhibit.byteLength));
        await this.#roomMade;
        await loadExhibit(connection, table, caseFile, exhibit, signal);
      };
      const shelved = known ?? { byteLength: exhibit.byteLength, loading: load(), readers: 0 };
      shelved.readers += 1;
      this.#shelved.delete(table);
      this.#shelved.set(table, shelved);
      try {
        await shelved.loading;
        return () => {
          shelved.readers -= 1;
        };
      } catch (error) {
        if (this.#shelved.get(table) === shelved) this.#shelved.delete(table);
        // A load that another query began may have ended with that query; this one still wants the rows.
        if (!known) throw error;
      }
    }
  }

  async #makeRoom(connection: DuckDBConnection, wanted: number): Promise<void> {
    const idle = () => [...this.#shelved].filter(([, { readers }]) => readers === 0);
    for (;;) {
      const bytes = idle().reduce((sum, [, { byteLength }]) => sum + byteLength, wanted);
      const [oldest] = idle()[0] ?? [];
      if (bytes <= this.#mostIdleBytes || oldest === undefined) return;
      this.#shelved.delete(oldest);
      await connection.run(`DROP TABLE ${quoteIdentifier(oldest)}`);
    }
  }
}
