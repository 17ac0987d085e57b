import { CasebookError } from '../../shared/result.ts';

/** Why a file that may come from anywhere is not taken in, as the end of a sentence without its full stop. */
export const bundleInvalid = (why: string, cause?: unknown): CasebookError =>
  new CasebookError('bundleInvalid', `The file was not taken in: ${why}. Nothing was written.`, undefined, { cause });
