import { clusterAddress } from '../../../core/sources/clusterAddress.ts';
import type { DatabaseRef } from '../../../shared/contract/index.ts';
import type { Identity } from '../../api/azureReads.ts';

/** The database of an archive as it was typed. */
export interface TypedArchive {
  readonly cluster: string;
  readonly database: string;
}

/** What is wrong with each field, in words; an empty object where nothing is. Whether the cloud has the cluster is the engine's to say. */
export function checkArchive({ cluster, database }: TypedArchive): Partial<TypedArchive> {
  return {
    ...(clusterAddress(cluster.trim()) === undefined && {
      cluster:
        'This is no address of a cluster. Take the URI of its overview in the portal, such as https://archive.westeurope.kusto.windows.net.',
    }),
    ...(!/^[\p{L}\p{N} ._-]{1,260}$/u.test(database.trim()) && {
      database: 'Give the name of the database: letters, digits, spaces, dots, underscores and hyphens.',
    }),
  };
}

/** The source; undefined where something is wrong with it. */
export function archiveRef(identity: Identity, typed: TypedArchive): DatabaseRef | undefined {
  const cluster = clusterAddress(typed.cluster.trim());
  if (cluster === undefined || Object.keys(checkArchive(typed)).length > 0) return undefined;
  return { kind: 'database', ...identity, cluster, database: typed.database.trim(), waitSeconds: 180 };
}
