import { readFile } from 'node:fs/promises';
import type { SignIn } from '../../auth/signIn.ts';
import { signInTarget } from '../../auth/target.ts';
import { builtInClouds, type Cloud, cloudNamed, parseCloudFile } from '../../shared/clouds.ts';
import type { EventName } from '../../shared/contract/index.ts';
import type { signIn as signInContract } from '../../shared/contract/signIn.ts';
import { CasebookError } from '../../shared/result.ts';
import type { ShellHandlers } from '../ipc/shellHandlers.ts';
import type { ChosenAccounts } from './chosenAccounts.ts';
import type { CloudSettings } from './cloudSettings.ts';

interface SignInParts {
  readonly settings: CloudSettings;
  readonly signIn: SignIn;
  readonly chosen: ChosenAccounts;
  readonly announce: (name: EventName, payload: unknown) => void;
}

/** What the window's sign-in asks for. */
export function signInHandlers({
  settings,
  signIn,
  chosen,
  announce,
}: SignInParts): Pick<ShellHandlers, keyof typeof signInContract> {
  const choiceOf = async (cloud: Cloud) => ({
    name: cloud.name,
    builtIn: builtInClouds.includes(cloud),
    authority: cloud.authority,
    needsTenant: cloud.protocol === 'AAD',
    clientId: await settings.clientId(cloud),
    takesClientId: cloud.clientId === null,
    lastTenant: await settings.lastTenant(cloud),
  });
  const leave = async (cloud: Cloud, clientId: string, account: string) => {
    chosen.forget(cloud.name, account);
    await signIn.signOut({ cloud, clientId }, account);
  };
  const signOutAll = async (cloud: Cloud) => {
    const clientId = await settings.clientId(cloud);
    if (clientId === null) return;
    for (const { id } of await signIn.accounts({ cloud, clientId })) await leave(cloud, clientId, id);
  };

  return {
    'signIn.clouds': async () => Promise.all((await settings.clouds()).map(choiceOf)),
    'signIn.addCloud': async ({ path }) => {
      const text = await readFile(path, 'utf8').catch((error: Error) => {
        throw new CasebookError('fileNotFound', `${path} cannot be read: ${error.message}. Check the path.`);
      });
      const cloud = parseCloudFile(text, path);
      await settings.add(cloud);
      return { name: cloud.name };
    },
    'signIn.removeCloud': async ({ cloud: name }) => {
      const cloud = await settings.cloud(name);
      if (cloudNamed(name, builtInClouds)) {
        throw new CasebookError('invalidInput', `The cloud ${cloud.name} comes with Casebook and stays.`);
      }
      await signOutAll(cloud);
      await settings.remove(name);
      return {};
    },
    'signIn.setClientId': async ({ cloud: name, clientId }) => {
      const cloud = await settings.cloud(name);
      if (cloud.clientId !== null) {
        throw new CasebookError('invalidInput', `The file of the cloud ${cloud.name} gives its client id.`);
      }
      // What was kept under the registration before would stay on the disk, out of reach.
      if (clientId !== (await settings.clientId(cloud))) await signOutAll(cloud);
      await settings.setClientId(cloud, clientId);
      return {};
    },
    'signIn.accounts': async ({ cloud: name }) => {
      const cloud = await settings.cloud(name);
      const clientId = await settings.clientId(cloud);
      const registration = { cloud, clientId: clientId ?? '' };
      const accounts = clientId === null ? [] : await signIn.accounts(registration);
      const { place, note } = await signIn.keeping(registration);
      return { accounts, chosen: chosen.all(cloud.name), keeping: { place, note } };
    },
    'signIn.start': async ({ cloud: name, tenant, way, account: offered }, { callId, signal }) => {
      const cloud = await settings.cloud(name);
      const target = signInTarget({ cloud, tenant, clientId: await settings.clientId(cloud) });
      const account = await (way === 'browser'
        ? signIn.withBrowser(target, signal, offered)
        : signIn.withDeviceCode(target, {
            signal,
            onCode: (code) => announce('signIn.code', { callId, ...code }),
          }));
      if (target.tenant !== null) await settings.setLastTenant(cloud, target.tenant);
      return account;
    },
    'signIn.choose': async ({ cloud: name, tenant, account }) => {
      const cloud = await settings.cloud(name);
      const clientId = await settings.clientId(cloud);
      const signedIn = clientId === null ? [] : await signIn.accounts({ cloud, clientId });
      if (!signedIn.some(({ id }) => id === account)) {
        throw new CasebookError(
          'signInNeeded',
          `The account is not signed in to the cloud ${cloud.name}. Sign in there.`,
        );
      }
      chosen.choose(cloud.name, tenant, account);
      return {};
    },
    'signIn.signOut': async ({ cloud: name, account }) => {
      const cloud = await settings.cloud(name);
      const clientId = await settings.clientId(cloud);
      if (clientId !== null) await leave(cloud, clientId, account);
      return {};
    },
  };
}
