import { HOUR, SECOND } from './clock.ts';
import { type Device, pump07 } from './devices.ts';
import { auditStoppedAt } from './events/baseline.ts';
import { benignLinuxConnection, microNetworkActivity, windowsConnection } from './events/connection.ts';
import { benignLogin } from './events/login.ts';
import { benignLinuxProcess, microProcess, windowsProcess, windowsProcessEnd } from './events/process.ts';
import { agentVersionAt } from './events/system.ts';
import { aggregation } from './events/window.ts';
import type { Random } from './random.ts';
import type { Fields, RawEvent } from './rawEvent.ts';

type Kind = 'process' | 'connection' | 'login';

/** Whether the device reports processes, connections and sign-ins in the hour that begins then. */
export const isActive = (device: Device, hourStart: number): boolean =>
  device !== pump07 || hourStart + HOUR <= auditStoppedAt;

const triggered = { category: 'Triggered', type: 'Security' } as const;
const aggregated = { category: 'Aggregated', type: 'Security' } as const;

function payloadOf(
  device: Device,
  kind: Kind,
  random: Random,
): { name: string; payload: Fields; extraDetails?: Fields } {
  if (kind === 'login') return { name: 'Login', ...benignLogin(device, random) };
  if (device.agent === 'micro') {
    return kind === 'process'
      ? { name: 'Process', payload: microProcess(random) }
      : { name: 'NetworkActivity', payload: microNetworkActivity(device, random) };
  }
  if (device.agent === 'windows') {
    if (kind === 'connection') return { name: 'ConnectionCreate', payload: windowsConnection(device, random) };
    return random.chance(0.7)
      ? { name: 'ProcessCreate', ...windowsProcess(random) }
      : { name: 'ProcessTerminate', ...windowsProcessEnd(random) };
  }
  if (kind === 'connection') return { name: 'ConnectionCreate', payload: benignLinuxConnection(device, random) };
  const { payload, hash } = benignLinuxProcess(device, random);
  return { name: 'ProcessCreate', payload, extraDetails: { Hash: hash } };
}

/** One benign event in the hour that begins at `hourStart`; aggregated ones are stamped at the end of their window. */
export function benignEvent(device: Device, hourStart: number, random: Random, nextId: () => string): RawEvent {
  const dice = random.int(0, 99);
  const kind: Kind = dice < 55 ? 'process' : dice < 96 ? 'connection' : 'login';
  const { name, payload, extraDetails } = payloadOf(device, kind, random);
  const isAggregated =
    (device.agent === 'linuxC' || device.agent === 'linuxCs') &&
    (kind === 'connection' || (kind === 'process' && device.aggregatesProcesses));
  const at = isAggregated ? hourStart + HOUR + 4 * SECOND : hourStart + random.int(0, 3_599) * SECOND;
  const extra = isAggregated ? { ...extraDetails, ...aggregation(device, at, random.int(1, 60)) } : extraDetails;
  return {
    device,
    name,
    ...(isAggregated ? aggregated : triggered),
    at,
    eventId: nextId(),
    agentVersion: agentVersionAt(device, at),
    payload,
    ...(extra ? { extraDetails: extra } : {}),
  };
}
