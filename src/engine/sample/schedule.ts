import { DAY, HOUR } from './clock.ts';
import { type Device, pump1 } from './devices.ts';
import { droppedEvents, messageStatistics } from './events/agentHealth.ts';
import { baselineFailures, microBaseline } from './events/baseline.ts';
import { firewallRules } from './events/firewall.ts';
import { listeningPorts } from './events/listeningPorts.ts';
import { localUsers } from './events/localUsers.ts';
import { agentVersionAt, microSystemInformation, systemInformation } from './events/system.ts';
import type { Fields, RawEvent } from './rawEvent.ts';

type Item = { readonly payload: Fields; readonly extraDetails?: Fields };
type NextId = () => string;

/** One periodic event: a row per item, or a single empty row. */
function periodic(
  device: Device,
  at: number,
  nextId: NextId,
  name: string,
  items: readonly Item[],
  more: Partial<RawEvent> = {},
): RawEvent[] {
  const shared = {
    device,
    name,
    at,
    category: 'Periodic' as const,
    type: 'Security' as const,
    eventId: nextId(),
    agentVersion: agentVersionAt(device, at),
    ...more,
  };
  if (items.length === 0) return [{ ...shared, payload: {}, isEmpty: true }];
  return items.map((item) => ({ ...shared, ...item }));
}

const plain = (payloads: readonly Fields[]): Item[] => payloads.map((payload) => ({ payload }));
const operational = { type: 'Operational' } as const;

function legacySnapshot(device: Device, at: number, nextId: NextId): RawEvent[] {
  const event = (name: string, items: readonly Item[], more: Partial<RawEvent> = {}) =>
    periodic(device, at, nextId, name, items, more);
  const sockets = listeningPorts(device, at).map(({ payload, pid }) => ({ payload, extraDetails: { Pid: pid } }));
  const windows = device.agent === 'windows';
  return [
    ...event('LocalUsers', plain(localUsers(device, at))),
    ...event('ListeningPorts', sockets),
    ...event('FirewallConfiguration', firewallRules(device, at)),
    ...event('SystemInformation', plain([systemInformation(device, at)])),
    ...(windows ? [] : event('OSBaseline', plain(baselineFailures(device, at)))),
    ...(windows ? event('ConnectedHardware', windowsHardware(at)) : []),
    ...event(
      'DroppedEventsStatistics',
      plain([droppedEvents(device, at, 'High'), droppedEvents(device, at, 'Low')]),
      operational,
    ),
    ...event('MessageStatistics', plain([messageStatistics(device, at)]), operational),
    ...(device === pump1 ? configurationError(device, at, nextId) : []),
  ];
}

/** The agent sends a single text here; on some days nothing is plugged in. */
const windowsHardware = (at: number): Item[] =>
  Math.floor(at / DAY) % 3 === 0 ? [] : plain([{ ConnectedHardware: 'USB Input Device' }]);

function configurationError(device: Device, at: number, nextId: NextId): RawEvent[] {
  if (Math.floor(at / DAY) % 5 !== 0) return [];
  const payload = {
    ConfigurationName: 'snapshotFrequency',
    ErrorType: 'TypeMismatch',
    UsedConfiguration: 'PT13H',
    Message: 'Expected an ISO 8601 duration',
  };
  return periodic(device, at, nextId, 'ConfigurationError', plain([payload]), {
    ...operational,
    category: 'Triggered',
  });
}

function microSnapshot(device: Device, at: number, nextId: NextId): RawEvent[] {
  const event = (name: string, payloads: readonly Fields[], more: Partial<RawEvent> = {}) =>
    periodic(device, at, nextId, name, plain(payloads), more);
  const newer = { table: 'DefenderIoTRawEvent' } as const;
  return [
    ...event('SystemInformation', [microSystemInformation(device)]),
    ...event('Baseline', microBaseline),
    ...event('Heartbeat', [], newer),
    ...event(
      'SBoM',
      [
        { Name: 'openssl', Version: '1.1.1', Vendor: 'Invented Packages' },
        { Name: 'sensord', Version: '2.3.0', Vendor: 'Invented Sensors' },
      ],
      newer,
    ),
    ...event('FileSystem', [{ Mask: 'IN_MODIFY', Path: '/etc/sensord.conf', Hitcount: 2 }], newer),
    ...event('Statistics', [{ Name: 'Process', Events: [{ Description: 'Collected', Hitcount: 420 }] }], newer),
  ];
}

/** The periodic events of a device that fall into the time from `from` (included) to `to`. */
export function scheduledEvents(device: Device, from: number, to: number, nextId: NextId): RawEvent[] {
  const interval = device.agent === 'micro' ? 24 * HOUR : 13 * HOUR;
  const at = device.snapshotAt + Math.ceil((from - device.snapshotAt) / interval) * interval;
  if (at >= to || at >= (device.silentFrom ?? Number.POSITIVE_INFINITY)) return [];
  return device.agent === 'micro' ? microSnapshot(device, at, nextId) : legacySnapshot(device, at, nextId);
}
