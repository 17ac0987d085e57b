import type { answers } from '../../shared/contract/answers.ts';
import type { Handlers } from '../context.ts';
import { requireEvidence } from '../investigation/requireEvidence.ts';
import type { Services } from '../services.ts';

export const answerHandlers = ({ cases }: Services): Handlers<typeof answers> => ({
  'answers.put': ({ caseId, ...input }) => {
    const caseFile = cases.get(caseId);
    requireEvidence(caseFile.view(), input);
    return caseFile.putAnswer(input);
  },
  'answers.history': ({ caseId, questionId }) => cases.get(caseId).answerHistory(questionId),
  'tasks.put': ({ caseId, ...input }) => cases.get(caseId).putTask(input),
});
