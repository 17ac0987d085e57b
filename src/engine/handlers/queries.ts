import type { queries } from '../../shared/contract/queries.ts';
import { CasebookError } from '../../shared/result.ts';
import { readShownAnswer } from '../casefile/answer/shownAnswer.ts';
import type { Handlers } from '../context.ts';
import { support } from '../kql/support.ts';
import type { Services } from '../services.ts';

export const queryHandlers = ({ sources }: Services): Handlers<typeof queries> => ({
  'queries.support': () => support(),
  'queries.explain': async ({ source, kql, window }, { signal }) => {
    const opened = await sources.open(source);
    if (opened.explain) return opened.explain(kql, window, signal);
    throw new CasebookError('invalidInput', `${opened.label} plans its queries itself and does not tell how.`, {});
  },
  'queries.run': async ({ source, kql, window }, { signal }) => {
    const opened = await sources.open(source);
    const answer = await opened.query(kql, window, signal);
    const problems = answer.unreadable.map(({ table, count }) => `${table}: ${count} lines or cells could not be read`);
    return { ...readShownAnswer(answer.body), problems };
  },
});
