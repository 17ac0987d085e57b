import { hubText } from '../../core/sources/hubText.ts';
import type { FoundWorkspace, FoundWorkspaces } from '../../shared/contract/index.ts';
import { exitCodes } from '../exitCodes.ts';
import { limitedTableNotes } from '../limitedTables.ts';
import { outputWidth, print, printJson, progressLine } from '../output/print.ts';
import { printable } from '../output/printable.ts';
import { formatTable } from '../output/table.ts';
import { withEngine } from '../session.ts';
import { readCloud, type SignInOptions } from '../signInOptions.ts';
import { hostFor } from '../sourceOptions.ts';

/** Lists the workspaces that the account sees, those that IoT hubs send to first, and their tables that answer not every query. */
export async function workspaces(options: SignInOptions & { readonly json?: true }): Promise<number> {
  const { cloud } = await readCloud(options);
  const host = await hostFor(options);
  return withEngine(
    async (session) => {
      const line = progressLine();
      const identity = { cloud: cloud.name, tenant: options.tenant ?? null, account: null };
      const found = await session.call('azure.workspaces', identity, ({ text }) => line.show(text));
      line.show('Reading the plans of tables');
      const tablePlans = await limitedTableNotes(session, identity, found.workspaces);
      line.clear();
      if (options.json) printJson({ ...found, tablePlans });
      else describe(found, tablePlans, cloud.name);
      return exitCodes.success;
    },
    { host },
  );
}

function describe(
  { workspaces: rows, tenants, otherHubs, problems }: FoundWorkspaces,
  tablePlans: readonly string[],
  cloud: string,
): void {
  if (rows.length === 0) print(printable(`This account sees no Log Analytics workspace in the cloud ${cloud}.`));
  else print(formatTable(columns, rows.map(cellsOf), outputWidth()));
  const notes = [
    ...otherHubs.map(({ name, reason }) => `The hub ${name}: ${reason}`),
    ...tenants
      .filter(({ subscriptionCount }) => subscriptionCount === 0)
      .map(
        ({ name, domain, id }) =>
          `Of the tenant ${name} nothing is seen here: sign in to it with --tenant ${domain ?? id}`,
      ),
    ...tablePlans,
    ...problems,
  ];
  for (const note of notes) print(`Note: ${printable(note)}`);
}

const columns = [
  { title: 'Workspace' },
  { title: 'Workspace id' },
  { title: 'IoT hubs' },
  { title: 'Retention', align: 'right' },
  { title: 'Region' },
  { title: 'Resource group' },
  { title: 'Subscription' },
] as const;

const cellsOf = ({ name, customerId, hubs, retentionDays, region, resourceGroup, subscription }: FoundWorkspace) => [
  name,
  customerId,
  hubs.map((hub) => `${hub.name} (${hubText(hub)})`).join(', '),
  retentionDays === null ? '' : `${retentionDays} d`,
  region,
  resourceGroup,
  subscription.name,
];
