import type { Device } from '../devices.ts';
import type { Random } from '../random.ts';
import type { Fields } from '../rawEvent.ts';

type Peer = readonly [address: string, port: string, executable: string, commandLine: string, userId: string];

const linuxPeers: readonly [Peer, ...Peer[]] = [
  ['198.51.100.10', '8883', '/usr/bin/mosquitto_pub', 'mosquitto_pub -t plant/line1/flow', '1002'],
  ['198.51.100.10', '443', '/usr/bin/iot-agent', 'iot-agent --hub', '0'],
  ['198.51.100.5', '123', '/usr/sbin/ntpdate', 'ntpdate -q 198.51.100.5', '0'],
  ['198.51.100.80', '80', '/usr/lib/apt/methods/http', '/usr/lib/apt/methods/http', '0'],
  ['192.0.2.5', '502', '/usr/bin/pumpctl', 'pumpctl status', '1001'],
  ['127.0.0.1', '1883', '/usr/bin/mosquitto_sub', 'mosquitto_sub -t plant/#', '1002'],
  ['2001:db8::53', '53', '/lib/systemd/systemd-resolved', '/lib/systemd/systemd-resolved', '101'],
];

/** A benign connection of a legacy Linux agent, aggregated by the hour; the local side is not known. */
export function benignLinuxConnection(device: Device, random: Random): Fields {
  const Protocol = device.agent === 'linuxCs' ? 'Tcp' : 'tcp';
  if (random.chance(0.2)) {
    const RemoteAddress = random.pick(['198.51.100.20', '198.51.100.21', '192.0.2.5', '192.0.2.6']);
    // An aggregated inbound row has lost the port and holds a number in its place.
    return {
      Protocol,
      Direction: 'In',
      RemoteAddress,
      RemotePort: 0,
      Executable: '/usr/sbin/sshd',
      CommandLine: '/usr/sbin/sshd -D',
      ProcessId: 0,
      UserId: '0',
    };
  }
  const peer = random.pick(linuxPeers);
  // The C# agent drops loopback connections.
  const [RemoteAddress, RemotePort, Executable, CommandLine, UserId] =
    peer[0] === '127.0.0.1' && device.agent === 'linuxCs' ? linuxPeers[0] : peer;
  return { Protocol, Direction: 'Out', RemoteAddress, RemotePort, Executable, CommandLine, ProcessId: 0, UserId };
}

/** A connection of the Windows panel: both sides, no command line, a device path. */
export const windowsConnection = (device: Device, random: Random): Fields => ({
  Executable: '\\device\\harddiskvolume2\\windows\\system32\\svchost.exe',
  ProcessId: 912,
  RemoteAddress: random.pick(['198.51.100.10', '198.51.100.11']),
  RemotePort: '443',
  LocalAddress: device.address,
  LocalPort: String(random.int(49_152, 65_535)),
  Protocol: 'Tcp',
  Direction: random.pick(['Out', 'Out', 'Out', 'In']),
});

/** Network activity of the micro agent: ports are numbers and there is no direction. */
export const microNetworkActivity = (device: Device, random: Random): Fields => ({
  LocalAddress: device.address,
  RemoteAddress: random.pick(['198.51.100.10', '198.51.100.5', '192.0.2.5']),
  LocalPort: random.int(32_768, 60_999),
  RemotePort: random.pick([8883, 123, 443]),
  BytesIn: random.int(60, 90_000),
  BytesOut: random.int(60, 90_000),
  Protocol: 'TCP',
  ProcessId: random.int(2_000, 29_999),
  UserId: '0',
  ApplicationProtocol: '',
});
