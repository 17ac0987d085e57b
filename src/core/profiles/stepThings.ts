import type { Cell } from '../kqlText/kqlTypes.ts';

/** The cells of a row by column name. */
export type RowValues = Readonly<Record<string, Cell>>;

/** A thing of a kind that profiles know, as a row names it. */
export type Thing =
  | { readonly kind: 'user'; readonly name: string; readonly groups: readonly string[] }
  | { readonly kind: 'listener'; readonly protocol: string; readonly port: string; readonly exposure: string }
  | { readonly kind: 'destination'; readonly address: string; readonly port: string }
  | { readonly kind: 'origin' | 'executable' | 'commandLine' | 'firewallRule'; readonly text: string };

interface StepThings {
  /** The columns read; a row that lacks one of them names nothing. */
  readonly columns: readonly string[];
  readonly read: (row: RowValues) => Thing[];
  /** Whether what the row shows may be learned as expected: a failed sign-in shows nobody's right to be there. */
  readonly teaches: (row: RowValues) => boolean;
}

const always = (): boolean => true;
const user = (name: string, groups: readonly string[] = []): Thing[] => (name ? [{ kind: 'user', name, groups }] : []);
const texts = (kind: 'origin' | 'executable' | 'commandLine', values: readonly string[]): Thing[] =>
  values.filter((text) => text !== '').map((text) => ({ kind, text }));

const listener = (row: RowValues): Thing => ({
  kind: 'listener',
  protocol: textOf(row.Protocol).toLowerCase(),
  port: textOf(row.LocalPort),
  exposure: textOf(row.Exposure),
});
const program = (row: RowValues): Thing[] => [
  ...texts('executable', [textOf(row.Executable)]),
  ...texts('commandLine', membersOf(row.CommandLines)),
];

/** What the rows of the hardened queries name, by step of the playbook `suspicious-iot-device`. */
const steps: Readonly<Record<string, StepThings>> = {
  users: {
    columns: ['UserName', 'UserId', 'GroupNames'],
    read: (row) => user(textOf(row.UserName), textOf(row.GroupNames).split(';').filter(Boolean)),
    teaches: always,
  },
  'membership-changes': {
    columns: ['UserName', 'Change', 'Groups'],
    read: (row) => user(textOf(row.UserName), membersOf(row.Groups)),
    teaches: always,
  },
  'privileged-users': {
    columns: ['UserName', 'Groups', 'PrivilegedGroups'],
    read: (row) => user(textOf(row.UserName), membersOf(row.Groups)),
    teaches: always,
  },
  ports: {
    columns: ['Kind', 'Protocol', 'LocalPort', 'Exposure'],
    read: (row) => (row.Kind === 'listener' ? [listener(row)] : []),
    teaches: always,
  },
  listeners: { columns: ['Protocol', 'LocalPort', 'Exposure'], read: (row) => [listener(row)], teaches: always },
  logins: {
    columns: ['UserName', 'Outcome', 'RemoteAddresses'],
    read: (row) => [...user(textOf(row.UserName)), ...texts('origin', remote(membersOf(row.RemoteAddresses)))],
    teaches: ({ Outcome }) => Outcome !== 'failure',
  },
  'sign-ins': {
    columns: ['RemoteAddress', 'Users', 'Failures'],
    read: (row) => texts('origin', remote([textOf(row.RemoteAddress)])),
    teaches: ({ Failures }) => Failures === 0,
  },
  inbound: {
    columns: ['Executable', 'LocalPort', 'Peers'],
    read: (row) => texts('origin', remote(membersOf(row.Peers))),
    teaches: always,
  },
  outbound: {
    columns: ['RemoteAddress', 'RemotePort', 'Executables', 'CommandLines'],
    read: (row) => [
      ...remote([textOf(row.RemoteAddress)]).map(
        (address): Thing => ({
          kind: 'destination',
          address,
          port: textOf(row.RemotePort),
        }),
      ),
      ...texts('executable', membersOf(row.Executables)),
      ...texts('commandLine', membersOf(row.CommandLines)),
    ],
    teaches: always,
  },
  processes: { columns: ['Executable', 'Users', 'CommandLines'], read: program, teaches: always },
  'new-processes': { columns: ['Executable', 'CommandLines'], read: program, teaches: always },
  'suspicious-commands': { columns: ['Family', 'Executable', 'CommandLines'], read: program, teaches: always },
  firewall: {
    columns: ['Chain', 'Action', 'Enabled', 'Protocol', 'Source', 'SourcePort', 'Destination', 'DestinationPort'],
    read: (row) => (textOf(row.Chain) ? [{ kind: 'firewallRule', text: firewallRuleText(row) }] : []),
    teaches: always,
  },
};

/** The steps whose rows a profile judges. */
export const profiledSteps: readonly string[] = Object.keys(steps);

/** What a row of a step names; nothing for another step, or for a query without the columns, such as the guide's. */
export function thingsOf(stepId: string, row: RowValues): Thing[] {
  const step = Object.hasOwn(steps, stepId) ? steps[stepId] : undefined;
  return step?.columns.every((column) => Object.hasOwn(row, column)) ? step.read(row) : [];
}

/** What of a row may be learned as expected. */
export const lessonsOf = (stepId: string, row: RowValues): Thing[] =>
  Object.hasOwn(steps, stepId) && steps[stepId]?.teaches(row) ? thingsOf(stepId, row) : [];

/** A rule without its priority, which moves as others come and go: `INPUT Allow tcp from *:* to *:22`. */
const firewallRuleText = (row: RowValues): string => {
  const any = (column: string) => textOf(row[column]) || '*';
  const rule = `${any('Chain')} ${any('Action')} ${any('Protocol')} from ${any('Source')}:${any('SourcePort')}`;
  const state = row.Enabled === false ? ' (disabled)' : '';
  return `${rule} to ${any('Destination')}:${any('DestinationPort')}${state}`;
};

/** Sign-ins at the device itself come from no address. */
const remote = (addresses: readonly string[]): string[] =>
  addresses.filter((address) => !['', '-', '?', '*', '(local)'].includes(address));

const textOf = (cell: Cell | undefined): string => (cell === null || cell === undefined ? '' : String(cell));

/** The texts of a JSON array, which is how exhibits hold sets. */
function membersOf(cell: Cell | undefined): string[] {
  if (typeof cell !== 'string' || cell === '') return [];
  const value: unknown = JSON.parse(cell);
  return Array.isArray(value)
    ? value.map((member) => (typeof member === 'string' ? member : JSON.stringify(member)))
    : [];
}
