import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { CaseId, CaseView, Input, MethodName } from '../../shared/contract/index.ts';
import { useApi } from './ApiContext.tsx';
import type { WorkbenchApi } from './workbenchApi.ts';

/** One read of the contract; its key is the method and the input. */
const read = <M extends MethodName>(api: WorkbenchApi, method: M, input: Input<M>) =>
  queryOptions({ queryKey: [method, input], queryFn: ({ signal }) => api.call(method, input, { signal }) });

export const useShellInfo = () =>
  useQuery({ ...read(useApi(), 'shell.info', {}), staleTime: Number.POSITIVE_INFINITY });

export const useRecentCases = () => useQuery(read(useApi(), 'shell.recentCases', {}));

const local = (folder: string) => ({ source: { kind: 'local' as const, folder } });

export const useSourceDescription = (folder: string) => useQuery(read(useApi(), 'sources.describe', local(folder)));

export const useDevices = (folder: string) => useQuery(read(useApi(), 'sources.devices', local(folder)));

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

/** Puts a case that a call just answered with where `useCase` finds it. */
export function seedCase(client: QueryClient, view: CaseView): void {
  client.setQueryData(['cases.get', { caseId: view.caseId }], view);
}

/** Reads the case anew after something was saved in it. */
export function useRefreshCase(caseId: CaseId): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(() => client.invalidateQueries({ queryKey: ['cases.get', { caseId }] }), [client, caseId]);
}
