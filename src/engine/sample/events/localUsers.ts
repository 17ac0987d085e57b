import { utc } from '../clock.ts';
import { type Device, pump07 } from '../devices.ts';
import type { Fields } from '../rawEvent.ts';

/** From then on the user with id 1001 is called `ops`: one id, two names. */
const renamedAt = utc('2019-04-11T09:00:00Z');
/** The attacker's account and group change are in every snapshot from then on. */
const accountsChangedAt = utc('2019-04-18T12:06:00Z');

const user = (UserName: string, UserId: string, GroupNames: string, GroupIds: string): Fields => ({
  UserName,
  UserId,
  GroupNames,
  GroupIds,
});

const root = user('root', '0', 'root', '0');
const pi = user('pi', '1000', 'pi;adm;sudo', '1000;4;27');
const maint = user('maint', '1003', 'maint;sudo', '1003;27');

function pump07Users(at: number): readonly Fields[] {
  const changed = at >= accountsChangedAt;
  return [
    root,
    pi,
    user(at < renamedAt ? 'operator' : 'ops', '1001', 'plc;dialout', '1010;20'),
    changed ? user('logger', '1002', 'logger;sudo', '1002;27') : user('logger', '1002', 'logger', '1002'),
    maint,
    ...(changed ? [user('sysupd', '1004', 'sysupd;sudo', '1004;27')] : []),
  ];
}

const sid = 'S-1-5-21-1004336348-1177238915-682003330';
/** The Windows agent joins groups with commas and loses the spaces of their names. */
const windowsUsers: readonly Fields[] = [
  user('Administrator', `${sid}-500`, 'Administrators', 'S-1-5-32-544'),
  user('Operator', `${sid}-1001`, 'Administrators,Users', 'S-1-5-32-544,S-1-5-32-545'),
  user('Guest', `${sid}-501`, 'Guests', 'S-1-5-32-546'),
];

/** The accounts of a device at the time of a snapshot, one row each. */
export function localUsers(device: Device, at: number): readonly Fields[] {
  if (device === pump07) return pump07Users(at);
  return device.agent === 'windows' ? windowsUsers : [root, pi, maint];
}
