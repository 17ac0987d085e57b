import type { DatabaseRef } from '../../../shared/contract/index.ts';
import type { OnWaiting } from '../azure/patience.ts';
import type { LogSource } from '../logSource.ts';
import { type RemoteAccess, reachCloud } from '../remoteAccess.ts';
import { openAdxSource } from './adxSource.ts';

/** Opens databases of Azure Data Explorer, one source for each reference. */
export function openDatabases(remote: RemoteAccess | undefined, onWaiting: OnWaiting) {
  const sources = new Map<string, LogSource>();

  return {
    /** Asks the service nothing yet. Throws as `reachCloud` does. */
    async open(ref: DatabaseRef): Promise<LogSource> {
      const { cloud, access } = await reachCloud(remote, ref.cloud);
      const key = JSON.stringify([ref, cloud]);
      const { tlsOptions } = access;
      const source =
        sources.get(key) ?? openAdxSource(ref, { cloud, accessToken: access.tokens(ref), tlsOptions, onWaiting });
      sources.set(key, source);
      return source;
    },
    async closeAll(): Promise<void> {
      await Promise.all([...sources.values()].map((source) => source.close()));
      sources.clear();
    },
  };
}
