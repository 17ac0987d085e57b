import { z } from 'zod';
import type { Verification } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import { sqliteCode } from './sqliteErrors.ts';

/** What a verification has found so far; every part adds to it. */
export interface VerificationProgress {
  readonly problems: string[];
  readonly checked: { -readonly [Count in keyof Verification['checked']]: number };
  /** Runs a check; whatever stops it becomes a problem of the thing named. */
  attempt(name: string, check: () => void): void;
}

/** Nothing found yet. */
export function newVerificationProgress(): VerificationProgress {
  const problems: string[] = [];
  return {
    problems,
    checked: {
      exhibits: 0,
      rows: 0,
      answers: 0,
      notes: 0,
      findings: 0,
      bookmarks: 0,
      profiles: 0,
      attachments: 0,
      custodyEvents: 0,
    },
    attempt(name, check) {
      try {
        check();
      } catch (error) {
        if (!isReadingError(error)) throw error;
        const why = error instanceof z.ZodError ? z.prettifyError(error) : error.message;
        problems.push(`${name}: cannot be read (${why.replaceAll('\n', ' ')})`);
      }
    },
  };
}

/** What a changed file can make reading it throw; anything else is a defect of ours and must not pass for one of the file. */
const isReadingError = (error: unknown): error is Error =>
  error instanceof Error &&
  (sqliteCode(error) !== undefined ||
    error instanceof z.ZodError ||
    error instanceof SyntaxError ||
    error instanceof RangeError ||
    error instanceof TypeError ||
    error instanceof CasebookError);
