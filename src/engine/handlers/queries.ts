import type { queries } from '../../shared/contract/queries.ts';
import { readShownAnswer } from '../casefile/answer/shownAnswer.ts';
import type { Handlers } from '../context.ts';
import { support } from '../kql/support.ts';
import type { Services } from '../services.ts';

export const queryHandlers = ({ sources }: Services): Handlers<typeof queries> => ({
  'queries.support': () => support(),
  'queries.run': async ({ source, kql, window }, { signal }) => {
    const opened = await sources.open(source);
    const answer = await opened.query(kql, window, signal);
    const problems = answer.unreadable.map(({ table, count }) => `${table}: ${count} lines or cells could not be read`);
    return { ...readShownAnswer(answer.body), problems };
  },
});
