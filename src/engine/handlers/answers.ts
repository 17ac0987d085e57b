import type { answers } from '../../shared/contract/answers.ts';
import type { Handlers } from '../context.ts';
import type { Services } from '../services.ts';

export const answerHandlers = ({ cases }: Services): Handlers<typeof answers> => ({
  'answers.put': ({ caseId, ...input }) => cases.get(caseId).putAnswer(input),
  'answers.history': ({ caseId, questionId }) => cases.get(caseId).answerHistory(questionId),
  'tasks.put': ({ caseId, ...input }) => cases.get(caseId).putTask(input),
});
