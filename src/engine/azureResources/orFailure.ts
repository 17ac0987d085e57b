import { CasebookError } from '../../shared/result.ts';

/** A failure as a value, for what may be missing from a list; one that only a person can mend, or that is none of ours, is thrown. */
export const orFailure = (error: unknown): CasebookError => {
  if (error instanceof CasebookError && error.code !== 'signInNeeded') return error;
  throw error;
};
