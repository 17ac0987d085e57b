import type { FoundWorkspace, WorkspaceRef } from '../../../shared/contract/index.ts';
import type { SignedIn } from '../../api/askers.ts';
import type { Identity } from '../../api/azureReads.ts';

/** As whom services are asked. The account is left open where it is the only one there, so that whoever is given the case can run it. */
export function identityOf({ cloud, account }: SignedIn, all: readonly SignedIn[]): Identity {
  const here = all.filter((each) => each.cloud.name === cloud.name && each.account.tenantId === account.tenantId);
  return {
    cloud: cloud.name,
    tenant: account.tenantId === '' ? null : account.tenantId,
    account: here.length > 1 ? account.id : null,
  };
}

/** The workspaces that hold the text in their name, subscription, resource group, region, id or the names of their hubs. */
export function filterWorkspaces(workspaces: readonly FoundWorkspace[], text: string): FoundWorkspace[] {
  const needle = text.trim().toLowerCase();
  return workspaces.filter(({ name, customerId, resourceGroup, subscription, region, hubs }) =>
    [name, customerId, resourceGroup, subscription.name, subscription.id, region, ...hubs.map((hub) => hub.name)].some(
      (field) => field.toLowerCase().includes(needle),
    ),
  );
}

const guid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** Workspace ids with spaces, commas or semicolons between them, in lower case, each once; `odd` are those that are none. */
export function readWorkspaceIds(text: string): { readonly ids: string[]; readonly odd: string[] } {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  const ids = [...new Set(words.map((word) => word.toLowerCase()).filter((word) => guid.test(word)))];
  return { ids, odd: words.filter((word) => !guid.test(word.toLowerCase())) };
}

/** The most workspaces that the service asks together. */
const mostWorkspaces = 100;

/** What is wrong with a choice; undefined where it can be opened. */
export function checkChoice(picked: readonly FoundWorkspace[], text: string): string | undefined {
  const { ids, odd } = readWorkspaceIds(text);
  if (odd[0] !== undefined) {
    return `“${odd[0]}” is no workspace id. Take the Workspace ID of the workspace’s overview in the portal, such as 11111111-2222-3333-4444-555555555555.`;
  }
  const chosen = chosenIds(picked, ids).length;
  if (chosen === 0) return 'Choose a workspace from the list, or give its id.';
  if (chosen > mostWorkspaces) return `The service asks at most ${mostWorkspaces} workspaces together: choose fewer.`;
  return undefined;
}

/** Picked ones first, then those typed in. */
const chosenIds = (picked: readonly FoundWorkspace[], typed: readonly string[]): string[] => [
  ...new Set([...picked.map(({ customerId }) => customerId.toLowerCase()), ...typed]),
];

/** The service's own limit of time for a query, in seconds. */
const usualWait = 180;

/** The source that a checked choice names. */
export const workspaceRef = (identity: Identity, picked: readonly FoundWorkspace[], text: string): WorkspaceRef => ({
  kind: 'workspace',
  ...identity,
  workspaces: chosenIds(picked, readWorkspaceIds(text).ids),
  name: picked[0]?.name.slice(0, 200) ?? null,
  waitSeconds: usualWait,
});
