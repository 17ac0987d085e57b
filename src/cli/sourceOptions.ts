import { resolve } from 'node:path';
import type { Command } from 'commander';
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
  readonly wait?: number;
}

/** The service's own limit of time where nothing else is asked for, and the longest that it grants; seconds. */
const usualWait = 180;
const longestWait = 600;

/** The options of every command that reads logs. */
export const addSourceOptions = (command: Command): Command =>
  addSignInOptions(
    command
      .option('--source <dir>', 'folder with one file per table (.ndjson, .json, .csv, .parquet, also .gz)')
      .option('--workspace <ids>', 'id of a Log Analytics workspace instead; several with commas between them')
      .option(
        '--wait <seconds>',
        `how long the service may take for a query, up to ${longestWait} (default ${usualWait})`,
        wholeNumber,
      ),
  );

/** The source that the options name; undefined where they name none. Throws a CommandFailure for bad usage. */
export async function readSource(options: SourceOptions): Promise<SourceRef | undefined> {
  const { source, workspace, wait = usualWait } = options;
  if (source !== undefined && workspace !== undefined) throw badInput('Give --source or --workspace, not both.');
  if (source !== undefined) return { kind: 'local', folder: resolve(source) };
  if (workspace === undefined) return undefined;
  if (wait < 1 || wait > longestWait) {
    throw badInput(`--wait ${wait} is not possible: the service grants 1 to ${longestWait} seconds. Choose fewer.`);
  }
  const workspaces = workspace.split(',').map((id) => id.trim());
  const odd = workspaces.find((id) => !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id));
  if (odd !== undefined) {
    throw badInput(
      `--workspace "${odd}" is no workspace id. Take the Workspace ID of the workspace's overview in the portal, such as 11111111-2222-3333-4444-555555555555.`,
    );
  }
  const clouds = await readCloud(options);
  const { cloud } = clouds;
  checkTarget(() => clouds.target(cloud, null));
  return {
    kind: 'workspace',
    cloud: cloud.name,
    tenant: options.tenant ?? null,
    account: null,
    workspaces,
    name: null,
    waitSeconds: wait,
  };
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
  throw badInput('Where the logs are is missing. Give --source DIR, or --workspace ID.');
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
