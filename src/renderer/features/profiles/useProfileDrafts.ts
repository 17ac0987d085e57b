import type { CaseId } from '../../../shared/contract/index.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useChangeList } from '../../api/reads.ts';
import { failureIn } from '../../api/workbenchApi.ts';
import { useDraftStore } from '../../ui/useDraftStore.ts';
import { type ProfileForm, savedOf } from './profileForm.ts';

/** The key under which a profile that the case does not hold yet is written. */
export const newProfile = 'new';

/** From where a profile being written was learned, and what that case could not teach. */
export interface Lessons {
  readonly from: string;
  /** Titles of steps without an answer. */
  readonly unanswered: readonly string[];
  /** Answers that may lack rows, and why. */
  readonly shortcomings: readonly string[];
}

export interface ProfileDraft {
  readonly form: ProfileForm;
  readonly lessons: Lessons | undefined;
}

/** The profiles being written, by number, and what changes those of the case; they outlive the page that shows them. */
export function useProfileDrafts(caseId: CaseId) {
  const api = useApi();
  const change = useChangeList('profiles.list', caseId);
  const store = useDraftStore<ProfileDraft>();

  const put = (key: string, draft: ProfileDraft) =>
    store.save(key, draft, async ({ form }) => {
      const said = { caseId, ...savedOf(form) };
      if (key === newProfile) {
        const added = await api.call('profiles.add', said);
        await change((before) => [...before, added]);
      } else {
        const revised = await api.call('profiles.revise', { ...said, profileId: Number(key) });
        await change((before) => before.map((each) => (each.profileId === revised.profileId ? revised : each)));
      }
    });
  const remove = (profileId: number, reason: string) =>
    failureIn(async () => {
      await api.call('profiles.delete', { caseId, profileId, reason });
      store.discard(String(profileId));
      await change((before) => before.filter((each) => each.profileId !== profileId));
    });
  return { ...store, put, remove, unsaved: Object.keys(store.drafts).length > 0 };
}
export type ProfileDrafts = ReturnType<typeof useProfileDrafts>;
