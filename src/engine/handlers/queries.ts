import { inheritedVerdicts } from '../../core/verdicts/inherited.ts';
import type { ParsedInput } from '../../shared/contract/index.ts';
import type { queries } from '../../shared/contract/queries.ts';
import { CasebookError } from '../../shared/result.ts';
import { readShownAnswer } from '../casefile/answer/shownAnswer.ts';
import type { Handlers } from '../context.ts';
import { support } from '../kql/support.ts';
import { fetchingAll } from '../logs/fetchAll/fetchAll.ts';
import type { RawAnswer } from '../logs/logSource.ts';
import { shortcomings } from '../logs/shortcomings.ts';
import type { Services } from '../services.ts';

export const queryHandlers = ({ cases, sources }: Services): Handlers<typeof queries> => {
  const open = async ({ source, caseId, window }: ParsedInput<'queries.run'>) => {
    if (caseId !== undefined) {
      const caseFile = cases.get(caseId);
      return { opened: await sources.openCase(caseFile, source), window: window ?? caseFile.view().window };
    }
    if (source !== undefined) return { opened: await sources.open(source), window };
    throw new CasebookError('invalidInput', 'A query needs a source or a case to read.');
  };
  return {
    'queries.support': () => support(),
    'queries.explain': async (asked, { signal }) => {
      const { opened, window } = await open(asked);
      if (opened.explain) return opened.explain(asked.kql, window, signal);
      throw new CasebookError('invalidInput', `${opened.label} plans its queries itself and does not tell how.`, {});
    },
    'queries.run': async ({ all, ...asked }, { signal, progress }) => {
      const { opened, window } = await open(asked);
      const source = all ? fetchingAll(opened, progress) : opened;
      const answer = await source.query(asked.kql, window, signal);
      const problems = [...problemsOf(answer), ...shortcomings(opened, asked.kql, answer)];
      return { ...readShownAnswer(answer.body), problems };
    },
  };
};

/** Why an answer may lack something. */
const problemsOf = ({ unreadable, exhibits = [] }: RawAnswer): string[] => [
  ...unreadable.map(({ table, count }) => `${table}: ${count} lines or cells could not be read`),
  ...exhibits.flatMap(inheritedVerdicts).map(({ text }) => text),
];
