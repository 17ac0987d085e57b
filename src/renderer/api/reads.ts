import { keepPreviousData, type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type {
  CaseId,
  CaseView,
  Comparison,
  Input,
  MethodName,
  Output,
  SourceRef,
} from '../../shared/contract/index.ts';
import { useApi } from './ApiContext.tsx';
import type { WorkbenchApi } from './workbenchApi.ts';

/** One read of the contract; its key is the method, the input, and what of the case the answer changes with. */
export const read = <M extends MethodName>(api: WorkbenchApi, method: M, input: Input<M>, ...changesWith: unknown[]) =>
  queryOptions({
    queryKey: [method, input, ...changesWith],
    queryFn: ({ signal }) => api.call(method, input, { signal }),
  });

/** What was read before is shown while it is read anew. */
const keepingBefore = { placeholderData: keepPreviousData };
/** It never changes. */
const forGood = { staleTime: Number.POSITIVE_INFINITY };

export const useShellInfo = () => useQuery({ ...read(useApi(), 'shell.info', {}), ...forGood });

export const useRecentCases = () => useQuery(read(useApi(), 'shell.recentCases', {}));

export const useSourceDescription = (source: SourceRef) => useQuery(read(useApi(), 'sources.describe', { source }));

export const useDevices = (source: SourceRef) => useQuery(read(useApi(), 'sources.devices', { source }));

export const useCase = (caseId: CaseId) => useQuery(read(useApi(), 'cases.get', { caseId }));

export const useCustody = (caseId: CaseId, count: number) =>
  useQuery({ ...read(useApi(), 'cases.custody', { caseId }, count), ...keepingBefore });

/** What stands out in the newest answers; `exhibits` is how many the case holds. */
export const useObservations = (caseId: CaseId, exhibits: number, enabled: boolean) =>
  useQuery({ ...read(useApi(), 'exhibits.observations', { caseId }, exhibits), ...keepingBefore, enabled });

/** What the newest whole run left undone; `events` is how many custody events the case holds. */
export const useInterruptedRun = (caseId: CaseId, events: number) =>
  useQuery(read(useApi(), 'exhibits.interruptedRun', { caseId }, events));

/** The first rows of an exhibit. */
export const useExhibitRows = (caseId: CaseId, exhibit: number, limit: number) =>
  useQuery({ ...read(useApi(), 'exhibits.page', { caseId, exhibit, offset: 0, limit }), ...forGood });

/** One row of an exhibit. */
export const useExhibitRow = (caseId: CaseId, exhibit: number, row: number) =>
  useQuery({ ...read(useApi(), 'exhibits.page', { caseId, exhibit, offset: row - 1, limit: 1 }), ...forGood });

/** The raw events behind a row of an exhibit. */
export const useRawRows = (caseId: CaseId, exhibit: number, row: number) =>
  useQuery(read(useApi(), 'exhibits.rawRows', { caseId, exhibit, row }));

/** A step's two answers beside each other; `exhibits` is how many the case holds. */
export const useBesideEachOther = (caseId: CaseId, stepId: string, exhibits: number) =>
  useQuery(read(useApi(), 'exhibits.besideEachOther', { caseId, stepId }, exhibits));

/** The device's clock by the raw events kept; `exhibits` is how many the case holds. */
export const useClock = (caseId: CaseId, exhibits: number, enabled: boolean) =>
  useQuery({ ...read(useApi(), 'exhibits.clock', { caseId }, exhibits), ...keepingBefore, enabled });

/** What the rows of a case name; `exhibits` is how many the case holds. */
export const useEntities = (caseId: CaseId, exhibits: number, asked: Omit<Input<'entities.list'>, 'caseId'>) =>
  useQuery({ ...read(useApi(), 'entities.list', { caseId, ...asked }, exhibits), ...keepingBefore });

/** The rows that name an entity; `exhibits` is how many the case holds. */
export const useEntityPlaces = (
  caseId: CaseId,
  exhibits: number,
  asked: Omit<Input<'entities.occurrences'>, 'caseId'>,
) => useQuery({ ...read(useApi(), 'entities.occurrences', { caseId, ...asked }, exhibits), ...keepingBefore });

/** What lies between two exhibits of a case, by the playbook's rule where none is given. */
export const useComparedExhibits = (caseId: CaseId, before: number, after: number, rule?: Comparison['rule']) =>
  useQuery({
    ...read(useApi(), 'comparisons.exhibits', {
      before: { caseId, exhibit: before },
      after: { caseId, exhibit: after },
      ...(rule ? { rule } : {}),
    }),
    ...forGood,
  });

/** Every revision of an answer, for the revision that is shown; so do the other histories below. */
export const useAnswerHistory = (caseId: CaseId, questionId: string, revision: number) =>
  useQuery(read(useApi(), 'answers.history', { caseId, questionId }, revision));

export const useNoteRevisions = (caseId: CaseId, noteId: number, revision: number) =>
  useQuery(read(useApi(), 'notes.revisions', { caseId, noteId }, revision));

export const useFindingHistory = (caseId: CaseId, findingId: number, revision: number) =>
  useQuery(read(useApi(), 'findings.history', { caseId, findingId }, revision));

export const useBookmarkHistory = (caseId: CaseId, bookmarkId: number, revision: number) =>
  useQuery(read(useApi(), 'bookmarks.history', { caseId, bookmarkId }, revision));

export const useProfileHistory = (caseId: CaseId, profileId: number, revision: number) =>
  useQuery(read(useApi(), 'profiles.history', { caseId, profileId }, revision));

type CaseInForce = Pick<CaseView, 'caseId' | 'custody'>;

export const useFindings = ({ caseId, custody }: CaseInForce) =>
  useQuery({ ...read(useApi(), 'findings.list', { caseId }, custody.count), ...keepingBefore });

export const useBookmarks = ({ caseId, custody }: CaseInForce) =>
  useQuery({ ...read(useApi(), 'bookmarks.list', { caseId }, custody.count), ...keepingBefore });

export const useAttachments = ({ caseId, custody }: CaseInForce) =>
  useQuery({ ...read(useApi(), 'attachments.list', { caseId }, custody.count), ...keepingBefore });

const profileList = (api: WorkbenchApi, { caseId, custody }: CaseInForce) => ({
  ...read(api, 'profiles.list', { caseId }, custody.count),
  ...keepingBefore,
});

/** The profiles in force, the one that judges the rows last. */
export const useProfiles = (view: CaseInForce) => useQuery(profileList(useApi(), view));

/** The profile that judges the rows; the same object for as long as it is the same revision. */
export const useJudgingProfile = (view: CaseInForce) => useQuery({ ...profileList(useApi(), view), select: newestOf });

const newestOf = (profiles: Output<'profiles.list'>) => profiles.at(-1) ?? null;

/** What a revision of a profile says of the newest answers. */
export const useProfileCheck = (
  { caseId, exhibits }: Pick<CaseView, 'caseId' | 'exhibits'>,
  { profileId, revision }: { readonly profileId: number; readonly revision: number },
) => useQuery(read(useApi(), 'profiles.check', { caseId, profileId }, revision, exhibits.length));

type ListMethod = 'findings.list' | 'bookmarks.list' | 'profiles.list' | 'attachments.list';

/**
 * Changes a list as a call just changed it in the case, and reads the case anew: nobody sees, or goes on from, what stood
 * before.
 */
export function useChangeList<M extends ListMethod>(method: M, caseId: CaseId) {
  const client = useQueryClient();
  const refresh = useRefreshCase(caseId);
  return useCallback(
    async (change: (before: Output<M>) => Output<M>) => {
      client.setQueriesData<Output<M>>({ queryKey: [method, { caseId }] }, (before) => before && change(before));
      await refresh();
    },
    [client, method, caseId, refresh],
  );
}

/** Puts a case that a call just answered with where `useCase` finds it. */
export function seedCase(client: QueryClient, view: CaseView): void {
  client.setQueryData(['cases.get', { caseId: view.caseId }], view);
}

/** Reads the case anew after something was saved in it. */
export function useRefreshCase(caseId: CaseId): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ['cases.get', { caseId }] }), [client, caseId]);
}
