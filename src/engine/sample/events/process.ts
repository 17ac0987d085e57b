import type { Device } from '../devices.ts';
import type { Random } from '../random.ts';
import type { Fields } from '../rawEvent.ts';

export interface Run {
  readonly executable: string;
  readonly commandLine: string;
  readonly userId: string;
  readonly processId: number;
  readonly parentProcessId: number;
}

/** A started program as the legacy Linux agents report it; the hash is in ExtraDetails and mostly empty. */
export const linuxProcess = (run: Run): Fields => ({
  Executable: run.executable,
  CommandLine: run.commandLine,
  UserId: run.userId,
  ProcessId: run.processId,
  ParentProcessId: run.parentProcessId,
});

type Template = readonly [executable: string, userId: string, commandLine: (random: Random) => string];

const linuxTemplates: readonly [Template, ...Template[]] = [
  ['/bin/sh', '0', (r) => `sh -c test -x /usr/sbin/anacron || run-parts /etc/cron.hourly # ${r.int(1, 40)}`],
  ['/usr/bin/pumpctl', '1001', (r) => `pumpctl set --rpm ${r.int(600, 1_800)} --valve ${r.int(1, 8)}`],
  ['/usr/bin/pumpctl', '1001', (r) => `pumpctl status --valve ${r.int(1, 8)}`],
  ['/usr/bin/mosquitto_pub', '1002', (r) => `mosquitto_pub -t plant/line${r.int(1, 4)}/flow -m ${r.int(0, 9_999)}`],
  ['/usr/sbin/logrotate', '0', () => 'logrotate /etc/logrotate.conf'],
  ['/usr/bin/df', '1002', (r) => `df -h /data/${r.int(1, 6)}`],
  ['/usr/sbin/ntpdate', '0', () => 'ntpdate -q 198.51.100.5'],
  ['/bin/cat', '1002', (r) => `cat /sys/class/thermal/thermal_zone${r.int(0, 3)}/temp`],
  ['/bin/uname', '1003', () => 'uname -a'],
  ['/usr/bin/apt-get', '0', () => 'apt-get -qq update'],
];

/** A benign program of a Linux device; ids below 30000, so that no later process takes one of the story's. */
export function benignLinuxProcess(device: Device, random: Random): { payload: Fields; hash: string } {
  const [executable, userId, commandLine] = random.pick(linuxTemplates);
  return {
    payload: linuxProcess({
      executable,
      commandLine: commandLine(random),
      userId,
      processId: device.aggregatesProcesses ? 0 : random.int(2_000, 29_999),
      parentProcessId: device.aggregatesProcesses ? 0 : random.pick([1, 512, 512, 612]),
    }),
    hash: executable === '/usr/bin/pumpctl' ? '2fd4e1c67a2d28fced849ee1bb76e7391b93eb12' : '',
  };
}

/** A benign program of the Windows panel: the user id is a logon id, and there is no hash. */
export function windowsProcess(random: Random): { payload: Fields; extraDetails: Fields } {
  const [executable, commandLine] = random.pick([
    ['C:\\Windows\\System32\\svchost.exe', 'svchost.exe -k netsvcs'],
    ['C:\\Program Files\\Panel\\panel.exe', `"C:\\Program Files\\Panel\\panel.exe" --line ${random.int(1, 6)}`],
    ['C:\\Windows\\System32\\cmd.exe', `cmd.exe /c copy D:\\recipes\\r${random.int(1, 90)}.csv C:\\Panel\\in`],
    ['C:\\Windows\\System32\\schtasks.exe', 'schtasks.exe /query'],
  ]);
  return {
    payload: {
      Executable: executable,
      ProcessId: random.int(500, 9_999),
      ParentProcessId: random.pick([612, 884, 1_020]),
      UserName: 'Operator',
      UserId: '0x3E7',
      CommandLine: commandLine,
    },
    extraDetails: {
      'CREATOR_Account Name': 'Operator',
      'TARGET_Account Name': '-',
      'Token Elevation Type': '%%1937',
      'Mandatory Label': 'S-1-16-12288',
    },
  };
}

export const windowsProcessEnd = (random: Random): { payload: Fields; extraDetails: Fields } => ({
  payload: {
    Executable: 'C:\\Windows\\System32\\cmd.exe',
    ProcessId: random.int(500, 9_999),
    ExitStatus: random.int(0, 1),
  },
  extraDetails: { 'Account Domain': 'PLANT', 'Account Name': 'Operator', 'Logon ID': '0x3E7' },
});

/** A process as the micro agent reports it: a small l in Commandline, and HitCount at the top. */
export const microProcess = (random: Random): Fields => ({
  ProcessId: random.int(2_000, 29_999),
  ParentProcessId: random.pick([1, 420, 512]),
  Commandline: `sensord --sample ${random.int(1, 60)} --channel ${random.int(1, 4)}`,
  Executable: '/usr/bin/sensord',
  UserId: random.pick(['0', '1000']),
  EventType: random.pick(['fork', 'exec', 'EXIT']),
  HitCount: random.int(1, 30),
});
