import { z } from 'zod';
import { firstEventAt, isoSeconds, windowEnd } from './clock.ts';
import { pump1, pump07 } from './devices.ts';
import { attackerAddress } from './story.ts';
import { downloadCommand, minerCommand } from './storyCommands.ts';

/**
 * What happened in the sample workspace, for tests and for people who want to check their reading of it. Each item names
 * the playbook step whose result shows it and what a row of that result holds: a dynamic set contains the value, text
 * contains it as a part, anything else equals it.
 */
export const groundTruth = z.strictObject({
  device: z.string(),
  hub: z.string(),
  /** Covers all rows, on TimeGenerated, UTC. */
  window: z.strictObject({ from: z.string(), to: z.string() }),
  items: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      what: z.string(),
      step: z.string().regex(/^\d\d$/),
      match: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    }),
  ),
});
export type GroundTruth = z.infer<typeof groundTruth>;

type Item = GroundTruth['items'][number];
const item = (id: string, title: string, step: string, match: Item['match'], what: string): Item => ({
  id,
  title,
  what,
  step,
  match,
});

const items: readonly Item[] = [
  item(
    'guessing',
    'Password guessing',
    '08',
    { RemoteAddress: attackerAddress, Reading: 'failures then success' },
    `From ${attackerAddress} the attacker guessed passwords until one worked.`,
  ),
  item(
    'guessed-names',
    'Guessed account names',
    '08',
    { RemoteAddress: attackerAddress, Users: '(invalid user)' },
    'The evening before, the attacker tried accounts that do not exist.',
  ),
  item(
    'guessing-source',
    'Connections from the guessing source',
    '10',
    { Executable: '/usr/sbin/sshd', Peers: attackerAddress },
    'The attempts came in through the SSH service.',
  ),
  item(
    'account-fell',
    'The account that fell',
    '04',
    { UserName: 'pi', Result: 'Success', LoginHandler: '/usr/sbin/sshd', IPAddress: attackerAddress },
    'The attacker signed in as pi at 12:01:44 UTC on 18 April 2019.',
  ),
  item(
    'sign-in-time',
    'The sign-in among the other events',
    '21',
    { Kind: 'Login', Summary: `Success pi from ${attackerAddress}` },
    'The sign-in stands between the failures and the first command.',
  ),
  item(
    'new-user',
    'New account',
    '15',
    { UserName: 'sysupd', Change: 'first seen', Groups: 'sudo' },
    'The attacker created the account sysupd.',
  ),
  item(
    'new-user-privileged',
    'New account with privileges',
    '16',
    { UserName: 'sysupd', PrivilegedGroups: 'sudo' },
    'The new account may become root.',
  ),
  item(
    'new-user-access',
    'New account with access',
    '02',
    { UserName: 'sysupd', GroupNames: 'sysupd;sudo' },
    'The new account has access to the device.',
  ),
  item(
    'group-change',
    'Group change',
    '15',
    { UserName: 'logger', Change: 'groups changed', Added: 'sudo' },
    'The attacker put the existing account logger into the group sudo.',
  ),
  item(
    'account-commands',
    'Commands that changed accounts',
    '13',
    { Family: 'account change', CommandLines: 'useradd -m -s /bin/bash sysupd' },
    'The attacker ran useradd and usermod.',
  ),
  item(
    'download-and-run',
    'Download and run',
    '13',
    { Family: 'download then run', Executable: '/bin/sh', CommandLines: downloadCommand },
    'The attacker fetched a script into /tmp and ran it in one command.',
  ),
  item(
    'dropped-program',
    'Program in a temporary folder',
    '12',
    { Executable: '/tmp/x', CommandLines: '/tmp/x' },
    'The script ran as root from /tmp/x.',
  ),
  item(
    'parent',
    'Where the program came from',
    '14',
    { Executable: '/tmp/x', ParentCommandLine: 'sh -c curl' },
    'The command that downloaded the script also started it.',
  ),
  item(
    'miner',
    'Miner process',
    '13',
    { Family: 'miner', Executable: '/tmp/.x/xmrig', CommandLines: minerCommand },
    'The script started a coin miner.',
  ),
  item(
    'miner-process',
    'Miner in the process list',
    '05',
    { Executable: '/tmp/.x/xmrig', ExecutingUsers: 'Id:0, Name:root' },
    'The miner ran as root.',
  ),
  item(
    'miner-connection',
    'Connection to the mining pool',
    '09',
    { Scope: 'internet', RemoteAddress: attackerAddress, RemotePort: '4444', Executables: '/tmp/.x/xmrig' },
    `The miner connected to ${attackerAddress} on port 4444.`,
  ),
  item(
    'firewall-flush',
    'Firewall flushed',
    '13',
    { Family: 'firewall disabled', Executable: '/sbin/iptables', CommandLines: 'iptables -F' },
    'The attacker removed all firewall rules.',
  ),
  item(
    'firewall-open',
    'Firewall open',
    '17',
    { Chain: 'INPUT', Action: 'Allow', Priority: 1, Current: true, Wide: true },
    'The INPUT chain has no rule left and allows by default.',
  ),
  item(
    'listener',
    'Listener on a high port',
    '11',
    { LocalPort: '8888', Exposure: 'all interfaces', Pids: '31022' },
    'The attacker opened port 8888, above the 1024 at which the guide’s query cuts off.',
  ),
  item(
    'back-door',
    'Shell behind the listener',
    '13',
    { Family: 'reverse shell', Executable: '/bin/nc', CommandLines: 'nc -lkp 8888 -e /bin/sh' },
    'The listener hands a shell to whoever connects.',
  ),
  item(
    'logs-removed',
    'Logs removed',
    '13',
    {
      Family: 'log or history removal',
      Executable: '/bin/rm',
      CommandLines: 'rm -f /var/log/auth.log /var/log/syslog',
    },
    'The attacker removed the logs and the history of the shell.',
  ),
  item(
    'audit-stopped',
    'Auditing stopped',
    '13',
    { Family: 'auditd tampering', CommandLines: 'systemctl stop auditd' },
    'The attacker stopped auditd, and with it the events of processes, connections and sign-ins.',
  ),
  item(
    'audit-check',
    'Auditing check fails',
    '18',
    { CheckId: 'CCE-90003-7', StillFailing: true },
    'The baseline shows that auditd no longer runs.',
  ),
  item(
    'agent-blind',
    'Agent without its source',
    '20',
    { RawEventName: 'Diagnostic', Detail: 'Failed to read auditd' },
    'The agent reported that it could not read auditd.',
  ),
  item(
    'dropped-events',
    'Events lost',
    '20',
    { RawEventName: 'DroppedEventsStatistics', Detail: 'Low queue: dropped 690 of' },
    'The agent lost events while the attack ran.',
  ),
  item(
    'last-process',
    'The last process event',
    '06',
    { RawEventName: 'ProcessCreate', LastSeen: '2019-04-18T12:58:40' },
    'No process is reported after auditing stopped.',
  ),
  item(
    'silence',
    'Silence',
    '07',
    { GapStart: '2019-04-18T13:45' },
    'After 13:45 UTC the device reported nothing more.',
  ),
  item(
    'alert-sign-in',
    'Alert: guessing succeeded',
    '01',
    { AlertName: 'Successful Bruteforce attempt', AlertSeverity: 'High' },
    'The service noticed the guessing three minutes after it succeeded.',
  ),
  item(
    'alert-audit',
    'Alert: auditing stopped',
    '23',
    { AlertType: 'IoT_DisableAuditdLogging', AlertDevice: pump07.id },
    'The service noticed that auditing was stopped.',
  ),
  item(
    'hub-diagnostics',
    'Hub diagnostics deleted',
    '23',
    { AlertType: 'IoT_DiagnosticSettingDeletedFromHub' },
    'Hours before the guessing, somebody deleted a diagnostic setting of the hub.',
  ),
  item(
    'open-policy',
    'Recommendation: open firewall',
    '19',
    { RecommendationName: 'IoT_PermissiveFirewallPolicy', RecommendationState: 'Active' },
    'The service recommends to close the firewall that the attacker opened.',
  ),
  item(
    'spread',
    'Spread to another device',
    '22',
    { DeviceId: pump1.id, IsInvestigated: false },
    `Through the device the attacker reached ${pump1.id}, which then contacted the same address.`,
  ),
];

/** The ground truth of every sample workspace: the story does not depend on the seed or on the number of events. */
export const sampleGroundTruth: GroundTruth = groundTruth.parse({
  device: pump07.id,
  hub: pump07.hub.name,
  window: { from: isoSeconds(firstEventAt), to: isoSeconds(windowEnd) },
  items,
});
