import type { RemoteIdentity, SourceDescription, WorkspaceSettings } from '../../../shared/contract/index.ts';
import { askersOf, type Chosen, type SignedIn } from '../../api/askers.ts';
import { utc } from '../../ui/format.ts';
import { coverageOf } from './newCaseForm.ts';

/** A name and a text. */
export type Fact = readonly [string, string];

type WorkspaceFacts = NonNullable<SourceDescription['workspace']>;

/** As whom a service is asked, as far as that is certain. */
export function askedAsText(
  identity: RemoteIdentity,
  signedIn: readonly SignedIn[] | undefined,
  chosen: readonly Chosen[],
): string {
  if (!signedIn) return 'being looked up';
  const { fitting, asks, undecided } = askersOf(identity, signedIn, chosen);
  if (asks) return asks.account.username || asks.account.id;
  if (fitting.length === 0) return identity.account === null ? 'nobody is signed in there' : 'not signed in any more';
  return undecided ? `not chosen yet: ${fitting.length} accounts are signed in there` : 'whoever is signed in there';
}

/** From when to when the tables hold rows; `pending` stands where they are not described. */
export function rowFacts(description: SourceDescription | undefined, pending: string): readonly Fact[] {
  const covered = description && coverageOf(description);
  const none = description ? 'no rows' : pending;
  return [
    ['Oldest row', covered ? utc(covered.from) : none],
    ['Newest row', covered ? utc(covered.to) : none],
  ];
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

/** How long rows are kept and how much is taken in, by workspace; `unseen` are those that Azure Resource Manager does not show. */
export function retentionText(settings: readonly WorkspaceSettings[], unseen: readonly string[]): string {
  const told = settings.map(({ name, retentionDays, dailyQuotaGb, problems }) => {
    const kept = retentionDays === null ? 'days not told' : `${retentionDays} days`;
    const why = problems.length > 0 ? ` (no more is known: ${problems.join(' ')})` : '';
    return `${name}: ${kept}, ${quotaText(dailyQuotaGb)}${why}`;
  });
  const hidden = unseen.map((id) => `${id}: not known, since this account does not see it in Azure Resource Manager`);
  return [...told, ...hidden].join('; ');
}

function quotaText(dailyQuotaGb: WorkspaceSettings['dailyQuotaGb']): string {
  if (dailyQuotaGb === null) return 'daily cap not told';
  return dailyQuotaGb === 'uncapped' ? 'no daily cap' : `at most ${dailyQuotaGb} GB a day`;
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
