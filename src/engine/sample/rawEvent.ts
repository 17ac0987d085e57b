import { isoSeconds, localOffset, sortable } from './clock.ts';
import { arrival } from './delivery.ts';
import { type Device, subscriptionId } from './devices.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** One payload item of one event of a device: one row of a raw event table. */
export interface RawEvent {
  readonly device: Device;
  readonly name: string;
  readonly category: 'Periodic' | 'Triggered' | 'Aggregated';
  readonly type: 'Security' | 'Operational' | 'Diagnostic';
  /** The event's own time, in milliseconds UTC. */
  readonly at: number;
  /** Shared by all rows of one event, such as a snapshot. */
  readonly eventId: string;
  readonly payload: Fields;
  readonly extraDetails?: Fields;
  readonly isEmpty?: boolean;
  readonly table?: 'DefenderIoTRawEvent';
  /** Where the agent that sent it was another version than the device's present one. */
  readonly agentVersion?: string;
}

export type RawEventTable = 'SecurityIoTRawEvent' | 'DefenderIoTRawEvent';
export const tableOf = (event: RawEvent): RawEventTable => event.table ?? 'SecurityIoTRawEvent';

/** Gives out ids that are visibly invented and never repeat: a group per purpose and a counter. */
export function idSequence(group: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${group}-0000-4000-8000-${count.toString(16).padStart(12, '0')}`;
  };
}

/** The payload with the metadata that the service puts beside it (iot-data.md, section 2.1). */
function eventDetails(event: RawEvent): Fields {
  const { device, at } = event;
  if (device.agent === 'micro') {
    return {
      ...event.payload,
      AzureResourceId: device.hub.associatedResourceId,
      DeviceId: device.id,
      MessageSource: 'Agent',
      OriginalEventId: event.eventId,
      TimestampUTC: isoSeconds(at),
      TimestampLocal: isoSeconds(at + localOffset),
    };
  }
  // The C agent writes its local time with a literal Z, the C# agents write it without a zone.
  const time = device.agent === 'linuxC' ? isoSeconds : sortable;
  return {
    ...event.payload,
    ExtraDetails: event.extraDetails ?? {},
    EventId: event.eventId,
    TimestampLocal: time(at + localOffset),
    TimestampUTC: time(at),
    AzureResourceId: device.hub.associatedResourceId,
    DeviceId: device.id,
    MessageSource: device.agent === 'windows' ? 'Windows' : 'Linux',
  };
}

/** One line of the table's NDJSON file. EventDetails is compact JSON text, or an object where the column is dynamic. */
export function toLine(event: RawEvent, rowId: string): string {
  const details = eventDetails(event);
  const text = JSON.stringify(details);
  const row = {
    AgentVersion: event.agentVersion ?? event.device.agentVersion,
    AssociatedResourceId: event.device.hub.associatedResourceId,
    AzureSubscriptionId: subscriptionId,
    DeviceId: event.device.id,
    EventDetails: tableOf(event) === 'DefenderIoTRawEvent' ? details : text,
    IoTRawEventId: rowId,
    IsEmpty: event.isEmpty ?? false,
    RawEventCategory: event.category,
    RawEventName: event.name,
    RawEventType: event.type,
    TimeGenerated: arrival(event).text,
    TimeStamp: isoSeconds(event.at),
    Type: tableOf(event),
    _BilledSize: text.length + 240,
    _IsBillable: 'True',
  };
  return `${JSON.stringify(row)}\n`;
}
