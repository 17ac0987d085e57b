import { utc } from '../clock.ts';
import { type Device, pump07 } from '../devices.ts';
import type { Fields } from '../rawEvent.ts';

/** The attacker's listener and the miner's connection are in every snapshot from then on. */
const listenerOpenedAt = utc('2019-04-18T12:24:00Z');

export interface Socket {
  readonly payload: Fields;
  readonly pid: string;
}

function socket(
  protocol: string,
  local: readonly [string, string],
  remote: readonly [string, string],
  pid: number,
): Socket {
  return {
    payload: {
      Protocol: protocol,
      LocalAddress: local[0],
      LocalPort: local[1],
      RemoteAddress: remote[0],
      RemotePort: remote[1],
    },
    pid: String(pid),
  };
}

/** Every socket of a device, as the agents report them: listeners, loopback and established connections alike. */
export function listeningPorts(device: Device, at: number): readonly Socket[] {
  if (device.agent === 'windows') {
    return [
      socket('TCP', ['0.0.0.0', '135'], ['0.0.0.0', '0'], 884),
      socket('TCP', ['0.0.0.0', '3389'], ['0.0.0.0', '0'], 1020),
      socket('TCP', [device.address, '139'], ['0.0.0.0', '0'], 4),
      socket('UDP', ['0.0.0.0', '5353'], ['*', '*'], 1412),
      socket('TCP', [device.address, '50311'], ['198.51.100.10', '443'], 2044),
    ];
  }
  const attacked = device === pump07 && at >= listenerOpenedAt;
  const decodesIPv6 = device.agent === 'linuxCs';
  return [
    socket('tcp', ['0.0.0.0', '22'], ['0.0.0.0', '*'], 612),
    socket('tcp', ['127.0.0.1', '631'], ['0.0.0.0', '*'], 702),
    socket('tcp6', [decodesIPv6 ? '::1' : '0.0.0.1', '631'], [decodesIPv6 ? '::' : '0.0.0.0', '*'], 702),
    socket('udp', ['0.0.0.0', '68'], ['0.0.0.0', '*'], 540),
    socket('tcp', [device.address, '40122'], ['198.51.100.10', '8883'], 811),
    ...(device === pump07 ? [socket('tcp', ['0.0.0.0', '502'], ['0.0.0.0', '*'], 930)] : []),
    ...(device === pump07 ? [socket('tcp', ['0.0.0.0', '8080'], ['0.0.0.0', '*'], 931)] : []),
    ...(attacked ? [socket('tcp', ['0.0.0.0', '8888'], ['0.0.0.0', '*'], 31_022)] : []),
    ...(attacked ? [socket('tcp', [device.address, '51234'], ['203.0.113.9', '4444'], 31_010)] : []),
  ];
}
