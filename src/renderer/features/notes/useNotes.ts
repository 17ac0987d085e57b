import { useCallback } from 'react';
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
  const { save } = store;
  const add = useCallback(
    (text: string) =>
      save(newNote, text, async (value) => {
        await api.call('notes.add', { caseId, text: value });
        await refresh();
      }),
    [api, caseId, refresh, save],
  );
  const revise = useCallback(
    (noteId: number, text: string) =>
      save(String(noteId), text, async (value) => {
        await api.call('notes.revise', { caseId, noteId, text: value });
        await refresh();
      }),
    [api, caseId, refresh, save],
  );
  return { ...store, add, revise };
}
export type Notes = ReturnType<typeof useNotes>;
