import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { CaseId } from '../../shared/contract/index.ts';
import type { Found } from '../../shared/contract/search.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile, CaseRegistry } from '../casefile/caseFile.ts';
import { existingPath } from '../casefile/caseRegistry.ts';
import { openCase } from '../casefile/openCase.ts';
import { breather } from './breather.ts';
import { caseStamp } from './caseStamp.ts';
import { catchUp, forgetCase, indexedCase } from './catchUp.ts';
import { findInCase, type How } from './findInCase.ts';
import { indexFileIn, isBusy } from './indexFile.ts';

/** What a search asks beside its text. */
interface Asked {
  readonly text: string;
  readonly perGroup: number;
  /** Whether to wait until the index holds all. */
  readonly wait: boolean;
  readonly signal: AbortSignal;
  readonly progress?: (text: string, done: number, total: number) => void;
}

/** Search over cases by an index beside them; no case file is changed by it. */
export interface SearchService {
  find(paths: readonly string[], asked: Asked): Promise<Found>;
  /** Brings the index of an open case up to date while nothing else is asked of the engine. */
  indexLater(caseId: CaseId): void;
  close(): void;
}

export interface SearchOptions {
  /** Where the index is kept; in memory where it is left out, and then nothing is indexed in advance. */
  readonly folder: string | undefined;
  readonly cases: CaseRegistry;
  readonly productVersion: string;
  /** Whether the engine is answering a call. */
  readonly busy: () => boolean;
}

/** How long one slice of indexing keeps the engine's thread, how long a search that does not wait spends on it, in milliseconds. */
const times = { slice: 15, moment: 150, rest: 40, quiet: 300 } as const;

/**
 * Where counting stops in a case: by then the text tells little apart. Over many cases while somebody types, what is counted
 * is most of the time that a search takes.
 */
const mostCounted = { full: 5000, typing: 50 } as const;

export function createSearchService({ folder, cases, productVersion, busy }: SearchOptions): SearchService {
  const index = indexFileIn(folder);
  const ending = new AbortController();
  const later = new Set<CaseId>();
  let working = false;

  /**
   * One slice after the other until the index holds all of the case or `until` is past; at least one where the case is open.
   * Tells whether the index holds all. A case that somebody opens meanwhile is read through that one's handle, because a
   * second one would stand in the way of its writes.
   */
  async function bringUp(path: string, until: number, signal: AbortSignal): Promise<boolean> {
    const borrowed: { file?: CaseFile } = {};
    try {
      for (;;) {
        const stamp = caseStamp(path);
        const open = cases.openAt(path);
        if (open) giveBack(borrowed);
        else if (index.use((db) => indexedCase(db, path)?.stamp === stamp)) return true;
        else if (performance.now() >= until) return false;
        else if (!borrowed.file) {
          borrowed.file = openCase(path, { productVersion, mode: 'read' });
          await nextTurn();
          continue;
        }
        const file = open ?? borrowed.file;
        const outcome = file && slice(path, file, stamp);
        if (outcome === 'complete') return true;
        await (outcome === 'busy' ? pause(times.rest) : nextTurn());
        if (signal.aborted || performance.now() >= until) return false;
      }
    } finally {
      giveBack(borrowed);
    }
  }

  /** Searches a case that is as far up to date as time allows; again where the index was lost or made anew meanwhile. */
  async function findUpToDate(
    path: string,
    until: number,
    signal: AbortSignal,
    how: Omit<How, 'complete'> & { readonly text: string },
  ): Promise<Found['cases'][number]> {
    for (;;) {
      const complete = await bringUp(path, until, signal);
      signal.throwIfAborted();
      const hits = await findInCase(index, path, how.text, { ...how, complete });
      if (!hits) continue;
      const open = cases.openAt(path);
      if (open && !complete) indexLater(open.caseId);
      return { ...hits, caseId: open?.caseId ?? null };
    }
  }

  function slice(path: string, file: CaseFile, stamp: string): 'complete' | 'more' | 'busy' {
    try {
      return index.use((db) => catchUp(db, path, file, stamp, times.slice)) ? 'complete' : 'more';
    } catch (error) {
      if (isBusy(error)) return 'busy';
      throw error;
    }
  }

  async function work(): Promise<void> {
    working = true;
    try {
      await pause(times.quiet, undefined, { signal: ending.signal, ref: false });
      for (const caseId of later) {
        while (!(await unlessBusy(caseId))) await pause(times.rest, undefined, { signal: ending.signal, ref: false });
        later.delete(caseId);
      }
    } catch (error) {
      // The next search meets the same failure, and is the one to tell of it.
      if (!ending.signal.aborted) later.clear();
      if (!(error instanceof Error)) throw error;
    } finally {
      working = false;
    }
  }

  /** One slice, unless the engine is asked something. Tells whether nothing is left to do. */
  async function unlessBusy(caseId: CaseId): Promise<boolean> {
    if (busy()) return false;
    const file = cases.find(caseId);
    return !file || (await bringUp(file.path, 0, ending.signal));
  }

  function indexLater(caseId: CaseId): void {
    if (folder === undefined || ending.signal.aborted) return;
    later.add(caseId);
    if (!working) void work();
  }

  return {
    async find(given, { text, perGroup, wait, signal: asked, progress }) {
      const signal = AbortSignal.any([asked, ending.signal]);
      const until = wait ? Number.POSITIVE_INFINITY : performance.now() + times.moment;
      const most = mostCounted[wait || given.length === 1 ? 'full' : 'typing'];
      const breathe = breather(times.slice, signal);
      const done = new Set<string>();
      const unreadable: Found['unreadable'] = [];
      const found: Found['cases'] = [];
      for (const [at, name] of given.entries()) {
        let path = name;
        try {
          path = existingPath(name);
          if (done.has(path)) continue;
          done.add(path);
          const hits = await findUpToDate(path, until, signal, { text, perGroup, most, breathe });
          if (hits.total > 0 || !hits.index.complete) found.push(hits);
        } catch (error) {
          if (!(error instanceof CasebookError)) throw error;
          unreadable.push({ path, code: error.code, message: error.message });
          forget(path);
        }
        progress?.('Searching the cases', at + 1, given.length);
      }
      const searched = done.size - unreadable.filter(({ path }) => done.has(path)).length;
      const total = found.reduce((sum, each) => sum + each.total, 0);
      return { total, totalIsExact: found.every((each) => each.totalIsExact), cases: found, searched, unreadable };
    },
    indexLater,
    close() {
      ending.abort();
      index.close();
    },
  };

  function forget(path: string): void {
    try {
      index.use((db) =>
        db
          .transaction(() => {
            const known = indexedCase(db, path);
            if (known) forgetCase(db, known.id);
          })
          .immediate(),
      );
    } catch (error) {
      if (!isBusy(error)) throw error;
    }
  }
}

function giveBack(borrowed: { file?: CaseFile }): void {
  borrowed.file?.close();
  delete borrowed.file;
}
