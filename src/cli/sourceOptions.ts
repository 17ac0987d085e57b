import { resolve } from 'node:path';
import type { Command } from 'commander';
import { clusterAddress } from '../core/sources/clusterAddress.ts';
import type { SourceRef } from '../shared/contract/index.ts';
import type { Host } from '../shared/host.ts';
import { CasebookError } from '../shared/result.ts';
import { badInput, engineFailure } from './exitCodes.ts';
import { wholeNumber } from './groups/group.ts';
import { addSignInOptions, readCloud, type SignInOptions } from './signInOptions.ts';

/** Where a command reads logs, as given; `addSourceOptions` adds them. */
export interface SourceOptions extends SignInOptions {
  readonly source?: string;
  readonly workspace?: string;
  readonly cluster?: string;
  readonly database?: string;
  readonly wait?: number;
}

/** The service's own limit of time where nothing else is asked for, and the longest that each service grants; seconds. */
const usualWait = 180;
const longestWait = { workspace: 600, database: 3600 } as const;

/** The options of every command that reads logs. */
export const addSourceOptions = (command: Command): Command =>
  addSignInOptions(
    command
      .option('--source <dir>', 'folder with one file per table (.ndjson, .json, .csv, .parquet, also .gz)')
      .option('--workspace <ids>', 'id of a Log Analytics workspace instead; several with commas between them')
      .option('--cluster <url>', 'address of a cluster of Azure Data Explorer instead, for an archive; with --database')
      .option('--database <name>', 'the database of that cluster')
      .option(
        '--wait <seconds>',
        `how long the service may take for a query, up to ${longestWait.workspace}, an archive up to ${longestWait.database} (default ${usualWait})`,
        wholeNumber,
      ),
  );

/** The source that the options name; undefined where they name none. Throws a CommandFailure for bad usage. */
export async function readSource(options: SourceOptions): Promise<SourceRef | undefined> {
  const { source, workspace, cluster, database } = options;
  const named = Object.entries({ source, workspace, cluster }).filter(([, given]) => given !== undefined);
  if (named.length > 1) throw badInput(`Give one of ${named.map(([name]) => `--${name}`).join(', ')}, not several.`);
  if (source !== undefined) return { kind: 'local', folder: resolve(source) };
  if (workspace !== undefined) {
    const workspaces = workspaceIds(workspace);
    const waitSeconds = readWait(options, longestWait.workspace);
    return { kind: 'workspace', ...(await readIdentity(options)), workspaces, name: null, waitSeconds };
  }
  if (cluster === undefined && database === undefined) return undefined;
  if (cluster === undefined || database === undefined) {
    throw badInput('An archive is named by both --cluster URL and --database NAME. Give the other one too.');
  }
  const address = readCluster(cluster);
  const waitSeconds = readWait(options, longestWait.database);
  return { kind: 'database', ...(await readIdentity(options)), cluster: address, database, waitSeconds };
}

function readWait({ wait = usualWait }: SourceOptions, longest: number): number {
  if (wait >= 1 && wait <= longest) return wait;
  throw badInput(`--wait ${wait} is not possible: the service grants 1 to ${longest} seconds. Choose fewer.`);
}

function workspaceIds(given: string): string[] {
  const ids = given.split(',').map((id) => id.trim());
  const odd = ids.find((id) => !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id));
  if (odd === undefined) return ids;
  throw badInput(
    `--workspace "${odd}" is no workspace id. Take the Workspace ID of the workspace's overview in the portal, such as 11111111-2222-3333-4444-555555555555.`,
  );
}

function readCluster(given: string): string {
  const address = clusterAddress(given);
  if (address !== undefined) return address;
  throw badInput(
    `--cluster "${given}" is no address of a cluster. Take the URI of the cluster's overview in the portal, such as https://archive.westeurope.kusto.windows.net.`,
  );
}

/** As whom a service is asked; a sign-in that cannot be is told here. */
async function readIdentity(options: SourceOptions) {
  const clouds = await readCloud(options);
  const { cloud } = clouds;
  checkTarget(() => clouds.target(cloud, null));
  return { cloud: cloud.name, tenant: options.tenant ?? null, account: null };
}

/** A sign-in that cannot be is told before the engine is started. */
function checkTarget(target: () => unknown): void {
  try {
    target();
  } catch (error) {
    throw error instanceof CasebookError ? engineFailure(error.toFailure()) : error;
  }
}

/** As `readSource`, where a command needs a source. */
export async function needSource(options: SourceOptions): Promise<SourceRef> {
  const source = await readSource(options);
  if (source) return source;
  throw badInput(
    'Where the logs are is missing. Give --source DIR, --workspace ID, or --cluster URL and --database NAME.',
  );
}

/**
 * The host of a command's engine. What signs in is loaded when it is first asked, since most commands read folders. Throws a
 * CommandFailure for bad usage.
 */
export async function hostFor(options: SignInOptions): Promise<Host> {
  await readCloud(options);
  let loaded: Promise<Host> | undefined;
  const load = () => {
    loaded ??= import('./cloudHost.ts').then(({ hostFromOptions }) => hostFromOptions(options));
    return loaded;
  };
  return {
    cloud: async (name) => (await load()).cloud(name),
    token: async (ask, signal) => (await load()).token(ask, signal),
  };
}
