import type { ListKind } from './profileForm.ts';

export interface FieldLook {
  readonly name: string;
  readonly label: string;
  readonly placeholder?: string;
  readonly choices?: readonly string[];
}

interface ListLook {
  readonly kind: ListKind;
  readonly title: string;
  /** What is counted, one and several. */
  readonly one: string;
  readonly several: string;
  readonly help: string;
  readonly fields: readonly FieldLook[];
}

const addressHelp =
  'An address, a CIDR block such as 192.0.2.0/24 or 2001:db8::/32, or a host name as the agent reports it.';
const globHelp = '* stands for any characters, ? for one; \\ before either takes it as it is. Letter case counts.';

/** The lists of a profile as the page words them, in its order. */
export const profileLists: readonly ListLook[] = [
  {
    kind: 'users',
    title: 'Users',
    one: 'user',
    several: 'users',
    help: 'Who may have an account, and in which groups; being in fewer is expected too.',
    fields: [
      { name: 'name', label: 'User' },
      { name: 'groups', label: 'Groups', placeholder: 'separated by ;' },
    ],
  },
  {
    kind: 'listeners',
    title: 'Listening ports',
    one: 'port',
    several: 'ports',
    help: 'What may listen, as the agent reports it. A port that listens more openly is unexpected.',
    fields: [
      { name: 'protocol', label: 'Protocol', placeholder: 'tcp' },
      { name: 'port', label: 'Port' },
      { name: 'exposure', label: 'Exposure', choices: ['loopback', 'one address', 'all interfaces'] },
    ],
  },
  {
    kind: 'destinations',
    title: 'Destinations',
    one: 'destination',
    several: 'destinations',
    help: `Where the device may connect to. ${addressHelp}`,
    fields: [
      { name: 'address', label: 'Address or block' },
      { name: 'port', label: 'Port', placeholder: 'any port' },
    ],
  },
  {
    kind: 'origins',
    title: 'Origins',
    one: 'origin',
    several: 'origins',
    help: `From where it may be connected to or signed in to. ${addressHelp}`,
    fields: [{ name: 'text', label: 'Address or block' }],
  },
  {
    kind: 'executables',
    title: 'Executables',
    one: 'executable',
    several: 'executables',
    help: `Patterns of whole paths. ${globHelp}`,
    fields: [{ name: 'text', label: 'Path' }],
  },
  {
    kind: 'commandLines',
    title: 'Command lines',
    one: 'command line',
    several: 'command lines',
    help: `Patterns of whole command lines. ${globHelp}`,
    fields: [{ name: 'text', label: 'Command line' }],
  },
  {
    kind: 'firewallRules',
    title: 'Firewall rules',
    one: 'firewall rule',
    several: 'firewall rules',
    help: 'Rules without their priority, word for word as learned: INPUT Allow tcp from *:* to *:22.',
    fields: [{ name: 'text', label: 'Rule' }],
  },
];
