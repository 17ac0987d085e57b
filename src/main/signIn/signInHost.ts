import type { SignIn } from '../../auth/signIn.ts';
import { signInTarget } from '../../auth/target.ts';
import { type Cloud, cloudNamed } from '../../shared/clouds.ts';
import type { Host } from '../../shared/host.ts';
import { CasebookError } from '../../shared/result.ts';
import type { ChosenAccounts } from './chosenAccounts.ts';
import type { CloudSettings } from './cloudSettings.ts';

/**
 * Answers the engine's questions by the person's clouds and by who is signed in to them. Where a source names
 * no account and several fit, the one that was chosen asks. It never asks a person by itself.
 */
export function signInHost(settings: CloudSettings, signIn: SignIn, chosen: ChosenAccounts): Host {
  /** The only tenant that the account is signed in to, where a source names none. */
  async function ownTenant(cloud: Cloud, clientId: string, account: string | null): Promise<string> {
    const signedIn = await signIn.accounts({ cloud, clientId });
    const fitting = signedIn.filter(({ id, username }) => account === null || account === id || account === username);
    const [tenant, ...more] = new Set(fitting.map(({ tenantId }) => tenantId));
    if (tenant === undefined) {
      throw new CasebookError('signInNeeded', `Nobody is signed in to the cloud ${cloud.name}. Sign in there.`);
    }
    if (more.length === 0) return tenant;
    throw new CasebookError(
      'invalidInput',
      `Sign-ins to ${more.length + 1} tenants of the cloud ${cloud.name} are there. Name the tenant of the workspace.`,
    );
  }

  return {
    cloud: async (name) => cloudNamed(name, await settings.clouds()) ?? null,
    async token({ cloud: name, tenant: asked, account: named, scope }, signal) {
      const cloud = await settings.cloud(name);
      const account = named ?? chosen.of(cloud.name, asked);
      const clientId = await settings.clientId(cloud);
      const tenant =
        asked === null && cloud.protocol === 'AAD' && clientId !== null
          ? await ownTenant(cloud, clientId, account)
          : asked;
      return signIn.token(signInTarget({ cloud, tenant, clientId }), { account, scope, signal });
    },
  };
}
