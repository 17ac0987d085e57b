import { utc } from './clock.ts';

export const subscriptionId = '11111111-1111-1111-1111-111111111111';

export interface Hub {
  readonly name: string;
  /** As alerts spell it. */
  readonly resourceId: string;
  /** As raw events spell it: lower case. */
  readonly associatedResourceId: string;
}

function hub(name: string): Hub {
  const resourceId = `/subscriptions/${subscriptionId}/resourceGroups/rg-plant-eu/providers/Microsoft.Devices/IotHubs/${name}`;
  return { name, resourceId, associatedResourceId: resourceId.toLowerCase() };
}

/** The second hub's name contains the first's, and so does the resource group of both. */
export const plant = hub('plant');
export const plant2 = hub('plant-2');

/** Which agent reports: the C and the C# agent for Linux, the C# agent for Windows, the micro agent, or none. */
type Agent = 'linuxC' | 'linuxCs' | 'windows' | 'micro' | 'none';

export interface Device {
  readonly id: string;
  readonly hub: Hub;
  readonly agent: Agent;
  readonly agentVersion: string;
  readonly address: string;
  readonly hostName: string;
  /** Whether processes are aggregated by the hour; connections always are, except on Windows. */
  readonly aggregatesProcesses: boolean;
  /** One moment at which a snapshot is taken; the others lie multiples of 13 hours before and after. */
  readonly snapshotAt: number;
  /** One moment at which a low-priority batch is sent; the others lie multiples of 5 hours before and after. */
  readonly sendAt: number;
  /** Nothing is reported after this. */
  readonly silentFrom?: number;
  /** Batches due in this time wait for its end. */
  readonly offline?: { readonly from: number; readonly to: number };
}

const linux = { agent: 'linuxC', agentVersion: '0.0.6', aggregatesProcesses: true } as const;

/** Alerts and recommendations are about a device or about a hub. */
export const isDevice = (on: Device | Hub): on is Device => 'hub' in on;

/** The device of the attack. Its processes are not aggregated, so that parents can be found. */
export const pump07: Device = {
  ...linux,
  id: 'pump-07',
  hub: plant,
  address: '192.0.2.17',
  hostName: 'pump-07',
  aggregatesProcesses: false,
  snapshotAt: utc('2019-04-18T13:20:00Z'),
  sendAt: utc('2019-04-18T13:45:00Z'),
  silentFrom: utc('2019-04-18T13:46:00Z'),
};
export const pump1: Device = {
  ...linux,
  id: 'pump-1',
  hub: plant,
  address: '192.0.2.11',
  hostName: 'pump-1',
  snapshotAt: utc('2019-04-18T04:05:00Z'),
  sendAt: utc('2019-04-18T14:10:00Z'),
};
export const pump10: Device = {
  id: 'pump-10',
  hub: plant,
  agent: 'linuxCs',
  agentVersion: '0.0.7',
  address: '192.0.2.20',
  hostName: 'pump-10',
  aggregatesProcesses: true,
  snapshotAt: utc('2019-04-18T07:35:00Z'),
  sendAt: utc('2019-04-18T10:30:00Z'),
  offline: { from: utc('2019-04-11T08:00:00Z'), to: utc('2019-04-12T02:00:00Z') },
};
/** A device of its own: ids are case-sensitive. */
export const pump07Upper: Device = {
  id: 'Pump-07',
  hub: plant,
  agent: 'linuxCs',
  agentVersion: '0.0.7',
  address: '192.0.2.18',
  hostName: 'pump-07b',
  aggregatesProcesses: false,
  snapshotAt: utc('2019-04-18T09:50:00Z'),
  sendAt: utc('2019-04-18T11:20:00Z'),
};
export const mixer: Device = {
  ...linux,
  id: "mixer(2)'s",
  hub: plant,
  address: '192.0.2.32',
  hostName: 'mixer-2',
  snapshotAt: utc('2019-04-18T02:15:00Z'),
  sendAt: utc('2019-04-18T12:55:00Z'),
};
export const windowsPanel: Device = {
  id: 'hmi-win',
  hub: plant,
  agent: 'windows',
  agentVersion: '0.0.7',
  address: '192.0.2.40',
  hostName: 'HMI-WIN',
  aggregatesProcesses: false,
  snapshotAt: utc('2019-04-18T05:45:00Z'),
  sendAt: utc('2019-04-18T13:05:00Z'),
};
export const microSensor: Device = {
  id: 'sensor-m1',
  hub: plant,
  agent: 'micro',
  agentVersion: '4.6.2',
  address: '192.0.2.51',
  hostName: 'sensor-m1',
  aggregatesProcesses: true,
  snapshotAt: utc('2019-04-18T06:30:00Z'),
  sendAt: utc('2019-04-18T07:00:00Z'),
};
/** Only alerts and recommendations: it has no agent. */
export const valve3: Device = {
  id: 'valve-3',
  hub: plant,
  agent: 'none',
  agentVersion: '',
  address: '192.0.2.60',
  hostName: 'valve-3',
  aggregatesProcesses: false,
  snapshotAt: 0,
  sendAt: 0,
};
/** The id of a device of the first hub, on the second hub. */
export const pump1OnPlant2: Device = {
  ...linux,
  id: 'pump-1',
  hub: plant2,
  address: '192.0.2.111',
  hostName: 'press-line-pump',
  snapshotAt: utc('2019-04-18T08:25:00Z'),
  sendAt: utc('2019-04-18T15:40:00Z'),
};

/** The devices with raw events. */
export const reportingDevices: readonly Device[] = [
  pump07,
  pump1,
  pump10,
  pump07Upper,
  mixer,
  windowsPanel,
  microSensor,
  pump1OnPlant2,
];
