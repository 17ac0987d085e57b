import { type Command, Option } from 'commander';
import { type SignInTarget, signInTarget } from '../auth/target.ts';
import { builtInClouds, type Cloud, cloudNamed, parseCloudFile } from '../shared/clouds.ts';
import { CasebookError } from '../shared/result.ts';
import { badInput, engineFailure } from './exitCodes.ts';
import { readText } from './textInput.ts';

/** How a command signs in, as given; `addSignInOptions` adds them. */
export interface SignInOptions {
  readonly cloud?: string;
  readonly cloudFile?: string;
  readonly tenant?: string;
  readonly clientId?: string;
  readonly auth: 'device' | 'browser';
}

/** The options of every command that asks a cloud. */
export const addSignInOptions = (command: Command): Command =>
  command
    .option('--cloud <name>', 'the Azure cloud: public (default), usGovernment or china')
    .option('--cloud-file <file>', 'a file that describes another cloud')
    .option('--tenant <tenant>', 'id or domain of the tenant to sign in to')
    .option('--client-id <id>', 'client id of the app registration; CASEBOOK_CLIENT_ID where it is left out')
    .addOption(
      new Option('--auth <way>', 'sign in with a code on any device, or in this computer’s browser')
        .choices(['device', 'browser'])
        .default('device'),
    );

/** What the options say, checked: the cloud of the command, every cloud known by name, and where to sign in to each. */
export interface AskedCloud {
  readonly cloud: Cloud;
  find(name: string): Cloud | null;
  /** Throws `invalidInput`; `tenant` is the one that the options give, where it is null. */
  target(cloud: Cloud, tenant: string | null): SignInTarget;
}

/** Reads the cloud file where there is one. Throws a CommandFailure for bad usage. */
export async function readCloud(
  options: SignInOptions,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<AskedCloud> {
  const { cloud: name, cloudFile: path } = options;
  if (name !== undefined && path !== undefined) throw badInput('Give --cloud or --cloud-file, not both.');
  const own = path === undefined ? undefined : await ownCloud(path);
  const find = (asked: string) => cloudNamed(asked, own ? [own, ...builtInClouds] : builtInClouds) ?? null;
  const cloud = own ?? find(name ?? 'public');
  if (!cloud) {
    throw badInput(
      `--cloud "${name}" is none of ${builtInClouds.map((known) => known.name).join(', ')}. Choose one, or describe it in a file with --cloud-file.`,
    );
  }
  return {
    cloud,
    find,
    target: (asked, tenant) =>
      signInTarget({
        cloud: asked,
        tenant: tenant ?? options.tenant ?? null,
        clientId: options.clientId ?? (environment.CASEBOOK_CLIENT_ID || null),
      }),
  };
}

async function ownCloud(path: string): Promise<Cloud> {
  const text = await readText('The cloud', undefined, path);
  try {
    return parseCloudFile(text, path);
  } catch (error) {
    throw error instanceof CasebookError ? engineFailure(error.toFailure()) : error;
  }
}
