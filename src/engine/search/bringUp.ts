import { performance } from 'node:perf_hooks';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { CaseFile, CaseRegistry } from '../casefile/caseFile.ts';
import { openCase } from '../casefile/openCase.ts';
import { caseStamp } from './caseStamp.ts';
import { catchUp, indexedCase } from './catchUp.ts';
import { type IndexFile, isBusy } from './indexFile.ts';

/** How long one slice of work keeps the engine's thread, in milliseconds. */
export const sliceMs = 15;
/** How long a search that does not wait spends on indexing, in milliseconds. */
export const momentMs = 150;
/** How long it rests where the engine or the index is busy, in milliseconds. */
export const restMs = 40;

interface Parts {
  readonly index: IndexFile;
  readonly cases: CaseRegistry;
  readonly productVersion: string;
}

/** A case that is opened only to be indexed, and its stamp of before: what is put in its place meanwhile is not taken for it. */
interface Borrowed {
  file?: CaseFile;
  stamp?: string;
}

function giveBack(borrowed: Borrowed): void {
  borrowed.file?.close();
  delete borrowed.file;
}

/** What brings the index of a case up to date. */
export function bringUpOn({ index, cases, productVersion }: Parts) {
  /**
   * One slice after the other until the index holds all of the case or `until` is past; at least one where the case is open.
   * Tells whether the index holds all. A case that somebody opens meanwhile is read through that one's handle, because a
   * second one would stand in the way of its writes. A case that has to be opened for it, which may take longer than there is
   * time, is then read for a moment, or it would never get ahead.
   */
  return async function bringUp(path: string, until: number, signal: AbortSignal): Promise<boolean> {
    const borrowed: Borrowed = {};
    let end = until;
    try {
      for (;;) {
        const stamp = caseStamp(path);
        const open = cases.openAt(path);
        if (open) giveBack(borrowed);
        else if (index.use((db) => indexedCase(db, path)?.stamp === stamp)) return true;
        else if (!borrowed.file) {
          if (performance.now() >= end) return false;
          borrowed.file = openCase(path, { productVersion, mode: 'read' });
          borrowed.stamp = stamp;
          end = Math.max(end, performance.now() + momentMs);
          await nextTurn();
          if (signal.aborted) return false;
          continue;
        }
        const file = open ?? borrowed.file;
        const outcome = file && slice(path, file, open ? stamp : (borrowed.stamp ?? ''));
        if (outcome === 'complete') return true;
        await (outcome === 'busy' ? pause(restMs) : nextTurn());
        if (signal.aborted || performance.now() >= end) return false;
      }
    } finally {
      giveBack(borrowed);
    }
  };

  function slice(path: string, file: CaseFile, stamp: string): 'complete' | 'more' | 'busy' {
    try {
      return index.use((db) => catchUp(db, path, file, stamp, sliceMs)) ? 'complete' : 'more';
    } catch (error) {
      if (isBusy(error)) return 'busy';
      throw error;
    }
  }
}
