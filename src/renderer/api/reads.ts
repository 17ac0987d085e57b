import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
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

/** One read of the contract; its key is the method and the input. */
export const read = <M extends MethodName>(api: WorkbenchApi, method: M, input: Input<M>) =>
  queryOptions({ queryKey: [method, input], queryFn: ({ signal }) => api.call(method, input, { signal }) });

export const useShellInfo = () =>
  useQuery({ ...read(useApi(), 'shell.info', {}), staleTime: Number.POSITIVE_INFINITY });

export const useRecentCases = () => useQuery(read(useApi(), 'shell.recentCases', {}));

export const useSourceDescription = (source: SourceRef) => useQuery(read(useApi(), 'sources.describe', { source }));

export const useDevices = (source: SourceRef) => useQuery(read(useApi(), 'sources.devices', { source }));

export const useCase = (caseId: CaseId) => useQuery(read(useApi(), 'cases.get', { caseId }));

export const useCustody = (caseId: CaseId, count: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['cases.custody', caseId, count],
    queryFn: ({ signal }) => api.call('cases.custody', { caseId }, { signal }),
    placeholderData: (before) => before,
  });
};

/** What stands out in the newest answers; `exhibits` is how many the case holds. */
export const useObservations = (caseId: CaseId, exhibits: number, enabled: boolean) => {
  const api = useApi();
  return useQuery({
    queryKey: ['exhibits.observations', caseId, exhibits],
    queryFn: ({ signal }) => api.call('exhibits.observations', { caseId }, { signal }),
    enabled,
    placeholderData: (before) => before,
  });
};

/** What the newest whole run left undone; `events` is how many custody events the case holds. */
export const useInterruptedRun = (caseId: CaseId, events: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['exhibits.interruptedRun', caseId, events],
    queryFn: ({ signal }) => api.call('exhibits.interruptedRun', { caseId }, { signal }),
  });
};

/** The first rows of an exhibit; they never change. */
export const useExhibitRows = (caseId: CaseId, exhibit: number, limit: number) =>
  useQuery({
    ...read(useApi(), 'exhibits.page', { caseId, exhibit, offset: 0, limit }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The raw events behind a row of an exhibit. */
export const useRawRows = (caseId: CaseId, exhibit: number, row: number) =>
  useQuery(read(useApi(), 'exhibits.rawRows', { caseId, exhibit, row }));

/** A step's two answers beside each other; `exhibits` is how many the case holds. */
export const useBesideEachOther = (caseId: CaseId, stepId: string, exhibits: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['exhibits.besideEachOther', caseId, stepId, exhibits],
    queryFn: ({ signal }) => api.call('exhibits.besideEachOther', { caseId, stepId }, { signal }),
  });
};

/** The device's clock by the raw events kept; `exhibits` is how many the case holds. */
export const useClock = (caseId: CaseId, exhibits: number, enabled: boolean) => {
  const api = useApi();
  return useQuery({
    queryKey: ['exhibits.clock', caseId, exhibits],
    queryFn: ({ signal }) => api.call('exhibits.clock', { caseId }, { signal }),
    enabled,
    placeholderData: (before) => before,
  });
};

/** What the rows of a case name; `exhibits` is how many the case holds. */
export const useEntities = (caseId: CaseId, exhibits: number, asked: Omit<Input<'entities.list'>, 'caseId'>) => {
  const api = useApi();
  return useQuery({
    queryKey: ['entities.list', caseId, exhibits, asked],
    queryFn: ({ signal }) => api.call('entities.list', { caseId, ...asked }, { signal }),
    placeholderData: (before) => before,
  });
};

/** The rows that name an entity; `exhibits` is how many the case holds. */
export const useEntityPlaces = (
  caseId: CaseId,
  exhibits: number,
  asked: Omit<Input<'entities.occurrences'>, 'caseId'>,
) => {
  const api = useApi();
  return useQuery({
    queryKey: ['entities.occurrences', caseId, exhibits, asked],
    queryFn: ({ signal }) => api.call('entities.occurrences', { caseId, ...asked }, { signal }),
    placeholderData: (before) => before,
  });
};

/** What lies between two exhibits of a case, by the playbook's rule where none is given; they never change. */
export const useComparedExhibits = (caseId: CaseId, before: number, after: number, rule?: Comparison['rule']) =>
  useQuery({
    ...read(useApi(), 'comparisons.exhibits', {
      before: { caseId, exhibit: before },
      after: { caseId, exhibit: after },
      ...(rule ? { rule } : {}),
    }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** The answers that were in force before, for a revision that is shown. */
export const useAnswerHistory = (caseId: CaseId, questionId: string, revision: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['answers.history', caseId, questionId, revision],
    queryFn: ({ signal }) => api.call('answers.history', { caseId, questionId }, { signal }),
  });
};

export const useNoteRevisions = (caseId: CaseId, noteId: number, revision: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['notes.revisions', caseId, noteId, revision],
    queryFn: ({ signal }) => api.call('notes.revisions', { caseId, noteId }, { signal }),
  });
};

