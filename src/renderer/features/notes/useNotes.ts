import type { CaseId } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useRefreshCase } from '../../api/reads.ts';
import { useDraftStore } from '../../ui/useDraftStore.ts';

/** The key under which a note that the case does not hold yet is written. */
export const newNote = 'new';

/** The notes being written, by id; they outlive the page that shows them. */
export function useNotes(caseId: CaseId) {
  const api = useApi();
  const refresh = useRefreshCase(caseId);
  const store = useDraftStore<string>();
  const add = (text: string) =>
    store.save(newNote, text, async (value) => {
      await api.call('notes.add', { caseId, text: value });
      await refresh();
    });
  const revise = (noteId: number, text: string) =>
    store.save(String(noteId), text, async (value) => {
      await api.call('notes.revise', { caseId, noteId, text: value });
      await refresh();
    });
  return { ...store, add, revise };
}
export type Notes = ReturnType<typeof useNotes>;
