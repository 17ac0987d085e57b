import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type {
  FoundWorkspace,
  FoundWorkspaces,
  Input,
  WorkspaceRef,
  WorkspaceSettings,
} from '../../shared/contract/index.ts';
import { useApi } from './ApiContext.tsx';
import type { Chosen, SignedIn } from './askers.ts';
import { read } from './reads.ts';
import { CallCancelled, failureOf, type WorkbenchApi } from './workbenchApi.ts';

/** As whom a service of Azure is asked, and where. */
export type Identity = Input<'azure.workspaces'>;

export const useClouds = () => useQuery(read(useApi(), 'signIn.clouds', {}));

const accountsRead = (api: WorkbenchApi, cloud: string, clientId: string | null) =>
  queryOptions({
    queryKey: ['signIn.accounts', cloud, clientId],
    queryFn: ({ signal }) => api.call('signIn.accounts', { cloud }, { signal }),
  });

/** Who is signed in to a cloud; `clientId` is what its accounts are kept under. */
export const useAccounts = (cloud: string, clientId: string | null) =>
  useQuery(accountsRead(useApi(), cloud, clientId));

/** Everybody who is signed in to any cloud, and who of several was chosen to ask; `signedIn` is undefined while that is read. */
export function useSignedIn(): {
  readonly signedIn: readonly SignedIn[] | undefined;
  readonly chosen: readonly Chosen[];
  readonly error: Error | null;
} {
  const api = useApi();
  const clouds = useClouds();
  const known = clouds.data ?? [];
  const reads = useQueries({ queries: known.map(({ name, clientId }) => accountsRead(api, name, clientId)) });
  const pending = clouds.isPending || reads.some(({ isPending }) => isPending);
  const signedIn = known.flatMap((cloud, at) =>
    (reads[at]?.data?.accounts ?? []).map((account) => ({ cloud, account })),
  );
  return {
    signedIn: pending ? undefined : signedIn,
    chosen: known.flatMap(({ name }, at) =>
      (reads[at]?.data?.chosen ?? []).map(({ tenant, account }) => ({ cloud: name, tenant, account })),
    ),
    error: clouds.error ?? reads.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** For so long settings of a workspace are, which several parts of a page show; milliseconds. */
const settingsStayFor = 60_000;
/** For so long a list of workspaces is taken for what it was; milliseconds. */
const listStaysFor = 300_000;

const workspacesRead = (api: WorkbenchApi, identity: Identity, onWait?: (text: string) => void) =>
  queryOptions({
    queryKey: ['azure.workspaces', identity],
    queryFn: ({ signal }): Promise<FoundWorkspaces> =>
      api.call('azure.workspaces', identity, { signal, onProgress: ({ text }) => onWait?.(text) }),
    staleTime: listStaysFor,
  });

/** The workspaces that an account sees; `waiting` says that the service asks to wait, while it is read. */
export function useFoundWorkspaces(identity: Identity) {
  const api = useApi();
  const [waiting, setWaiting] = useState<string | undefined>();
  const found = useQuery(workspacesRead(api, identity, setWaiting));
  useEffect(() => {
    if (!found.isFetching) setWaiting(undefined);
  }, [found.isFetching]);
  return { ...found, waiting };
}

/**
 * What Azure Resource Manager tells of the workspaces of a source that the account sees there; it may see none of them. Of one whose
 * settings cannot be read it is what the list told, and why there is no more.
 */
export function useWorkspaceSettings({ cloud, tenant, account, workspaces }: WorkspaceRef) {
  const api = useApi();
  const identity = { cloud, tenant, account };
  const ids = new Set(workspaces.map((id) => id.toLowerCase()));
  return useQuery({
    queryKey: ['azure.workspaceSettings', identity, workspaces],
    queryFn: async ({ client, signal }): Promise<WorkspaceSettings[]> => {
      const found = await client.fetchQuery(workspacesRead(api, identity));
      const asked = found.workspaces.filter(({ customerId }) => ids.has(customerId.toLowerCase()));
      const settingsOf = (workspace: FoundWorkspace) =>
        api
          .call('azure.workspaceSettings', { ...identity, id: workspace.id }, { signal })
          .catch((error: unknown) => asListed(workspace, error));
      return Promise.all(asked.map(settingsOf));
    },
    staleTime: settingsStayFor,
  });
}

function asListed(workspace: FoundWorkspace, error: unknown): WorkspaceSettings {
  if (error instanceof CallCancelled) throw error;
  const { customerId, name, region, retentionDays, dailyQuotaGb } = workspace;
  const problems = [failureOf(error).message];
  return { customerId, name, region, retentionDays, dailyQuotaGb, isIngesting: null, tables: [], problems };
}

/** The announcement comes each second; without another one the waiting has ended. Milliseconds. */
const announcedEvery = 1_500;

/** That a service asks to wait, in its words, while it does. */
export function useServiceWait(): string | undefined {
  const api = useApi();
  const [waiting, setWaiting] = useState<string | undefined>();
  useEffect(() => api.subscribe('source.waiting', ({ text }) => setWaiting(text)), [api]);
  useEffect(() => {
    if (waiting === undefined) return;
    const over = setTimeout(() => setWaiting(undefined), announcedEvery);
    return () => clearTimeout(over);
  }, [waiting]);
  return waiting;
}
