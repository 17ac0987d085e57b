import type { Bookmark, CaseId } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useChangeList } from '../../api/reads.ts';
import { failureIn } from '../../api/workbenchApi.ts';
import type { CitedRow } from '../../ui/CitedRows.tsx';
import { useDraftStore } from '../../ui/useDraftStore.ts';

/** The key of the comment for rows that are not marked yet. */
export const newBookmark = 'new';

/** The comments being written, by bookmark, and what changes the bookmarks of the case; they outlive the page that shows them. */
export function useBookmarkDrafts(caseId: CaseId) {
  const api = useApi();
  const change = useChangeList('bookmarks.list', caseId);
  const store = useDraftStore<string>();

  /** Marks rows, one after the other, all with one comment; answers with how many are marked. */
  const add = async (rows: readonly CitedRow[], comment: string): Promise<number> => {
    const added: Bookmark[] = [];
    await store.save(newBookmark, comment, async (value) => {
      try {
        for (const { exhibit, row } of rows) {
          added.push(await api.call('bookmarks.add', { caseId, exhibit, row, comment: value.trim() }));
        }
      } finally {
        await change((before) => [...before, ...added]);
      }
    });
    return added.length;
  };
  const revise = (bookmarkId: number, comment: string) =>
    store.save(String(bookmarkId), comment, async (value) => {
      const revised = await api.call('bookmarks.revise', { caseId, bookmarkId, comment: value.trim() });
      await change((before) => before.map((each) => (each.bookmarkId === bookmarkId ? revised : each)));
    });
  const remove = (bookmarkId: number, reason: string) =>
    failureIn(async () => {
      await api.call('bookmarks.delete', { caseId, bookmarkId, reason });
      store.discard(String(bookmarkId));
      await change((before) => before.filter((each) => each.bookmarkId !== bookmarkId));
    });
  const unsaved = Object.values(store.drafts).some(({ value }) => value.trim() !== '');
  return { ...store, add, revise, remove, unsaved };
}
export type BookmarkDrafts = ReturnType<typeof useBookmarkDrafts>;
