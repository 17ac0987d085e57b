import type { WorkspaceRef } from '../../../shared/contract/index.ts';
import type { LogSource } from '../logSource.ts';
import { type RemoteAccess, reachCloud } from '../remoteAccess.ts';
import { createPace, type Pace } from './pace.ts';
import type { OnWaiting } from './patience.ts';
import { openWorkspaceSource } from './workspaceSource.ts';

/**
 * Opens workspaces, one source for each reference. All of a cloud share one pace: the service counts by user or by address, whatever
 * tenant, account or case a query is for.
 */
export function openWorkspaces(remote: RemoteAccess | undefined, onWaiting: OnWaiting) {
  const sources = new Map<string, LogSource>();
  const paces = new Map<string, Pace>();

  const paceOf = ({ cloud }: WorkspaceRef): Pace => {
    const key = cloud.toLowerCase();
    const pace = paces.get(key) ?? createPace();
    paces.set(key, pace);
    return pace;
  };

  return {
    /** Asks the service nothing yet. Throws as `reachCloud` does. */
    async open(ref: WorkspaceRef): Promise<LogSource> {
      const { cloud, access } = await reachCloud(remote, ref.cloud);
      const key = JSON.stringify([ref, cloud]);
      const source =
        sources.get(key) ??
        openWorkspaceSource(ref, {
          cloud,
          accessToken: access.tokens(ref),
          tlsOptions: access.tlsOptions,
          pace: paceOf(ref),
          onWaiting,
        });
      sources.set(key, source);
      return source;
    },
  };
}
