import { alertKinds } from './alertKinds.ts';
import { alertTellings, type Telling } from './alertStory.ts';
import { isoSeconds, isoTicks, MINUTE, utc } from './clock.ts';
import { isDevice, plant, subscriptionId } from './devices.ts';
import { hash32 } from './random.ts';
import { idSequence } from './rawEvent.ts';

interface Written {
  readonly at: number;
  readonly row: Readonly<Record<string, unknown>>;
}

function write(telling: Telling, id: string): Written[] {
  const [alertType, name, severity, description, remediation] = alertKinds[telling.kind];
  const { on } = telling;
  const end = utc(telling.end ?? telling.start);
  const hub = isDevice(on) ? on.hub : on;
  const entities = [
    { $id: '1', ResourceId: hub.resourceId, Type: 'azure-resource' },
    ...(isDevice(on) ? [{ $id: '2', DeviceId: on.id, IoTHub: { $ref: '1' }, Type: 'iotdevice' }] : []),
  ];
  const properties = { ...telling.properties, ...(isDevice(on) ? { DeviceId: on.id } : {}) };
  return [['New', telling.delay] as const, ...(telling.updates ?? [])].map(([status, minutes]) => {
    const mixed = hash32(`${id}/${minutes}`);
    const at = end + minutes * MINUTE + (mixed % 50_000);
    const row = {
      TimeGenerated: isoTicks(at, (mixed >>> 8) % 10_000),
      StartTime: telling.start,
      EndTime: isoSeconds(end),
      ProcessingEndTime: isoTicks(at, 0),
      SystemAlertId: id,
      VendorOriginalId: id,
      AlertName: name,
      DisplayName: name,
      AlertType: alertType,
      AlertSeverity: severity,
      Description: description,
      RemediationSteps: JSON.stringify([remediation]),
      ProductName: 'Azure Security Center for IoT',
      ProductComponentName: '',
      ProviderName: 'IoTSecurity',
      VendorName: 'Microsoft',
      Status: status,
      IsIncident: false,
      ConfidenceLevel: '',
      ConfidenceScore: null,
      CompromisedEntity: isDevice(on) ? on.id : hub.name,
      ResourceId: hub.resourceId,
      SourceComputerId: '',
      Entities: JSON.stringify(entities),
      ExtendedProperties: JSON.stringify(properties),
      ...common,
    };
    return { at, row };
  });
}

const common = {
  ExtendedLinks: '',
  AlertLink: '',
  Tactics: '',
  Techniques: '',
  SubTechniques: '',
  WorkspaceResourceGroup: 'rg-plant-eu',
  WorkspaceSubscriptionId: subscriptionId,
  Type: 'SecurityAlert',
  _BilledSize: 1_400,
  _IsBillable: 'True',
};

/** Another product's alert, in the table that all of them share. */
function otherProduct(id: string): Written {
  const at = utc('2019-04-18T12:30:00Z');
  const [written] = write({ kind: 'suspiciousAddress', on: plant, start: '2019-04-18T12:10:00Z', delay: 20 }, id);
  return {
    at,
    row: {
      ...written?.row,
      TimeGenerated: isoTicks(at, 4_321),
      AlertName: 'Traffic from an unusual location',
      DisplayName: 'Traffic from an unusual location',
      AlertType: 'VM_UnusualLocation',
      ProductName: 'Azure Security Center',
      ProviderName: 'Detection',
      CompromisedEntity: 'vm-historian',
      ResourceId: `/subscriptions/${subscriptionId}/resourceGroups/rg-plant-eu/providers/Microsoft.Compute/virtualMachines/vm-historian`,
      Entities: '[]',
      ExtendedProperties: JSON.stringify({
        'Source Address': '203.0.113.40',
        Note: 'Beside pump-07 in the same network',
      }),
    },
  };
}

/** The rows of SecurityAlert, oldest first. Alerts come minutes to hours late, and some are written more than once. */
export function alertRows(): readonly Readonly<Record<string, unknown>>[] {
  const nextId = idSequence('a1e70000');
  const written = alertTellings.flatMap((telling) => write(telling, nextId()));
  return [...written, otherProduct(nextId())].sort((a, b) => a.at - b.at).map(({ row }) => row);
}