type CaseInForce = Pick<CaseView, 'caseId' | 'custody'>;

/** The findings in force; what was read before is shown while they are read anew. */
export const useFindings = ({ caseId, custody }: CaseInForce) => {
  const api = useApi();
  return useQuery({
    queryKey: ['findings.list', caseId, custody.count],
    queryFn: ({ signal }) => api.call('findings.list', { caseId }, { signal }),
    placeholderData: (before) => before,
  });
};

/** The bookmarks in force; what was read before is shown while they are read anew. */
export const useBookmarks = ({ caseId, custody }: CaseInForce) => {
  const api = useApi();
  return useQuery({
    queryKey: ['bookmarks.list', caseId, custody.count],
    queryFn: ({ signal }) => api.call('bookmarks.list', { caseId }, { signal }),
    placeholderData: (before) => before,
  });
};

const profileList = (api: WorkbenchApi, { caseId, custody }: CaseInForce) =>
  queryOptions({
    queryKey: ['profiles.list', caseId, custody.count],
    queryFn: ({ signal }) => api.call('profiles.list', { caseId }, { signal }),
    placeholderData: (before) => before,
  });

/** The profiles in force, the one that judges the rows last; what was read before is shown while they are read anew. */
export const useProfiles = (view: CaseInForce) => useQuery(profileList(useApi(), view));

/** The profile that judges the rows; the same object for as long as it is the same revision. */
export const useJudgingProfile = (view: CaseInForce) => useQuery({ ...profileList(useApi(), view), select: newestOf });

const newestOf = (profiles: Output<'profiles.list'>) => profiles.at(-1) ?? null;

/** Every revision of a profile, for the revision that is shown. */
export const useProfileHistory = (caseId: CaseId, profileId: number, revision: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['profiles.history', caseId, profileId, revision],
    queryFn: ({ signal }) => api.call('profiles.history', { caseId, profileId }, { signal }),
  });
};

/** What a revision of a profile says of the newest answers. */
export const useProfileCheck = (
  { caseId, exhibits }: Pick<CaseView, 'caseId' | 'exhibits'>,
  { profileId, revision }: { readonly profileId: number; readonly revision: number },
) => {
  const api = useApi();
  return useQuery({
    queryKey: ['profiles.check', caseId, profileId, revision, exhibits.length],
    queryFn: ({ signal }) => api.call('profiles.check', { caseId, profileId }, { signal }),
  });
};

/** The attachments in force; what was read before is shown while they are read anew. */
export const useAttachments = ({ caseId, custody }: CaseInForce) => {
  const api = useApi();
  return useQuery({
    queryKey: ['attachments.list', caseId, custody.count],
    queryFn: ({ signal }) => api.call('attachments.list', { caseId }, { signal }),
    placeholderData: (before) => before,
  });
};

/** Every revision of a finding, for the revision that is shown. */
export const useFindingHistory = (caseId: CaseId, findingId: number, revision: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['findings.history', caseId, findingId, revision],
    queryFn: ({ signal }) => api.call('findings.history', { caseId, findingId }, { signal }),
  });
};

/** Every revision of a bookmark, for the revision that is shown. */
export const useBookmarkHistory = (caseId: CaseId, bookmarkId: number, revision: number) => {
  const api = useApi();
  return useQuery({
    queryKey: ['bookmarks.history', caseId, bookmarkId, revision],
    queryFn: ({ signal }) => api.call('bookmarks.history', { caseId, bookmarkId }, { signal }),
  });
};

/** One row of an exhibit; it never changes. */
export const useExhibitRow = (caseId: CaseId, exhibit: number, row: number) =>
  useQuery({
    ...read(useApi(), 'exhibits.page', { caseId, exhibit, offset: row - 1, limit: 1 }),
    staleTime: Number.POSITIVE_INFINITY,
  });

/**
 * Changes a list as a call just changed it in the case, and reads the case anew: nobody sees, or goes on from, what stood
 * before.
 */
export function useChangeList<M extends 'findings.list' | 'bookmarks.list'>(method: M, caseId: CaseId) {
  const client = useQueryClient();
  const refresh = useRefreshCase(caseId);
  return useCallback(
    async (change: (before: Output<M>) => Output<M>) => {
      client.setQueriesData<Output<M>>({ queryKey: [method, caseId] }, (before) => before && change(before));
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
