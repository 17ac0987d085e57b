import type { WorkspaceRef } from '../../../shared/contract/index.ts';
import { CasebookError } from '../../../shared/result.ts';
import type { LogSource } from '../logSource.ts';
import type { RemoteAccess } from '../remoteAccess.ts';
import { createPace, type Pace } from './pace.ts';
import type { OnWaiting } from './patience.ts';
import { openWorkspaceSource } from './workspaceSource.ts';

/** Opens workspaces, one source for each reference; those of one account in one cloud share what the service grants it. */
export function openWorkspaces(remote: RemoteAccess | undefined, onWaiting: OnWaiting) {
  const sources = new Map<string, LogSource>();
  const paces = new Map<string, Pace>();

  const paceOf = ({ cloud, tenant, account }: WorkspaceRef): Pace => {
    const key = JSON.stringify([cloud.toLowerCase(), tenant, account]);
    const pace = paces.get(key) ?? createPace();
    paces.set(key, pace);
    return pace;
  };

  return {
    /** Asks the service nothing yet. Throws `unknownCloud`, and `signInNeeded` where the engine has nobody to ask for a token. */
    async open(ref: WorkspaceRef): Promise<LogSource> {
      if (!remote) {
        throw new CasebookError(
          'signInNeeded',
          'This Casebook was started without a sign-in, so no workspace can be asked.',
        );
      }
      const cloud = await remote.cloud(ref.cloud);
      if (!cloud) throw unknownCloud(ref.cloud);
      const key = JSON.stringify([ref, cloud]);
      const source =
        sources.get(key) ??
        openWorkspaceSource(ref, {
          cloud,
          accessToken: remote.tokens(ref),
          tlsOptions: remote.tlsOptions,
          pace: paceOf(ref),
          onWaiting,
        });
      sources.set(key, source);
      return source;
    },
  };
}

const unknownCloud = (name: string) =>
  new CasebookError(
    'unknownCloud',
    `There is no cloud “${name}” here: its addresses are not known. Give the file that describes it with --cloud-file.`,
    { cloud: name },
  );
