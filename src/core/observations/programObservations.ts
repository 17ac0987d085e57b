import { instantText } from '../time/instants.ts';
import {
  cite,
  counted,
  earliest,
  list,
  number,
  type Observation,
  type ObservationRow,
  type StepRows,
  some,
  text,
} from './observation.ts';

/** What the command lines of each family of the playbook's patterns do. */
const familyDeeds: Readonly<Record<string, string>> = {
  'download then run': 'fetch a file and run it',
  'reverse shell': 'tie a shell to the network',
  'firewall disabled': 'flush firewall rules or switch the firewall off',
  'auditd tampering': 'stop or change auditing, on which reports of sign-ins, processes and connections rest',
  'log or history removal': 'remove logs or the shell’s history',
  'account change': 'concern accounts or passwords',
  'temporary directory': 'use a temporary directory',
  miner: 'name a coin miner',
  reconnaissance: 'look around the device',
};

/** Each family of command lines worth a look, with its first time. */
export function commandObservations(rowsOf: StepRows): Observation[] {
  const families = Map.groupBy(rowsOf('suspicious-commands'), (row) => text(row, 'Family'));
  return [...families].map(([family, rows]) => {
    const first = earliest(rows, 'FirstObserved');
    const events = rows.reduce((sum, row) => sum + number(row, 'Rows'), 0);
    const lines = [...rows]
      .sort((a, b) => (text(a, 'FirstObserved') < text(b, 'FirstObserved') ? -1 : 1))
      .flatMap((row) => list(row, 'CommandLines'));
    const deed = familyDeeds[family] ?? `match the family “${family}”`;
    const since = first === null ? '' : `first at ${instantText(first)}, `;
    return {
      rule: `commands-${family.replaceAll(' ', '-')}`,
      text: `Command lines ${deed}: ${some(lines, 4)} (${since}${counted(events, 'event')}).`,
      at: first,
      citations: cite(rows),
    };
  });
}

const temporaryOrHidden = (path: string): boolean =>
  /^(\/tmp|\/var\/tmp|\/dev\/shm)\//.test(path) || /\/\.[^/]+\//.test(path) || /\\(temp|tmp)\\/i.test(path);

/** Programs that first ran with the suspected activity, from a directory where programs do not belong. */
export function newProgramObservations(rowsOf: StepRows): Observation[] {
  const rows = rowsOf('new-processes').filter((row) => temporaryOrHidden(text(row, 'Executable')));
  return rows.map((row: ObservationRow) => ({
    rule: 'program-in-temporary-directory',
    text: `${text(row, 'Executable')} ran ${counted(number(row, 'Executions'), 'time')} from a temporary or hidden directory, first by ${instantText(text(row, 'FirstObserved'))}, as user id ${some(list(row, 'UserIds'))}.`,
    at: text(row, 'FirstObserved'),
    citations: cite([row]),
  }));
}
