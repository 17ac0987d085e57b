import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { CaseId } from '../../shared/contract/index.ts';
import type { Found } from '../../shared/contract/search.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseRegistry } from '../casefile/caseFile.ts';
import { existingPath } from '../casefile/caseRegistry.ts';
import { breather } from './breather.ts';
import { bringUpOn, momentMs, restMs, sliceMs } from './bringUp.ts';
import { forgetCase, indexedCase } from './catchUp.ts';
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

/** How long after the last call indexing begins, in milliseconds. */
const quietMs = 300;

/**
 * Where counting stops in a case: by then the text tells little apart. Over many cases while somebody types, what is counted
 * is most of the time that a search takes.
 */
const mostCounted = { full: 5000, typing: 50 } as const;

export function createSearchService({ folder, cases, productVersion, busy }: SearchOptions): SearchService {
  const index = indexFileIn(folder);
  const bringUp = bringUpOn({ index, cases, productVersion });
  const ending = new AbortController();
  const later = new Set<CaseId>();
  let working = false;

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

  async function work(): Promise<void> {
    working = true;
    try {
      await pause(quietMs, undefined, { signal: ending.signal, ref: false });
      for (const caseId of later) {
        while (!(await unlessBusy(caseId))) await pause(restMs, undefined, { signal: ending.signal, ref: false });
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
      const until = wait ? Number.POSITIVE_INFINITY : performance.now() + momentMs;
      const most = mostCounted[wait || given.length === 1 ? 'full' : 'typing'];
      const breathe = breather(sliceMs, signal);
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
