import { instantText } from '../../core/time/instants.ts';
import { liesWithin } from '../../core/verdicts/windowPart.ts';
import type { TimeRange } from '../../shared/contract/index.ts';
import { CasebookError } from '../../shared/result.ts';
import type { CaseFile } from '../casefile/caseFile.ts';

const suffix = ', part of the window';

/** The part of a case's window to ask for; undefined where all of it is meant. Throws `invalidInput` where it reaches beyond. */
export function partOfWindow(caseFile: CaseFile, asked: TimeRange | undefined): TimeRange | undefined {
  if (!asked) return undefined;
  const { window } = caseFile.view();
  if (liesWithin(asked, window)) return liesWithin(window, asked) ? undefined : asked;
  throw new CasebookError(
    'invalidInput',
    `The window ${textOf(asked)} reaches beyond the case’s, ${textOf(window)}. Choose a part of that, or make a case with a wider window.`,
  );
}

/** The title of what was asked for a part of the window. */
export const titleOfPart = (title: string): string => (title.endsWith(suffix) ? title : `${title}${suffix}`);

const textOf = ({ from, to }: TimeRange): string => `${instantText(from)} to ${instantText(to)}`;
