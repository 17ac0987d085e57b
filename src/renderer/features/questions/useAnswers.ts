import type { CaseId } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useRefreshCase } from '../../api/reads.ts';
import { useDraftStore } from '../../ui/useDraftStore.ts';
import type { AnswerDraft } from './answerDraft.ts';

/** The answers being written, by question; they outlive the step that shows them. */
export function useAnswers(caseId: CaseId) {
  const api = useApi();
  const refresh = useRefreshCase(caseId);
  const store = useDraftStore<AnswerDraft>();
  const put = (questionId: string, draft: AnswerDraft) =>
    store.save(questionId, draft, async ({ value, reason, citations, limitation }) => {
      const limited = limitation.trim() === '' ? {} : { limitation };
      await api.call('answers.put', { caseId, questionId, value, reason, citations: [...citations], ...limited });
      await refresh();
    });
  return { ...store, put };
}
export type Answers = ReturnType<typeof useAnswers>;
