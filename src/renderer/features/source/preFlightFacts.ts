import type { SourceDescription, WorkspaceSettings } from '../../../shared/contract/index.ts';
import type { Identity, SignedIn } from '../../api/azureReads.ts';

type WorkspaceFacts = NonNullable<SourceDescription['workspace']>;

/** The user name that a service is asked as; undefined where nobody who is signed in fits, or more than one does. */
export function askedAs({ cloud, tenant, account }: Identity, signedIn: readonly SignedIn[]): string | undefined {
  const fitting = signedIn.filter(
    (each) =>
      each.cloud.name.toLowerCase() === cloud.toLowerCase() &&
      (tenant === null || each.account.tenantId === tenant) &&
      (account === null || [each.account.id, each.account.username].includes(account)),
  );
  return fitting.length === 1 ? fitting[0]?.account.username : undefined;
}

/** One of the tables that IoT devices report to, as a workspace answers for it. */
export interface TableState {
  readonly name: string;
  readonly state: 'there' | 'empty' | WorkspaceFacts['missing'][number]['reason'];
  readonly rowCount: number | null;
  readonly coverage: SourceDescription['tables'][number]['coverage'];
  /** Why it cannot be read; null where it can. */
  readonly text: string | null;
  /** How long rows stay, for each workspace of the source of which it is known. */
  readonly kept: readonly string[];
}

/** All of them by name. */
export function tableStates(source: SourceDescription, settings: readonly WorkspaceSettings[]): TableState[] {
  const states = [
    ...source.tables.map(({ name, rowCount, coverage }) => ({
      name,
      state: rowCount === 0 ? ('empty' as const) : ('there' as const),
      rowCount,
      coverage,
      text: null,
    })),
    ...(source.workspace?.missing ?? []).map(({ table, reason, text }) => ({
      name: table,
      state: reason,
      rowCount: null,
      coverage: null,
      text,
    })),
  ];
  return states
    .map((each) => ({ ...each, kept: settings.flatMap((workspace) => keptText(each.name, workspace)) }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** How long a workspace keeps the rows of a table; nothing where it does not say. */
function keptText(name: string, { tables, retentionDays }: WorkspaceSettings): string[] {
  const table = tables.find((each) => each.name.toLowerCase() === name.toLowerCase());
  const days = table?.retentionDays ?? (table ? retentionDays : null);
  if (!table || days === null) return [];
  const total = table.totalRetentionDays;
  const longer = total !== null && total > days ? `, ${total} days in the archive` : '';
  const plan = table.plan !== null && table.plan !== 'Analytics' ? ` (plan ${table.plan}: not every query works)` : '';
  return [`${days} days${longer}${plan}`];
}

/** What raw events are found, as a word and a sentence. */
export const rawEventWords: Readonly<
  Record<WorkspaceFacts['rawEvents'], { readonly word: string; readonly text: string; readonly turnOn: boolean }>
> = {
  on: { word: 'On', text: 'Raw events are stored here.', turnOn: false },
  silent: {
    word: 'No rows',
    text: 'Their table is there without a single row: nothing was sent, or all of it is older than what is kept.',
    turnOn: true,
  },
  off: {
    word: 'Off',
    text: 'No table of raw events is there: most steps of the guide cannot say anything about a device.',
    turnOn: true,
  },
  unknown: {
    word: 'Not known',
    text: 'The tables of raw events could not be asked; the list of tables says why.',
    turnOn: false,
  },
};
