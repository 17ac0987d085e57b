import type { azureResources as azureResourcesContract } from '../../shared/contract/azureResources.ts';
import { CasebookError } from '../../shared/result.ts';
import { type ArmClient, createArmClient } from '../azureResources/armClient.ts';
import { findWorkspaces } from '../azureResources/findWorkspaces.ts';
import { resourceId } from '../azureResources/resourceId.ts';
import { workspaceSettings } from '../azureResources/workspaceSettings.ts';
import type { CallContext, Handlers } from '../context.ts';
import { deviceTables } from '../logs/azure/describeWorkspace.ts';
import { type RemoteIdentity, reachCloud } from '../logs/remoteAccess.ts';
import type { Services } from '../services.ts';

export function azureResourceHandlers({ remote }: Services): Handlers<typeof azureResourcesContract> {
  const clientFor = async (identity: RemoteIdentity, { progress }: CallContext): Promise<ArmClient> => {
    const { cloud, access } = await reachCloud(remote, identity.cloud);
    return createArmClient({
      cloud,
      accessToken: access.tokens(identity),
      ...(access.tlsOptions && { trustedRoots: access.tlsOptions.ca }),
      onWait: (seconds, what) => progress(`The service asks to wait ${seconds} s before it tells ${what}`, 0, null),
    });
  };

  return {
    'azure.workspaces': async (identity, context) => findWorkspaces(await clientFor(identity, context), context.signal),
    'azure.workspaceSettings': async ({ id, ...identity }, context) => {
      const parsed = resourceId.safeParse(id);
      if (!parsed.success) throw new CasebookError('invalidInput', `${id} is not a resource id of Azure.`);
      const asked = { id: parsed.data, tableNames: deviceTables };
      return workspaceSettings(await clientFor(identity, context), asked, context.signal);
    },
  };
}
