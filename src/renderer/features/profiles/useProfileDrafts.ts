import { useCallback } from 'react';
import type { CaseId } from '../../../shared/contract/index.ts';
import type { Failure } from '../../../shared/result.ts';
import { useApi } from '../../api/ApiContext.tsx';
import { useRefreshCase } from '../../api/reads.ts';
import { failureOf } from '../../api/workbenchApi.ts';
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
  const refresh = useRefreshCase(caseId);
  const store = useDraftStore<ProfileDraft>();
  const { save, discard } = store;

  const put = useCallback(
    (key: string, draft: ProfileDraft) =>
      save(key, draft, async ({ form }) => {
        const said = { caseId, ...savedOf(form) };
        if (key === newProfile) await api.call('profiles.add', said);
        else await api.call('profiles.revise', { ...said, profileId: Number(key) });
        await refresh();
      }),
    [api, caseId, refresh, save],
  );
  const remove = useCallback(
    async (profileId: number, reason: string): Promise<Failure | undefined> => {
      try {
        await api.call('profiles.delete', { caseId, profileId, reason });
        discard(String(profileId));
        await refresh();
      } catch (error) {
        return failureOf(error);
      }
    },
    [api, caseId, discard, refresh],
  );
  return { ...store, put, remove, unsaved: Object.keys(store.drafts).length > 0 };
}
export type ProfileDrafts = ReturnType<typeof useProfileDrafts>;
