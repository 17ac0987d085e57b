import { instantText } from '../time/instants.ts';
import {
  cite,
  counted,
  earliest,
  isTrue,
  latest,
  list,
  number,
  type Observation,
  type ObservationRow,
  type StepRows,
  some,
  text,
} from './observation.ts';

/** Ports on which public mining pools commonly offer the Stratum protocol. */
const miningPorts = new Set(['3333', '4444', '5555', '7777', '9999', '14433', '14444', '45560', '45700']);
const miningProtocol = /stratum\+(tcp|ssl)/i;

/** Connections out of the network on a port, or with a command line, of mining pools. */
export function outboundObservations(rowsOf: StepRows): Observation[] {
  return rowsOf('outbound').flatMap((row) => {
    if (['private', 'loopback'].includes(text(row, 'Scope'))) return [];
    const reasons = [
      ...(miningPorts.has(text(row, 'RemotePort')) ? ['mining pools use this port'] : []),
      ...(list(row, 'CommandLines').some((line) => miningProtocol.test(line))
        ? ['the command line names the mining protocol']
        : []),
    ];
    if (reasons.length === 0) return [];
    const peer = `${text(row, 'RemoteAddress')} port ${text(row, 'RemotePort')}`;
    return [
      {
        rule: 'outbound-mining',
        text: `The device connected ${counted(number(row, 'Connections'), 'time')} to ${peer} with ${some(list(row, 'Executables'))}, first by ${instantText(text(row, 'FirstObserved'))}: ${reasons.join(', and ')}.`,
        at: text(row, 'FirstObserved'),
        citations: cite([row]),
      },
    ];
  });
}

/** TCP listeners above port 1024 that other machines can reach: each new one, and the rest together. */
export function listenerObservations(rowsOf: StepRows): Observation[] {
  const all = rowsOf('listeners');
  const start = earliest(all, 'FirstObserved');
  const reachable = all.filter(
    (row) =>
      text(row, 'Exposure') !== 'loopback' &&
      text(row, 'Protocol').startsWith('tcp') &&
      number(row, 'LocalPort') > 1024,
  );
  const isNew = (row: ObservationRow) => text(row, 'FirstObserved') !== start;
  const old = reachable.filter((row) => !isNew(row));
  return [
    ...reachable.filter(isNew).map((row) => ({
      rule: 'listener-new',
      text: `A new listener can be reached from other machines: ${socket(row)} (${text(row, 'Exposure')}), first in the snapshot of ${instantText(text(row, 'FirstObserved'))}.`,
      at: text(row, 'FirstObserved'),
      citations: cite([row]),
    })),
    ...(old.length === 0
      ? []
      : [
          {
            rule: 'listener-above-1024',
            text: `${counted(old.length, 'listener')} above port 1024 can be reached since the first snapshot: ${some(old.map(socket), 6)}.`,
            at: start,
            citations: cite(old),
          },
        ]),
  ];
}

const socket = (row: ObservationRow) =>
  `${text(row, 'Protocol')} ${text(row, 'LocalAddress')}:${text(row, 'LocalPort')}`;

const matchFields = ['Protocol', 'Source', 'SourcePort', 'Destination', 'DestinationPort', 'Application'];

/** Firewall rules that are gone from the newest snapshot, chains that allow by default now, and a firewall that is off. */
export function firewallObservations(rowsOf: StepRows): Observation[] {
  const rows = rowsOf('firewall');
  const current = rows.filter((row) => isTrue(row, 'Current'));
  const gone = rows.filter((row) => !isTrue(row, 'Current') && !isTrue(row, 'IsEmpty'));
  const isPolicy = (row: ObservationRow) =>
    matchFields.every((field) => text(row, field) === '') && text(row, 'Chain') !== '';
  const opened = current.filter(
    (row) =>
      isPolicy(row) &&
      text(row, 'Action') === 'Allow' &&
      gone.some((old) => isPolicy(old) && text(old, 'Chain') === text(row, 'Chain') && text(old, 'Action') !== 'Allow'),
  );
  const off = current.filter((row) => isTrue(row, 'IsEmpty'));
  const newest = latest(current, 'LastObserved');
  const since = newest === null ? '' : `, last seen ${instantText(latest(gone, 'LastObserved') ?? newest)}`;
  return [
    ...(gone.length === 0
      ? []
      : [
          {
            rule: 'firewall-rules-gone',
            text: `${counted(gone.length, 'firewall rule')} of an earlier snapshot ${gone.length === 1 ? 'is' : 'are'} not in the newest one${since}.`,
            at: latest(gone, 'LastObserved'),
            citations: cite(gone),
          },
        ]),
    ...opened.map((row) => ({
      rule: 'firewall-open',
      text: `The firewall chain ${text(row, 'Chain')} allows by default since the snapshot of ${instantText(text(row, 'FirstObserved'))}; it did not before.`,
      at: text(row, 'FirstObserved'),
      citations: cite([row]),
    })),
    ...off.map((row) => ({
      rule: 'firewall-off',
      text: `The newest snapshot of the firewall, ${instantText(text(row, 'LastObserved'))}, is empty: the firewall is off.`,
      at: text(row, 'FirstObserved'),
      citations: cite([row]),
    })),
  ];
}

/** Other devices that met the address or the program that was looked for. */
export function spreadObservations(rowsOf: StepRows): Observation[] {
  return rowsOf('spread')
    .filter((row) => !isTrue(row, 'IsInvestigated'))
    .map((row) => ({
      rule: 'spread',
      text: `Device ${text(row, 'DeviceId')} met the same address or program, first at ${instantText(text(row, 'FirstObserved'))} (${some(list(row, 'Kinds'))}).`,
      at: text(row, 'FirstObserved'),
      citations: cite([row]),
    }));
}
