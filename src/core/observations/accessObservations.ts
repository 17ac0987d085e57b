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

/**
 * Addresses that kept failing to sign in: those that then got in, those that never did, and those that had signed in before
 * their first failure, as people who mistype do.
 */
export function signInObservations(rowsOf: StepRows): Observation[] {
  return rowsOf('sign-ins').flatMap((row) => {
    const told = signInSentence(row);
    if (!told) return [];
    const tried = `${text(row, 'RemoteAddress')} failed ${counted(number(row, 'Failures'), 'time')} to sign in, from ${instantText(text(row, 'FirstFailure'))} to ${instantText(text(row, 'LastFailure'))}`;
    const how = `It tried ${counted(number(row, 'UserCount'), 'account')} (${some(list(row, 'Users'), 5)}) through ${some(list(row, 'Handlers'))}.`;
    return [
      {
        rule: told.rule,
        text: `${tried}, and ${told.end}. ${how}`,
        at: text(row, 'FirstFailure'),
        citations: cite([row]),
      },
    ];
  });
}

function signInSentence(row: ObservationRow): { rule: string; end: string } | undefined {
  const success = text(row, 'FirstSuccess');
  switch (text(row, 'Reading')) {
    case 'failures then success':
      if (success > text(row, 'FirstFailure')) {
        return { rule: 'failures-then-success', end: `was in at ${instantText(success)}` };
      }
      return {
        rule: 'failures-of-known-source',
        end: `signed in ${counted(number(row, 'Successes'), 'time')}, first at ${instantText(success)}, before any failure`,
      };
    case 'repeated failures':
      return { rule: 'repeated-failures', end: 'did not get in' };
    default:
      return undefined;
  }
}

/** Accounts that came, went or changed groups after the first snapshot, and which of the new ones may take over the device. */
export function accountObservations(rowsOf: StepRows): Observation[] {
  const rows = rowsOf('membership-changes');
  const start = earliest(rows, 'Snapshot');
  return rows.flatMap((row) => {
    const told = accountSentence(row, start);
    return told ? [{ ...told, at: text(row, 'Snapshot'), citations: cite([row]) }] : [];
  });
}

function accountSentence(row: ObservationRow, start: string | null): { rule: string; text: string } | undefined {
  const user = text(row, 'UserName');
  const snapshot = instantText(text(row, 'Snapshot'));
  switch (text(row, 'Change')) {
    case 'first seen':
      if (text(row, 'Snapshot') === start) return undefined;
      return {
        rule: 'account-created',
        text: `The account ${user} (id ${text(row, 'UserId')}) appears with the snapshot of ${snapshot}, in the groups ${some(list(row, 'Groups'), 8)}.`,
      };
    case 'groups changed': {
      const added = list(row, 'Added');
      const removed = list(row, 'Removed');
      const changes = [
        ...(added.length > 0 ? [`into ${some(added, 8)}`] : []),
        ...(removed.length > 0 ? [`out of ${some(removed, 8)}`] : []),
      ];
      return {
        rule: 'account-regrouped',
        text: `The account ${user} moved ${changes.join(' and ')} by the snapshot of ${snapshot}.`,
      };
    }
    case 'not in newer snapshots':
      return { rule: 'account-gone', text: `The account ${user} is in no snapshot after ${snapshot}.` };
    default:
      return undefined;
  }
}
