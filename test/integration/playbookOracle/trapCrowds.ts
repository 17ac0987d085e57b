import { instantText, ticksPerHour, ticksPerMinute } from './instants.ts';
import { base, type Row, second } from './trapDraw.ts';

const event = (name: string, details: Row, time: bigint = base, device = 'dev-1'): Row => ({
  AgentVersion: '1.0.0',
  AssociatedResourceId: '/s/iothubs/plant',
  DeviceId: device,
  EventDetails: JSON.stringify({ ...details, TimestampUTC: instantText(time) }),
  IsEmpty: false,
  RawEventCategory: 'Triggered',
  RawEventName: name,
  RawEventType: 'Security',
  TimeGenerated: instantText(time),
  TimeStamp: instantText(time),
});
const crowd = (size: number, make: (index: number) => Row): Row[] =>
  Array.from({ length: size }, (_, index) => make(index));

/** Groups with more different values than the caps of their sets let through. */
export const crowds: readonly Row[] = [
  ...crowd(200, (n) => event('Login', { UserName: 'crowd', RemoteAddress: `198.51.100.${n}`, Result: 'Fail' })),
  ...crowd(60, (n) => event('Login', { UserName: `u${n}`, RemoteAddress: '203.0.113.77', Executable: `h${n % 25}` })),
  ...crowd(150, (n) =>
    event(
      'ProcessCreate',
      {
        ...{ Executable: '/many', CommandLine: `whoami ${n}`, UserId: `${n}` },
        ExtraDetails: { Hash: `${n % 30}` },
      },
      base + 5n * second,
    ),
  ),
  ...crowd(120, (n) =>
    event('ConnectionCreate', {
      ...{ Direction: 'Out', RemoteAddress: '203.0.113.77', RemotePort: '443', Protocol: 'tcp' },
      ...{ Executable: `/e${n % 60}`, UserId: `${n % 30}`, CommandLine: `c${n}` },
    }),
  ),
  ...crowd(230, (n) =>
    event('ConnectionCreate', {
      Direction: 'In',
      RemoteAddress: `198.51.100.${n}`,
      LocalPort: '22',
      Executable: '/many',
    }),
  ),
  ...crowd(140, (n) =>
    event('ListeningPorts', {
      ...{ Protocol: 'udp', LocalAddress: '*', LocalPort: '53', RemotePort: '*', RemoteAddress: `198.51.100.${n}` },
      ExtraDetails: { Pid: `${n}` },
    }),
  ),
  ...crowd(140, (n) => event('ListeningPorts', { Protocol: 'udp', LocalPort: '54', RemotePort: `${n + 1}` })),
];

const guesses = (address: string, failures: number, ...more: Row[]): Row[] => [
  ...crowd(failures, (n) => event('Login', { RemoteAddress: address, Result: 'Fail' }, base + second * BigInt(n))),
  ...more,
];
const beat = (minutes: bigint): Row => event('Heartbeat', {}, base + minutes * ticksPerMinute, 'gap-1');
const day = 24n * (ticksPerHour / ticksPerMinute);

/** Values exactly at the limits that the queries compare with. */
export const edges: readonly Row[] = [
  ...guesses('192.0.2.4', 4),
  ...guesses('192.0.2.5', 5),
  ...guesses('192.0.2.6', 5, event('Login', { RemoteAddress: '192.0.2.6', Result: 'Success' }, base)),
  ...guesses('192.0.2.7', 5, event('Login', { RemoteAddress: '192.0.2.7', Result: 'Success' }, base + 1n)),
  ...guesses('192.0.2.8', 0, event('Login', { RemoteAddress: '192.0.2.8', Result: 'other' })),
  event('ListeningPorts', { Protocol: '6in4', LocalAddress: '0.0.0.1', LocalPort: '9', RemotePort: '*' }),
  event('LocalUsers', { UserId: '1000', UserName: 'twin of another device' }, base + 3600n * second, 'DEV-1'),
  event('localusers', { UserId: '1000', UserName: 'event of another kind' }, base + 3600n * second),
  beat(0n),
  beat(14n * 60n),
  beat(28n * 60n + 1n),
  { ...beat(day), AssociatedResourceId: '/s/iothubs/plant-2' },
];
