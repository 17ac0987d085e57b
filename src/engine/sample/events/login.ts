import type { Device } from '../devices.ts';
import type { Random } from '../random.ts';
import type { Fields } from '../rawEvent.ts';

export interface SignIn {
  readonly userName: string;
  readonly processId: number;
  readonly success: boolean;
  readonly operation?: string;
  readonly executable?: string;
  /** Absent for a local sign-in. */
  readonly remoteAddress?: string;
}

/** A sign-in as auditd reports it. */
export const linuxLogin = (signIn: SignIn): Fields => ({
  ProcessId: signIn.processId,
  UserName: signIn.userName,
  Executable: signIn.executable ?? '/usr/sbin/sshd',
  ...(signIn.remoteAddress === undefined ? {} : { RemoteAddress: signIn.remoteAddress }),
  Result: signIn.success ? 'Success' : 'Fail',
  Operation: signIn.operation ?? 'PAM:authentication',
});

const windowsSid = 'S-1-5-21-1004336348-1177238915-682003330-1001';

function windowsLogin(random: Random): { payload: Fields; extraDetails: Fields } {
  const local = random.chance(0.7);
  const success = random.chance(0.92);
  return {
    payload: {
      ProcessId: 884,
      UserName: 'PLANT\\Operator',
      UserId: windowsSid,
      Operation: 'User32',
      Executable: 'C:\\Windows\\System32\\svchost.exe',
      RemoteAddress: local ? '-' : '198.51.100.20',
      ...(local ? {} : { RemotePort: String(random.int(49_152, 65_535)) }),
      Result: success ? 'Success' : 'Fail',
    },
    extraDetails: {
      'Account Domain': 'PLANT',
      ...(success ? {} : { 'Failure Reason': 'Unknown user name or bad password.' }),
    },
  };
}

const microLogin = (random: Random): Fields => ({
  Operation: random.pick(['Login', 'Logout', 'Login', 'Logout', 'LoginFailed']),
  ProcessId: random.int(2_000, 29_999),
  UserName: random.pick(['pi', 'maint']),
  Executable: random.pick(['tty1', 'pts/0', 'pts/1', 'ssh:notty']),
  RemoteAddress: random.pick(['127.0.0.1', '0.0.0.0', '198.51.100.20', '198.51.100.21']),
});

/** A benign sign-in: the maintenance host, `sudo`, or the console. */
export function benignLogin(device: Device, random: Random): { payload: Fields; extraDetails?: Fields } {
  if (device.agent === 'windows') return windowsLogin(random);
  if (device.agent === 'micro') return { payload: microLogin(random) };
  const processId = random.int(2_000, 29_999);
  const kind = random.int(0, 9);
  if (kind < 5)
    return { payload: linuxLogin({ userName: 'maint', processId, success: true, executable: '/usr/bin/sudo' }) };
  if (kind < 8) {
    const remoteAddress = random.pick(['198.51.100.20', '198.51.100.21']);
    return { payload: linuxLogin({ userName: 'maint', processId, success: true, operation: 'login', remoteAddress }) };
  }
  if (kind === 8) {
    return {
      payload: linuxLogin({ userName: 'pi', processId, success: true, executable: '/bin/login', operation: 'login' }),
    };
  }
  return { payload: linuxLogin({ userName: 'maint', processId, success: false, remoteAddress: '198.51.100.20' }) };
}
