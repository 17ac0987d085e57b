import { HOUR, isoSeconds, isoTicks, MINUTE, utc } from './clock.ts';
import {
  type Device,
  type Hub,
  isDevice,
  mixer,
  plant,
  pump1,
  pump1OnPlant2,
  pump07,
  pump10,
  valve3,
} from './devices.ts';
import { hash32 } from './random.ts';
import { idSequence } from './rawEvent.ts';

type Kind = readonly [name: string, displayName: string, severity: string, description: string];

const kinds = {
  openPorts: ['IoT_OpenPorts', 'Open ports on device', 'Medium', 'A listening endpoint was found on the device.'],
  permissivePolicy: [
    'IoT_PermissiveFirewallPolicy',
    'Permissive firewall policy in one of the chains was found',
    'Medium',
    'The default policy of a chain allows; it should deny.',
  ],
  permissiveInput: [
    'IoT_PermissiveInputFirewallRules',
    'Permissive firewall rule in the input chain was found',
    'Medium',
    'A rule allows a wide range of addresses or ports.',
  ],
  baseline: [
    'IoT_Baseline',
    'Operating system baseline validation failure',
    'Medium',
    'Checks of the baseline fail on the device.',
  ],
  smallMessages: [
    'IoT_AgentSendsUnutilizedMessages',
    'Agent sends unutilized messages',
    'Low',
    'Many messages are smaller than 4 KB.',
  ],
  installAgent: ['IoT_InstallAgent', 'Install agent', 'Medium', 'The device has no security agent.'],
  sharedCredentials: [
    'IoT_SharedCredentials',
    'Same credentials used by multiple devices',
    'High',
    'Devices share one set of credentials.',
  ],
} as const satisfies Record<string, Kind>;

interface Finding {
  readonly kind: keyof typeof kinds;
  readonly on: Device | Hub;
  readonly discovered: string;
  /** From then on the state is Resolved. */
  readonly resolved?: string;
  /** How often the finding is discovered, half an hour apart. */
  readonly times: number;
  readonly data: Readonly<Record<string, string>>;
}

const rules = (rule: Readonly<Record<string, string>>) => ({
  Rules: JSON.stringify([{ SourceAddress: '', SourcePort: '', DestinationAddress: '', DestinationPort: '', ...rule }]),
});
const endpoints = (...list: string[]) => ({ Endpoints: JSON.stringify(list) });

const findings: readonly Finding[] = [
  {
    kind: 'openPorts',
    on: pump07,
    discovered: '2019-04-06T02:00:00Z',
    times: 6,
    data: endpoints('0.0.0.0:502', '0.0.0.0:8080'),
  },
  { kind: 'baseline', on: pump07, discovered: '2019-04-05T16:00:00Z', times: 4, data: { FailedChecks: '2' } },
  {
    kind: 'permissiveInput',
    on: pump07,
    discovered: '2019-04-07T08:00:00Z',
    resolved: '2019-04-09T08:00:00Z',
    times: 5,
    data: rules({ DestinationPort: '1337' }),
  },
  { kind: 'permissivePolicy', on: pump07, discovered: '2019-04-18T13:26:00Z', times: 2, data: { Chain: 'INPUT' } },
  {
    kind: 'baseline',
    on: pump1,
    discovered: '2019-04-06T04:00:00Z',
    resolved: '2019-04-13T04:00:00Z',
    times: 6,
    data: { FailedChecks: '2' },
  },
  { kind: 'smallMessages', on: pump10, discovered: '2019-04-08T00:00:00Z', times: 3, data: { Share: '0.14' } },
  {
    kind: 'openPorts',
    on: mixer,
    discovered: '2019-04-10T00:00:00Z',
    resolved: '2019-04-11T00:00:00Z',
    times: 4,
    data: endpoints('0.0.0.0:25324'),
  },
  { kind: 'installAgent', on: valve3, discovered: '2019-04-05T09:00:00Z', times: 8, data: {} },
  {
    kind: 'openPorts',
    on: pump1OnPlant2,
    discovered: '2019-04-09T00:00:00Z',
    times: 3,
    data: endpoints('0.0.0.0:8443'),
  },
  {
    kind: 'sharedCredentials',
    on: plant,
    discovered: '2019-04-07T00:00:00Z',
    times: 3,
    data: { Devices: '["valve-3","valve-4"]' },
  },
];

function rows(finding: Finding, id: string): { at: number; row: Readonly<Record<string, unknown>> }[] {
  const [name, displayName, severity, description] = kinds[finding.kind];
  const { on } = finding;
  const hub = isDevice(on) ? on.hub : on;
  const resolved = finding.resolved === undefined ? undefined : utc(finding.resolved);
  const first = utc(finding.discovered);
  // A resolved finding's last row is written when it was resolved.
  return Array.from({ length: finding.times }, (_, i) => {
    const isResolved = resolved !== undefined && i === finding.times - 1;
    const discoveredAt = isResolved ? resolved : first + i * 30 * MINUTE;
    const at = discoveredAt + 4 * MINUTE + (hash32(`${id}/${i}`) % 30_000);
    const row = {
      AssessedResourceId: hub.resourceId,
      Description: description,
      DeviceId: isDevice(on) ? on.id : '',
      DiscoveredTimeUTC: isoSeconds(discoveredAt),
      Environment: 'Azure',
      FirstEvaluationDate: isoSeconds(first - HOUR),
      IsSnapshot: false,
      PolicyDefinitionId: '',
      Properties: { source: isDevice(on) ? 'Agent' : 'Hub' },
      ProviderName: 'IoTSecurity',
      RecommendationAdditionalData: finding.data,
      RecommendationDisplayName: displayName,
      RecommendationId: id,
      RecommendationName: name,
      RecommendationSeverity: severity,
      RecommendationState: isResolved ? 'Resolved' : 'Active',
      ResolvedTimeUTC: isResolved ? isoSeconds(resolved) : null,
      ResourceRegion: 'westeurope',
      StatusChangeDate: isoSeconds(isResolved ? resolved : first),
      TimeGenerated: isoTicks(at, hash32(`${id}/${i}/ticks`) % 10_000),
      Type: 'SecurityRecommendation',
    };
    return { at, row };
  });
}

/** The rows of SecurityRecommendation, oldest first: active findings repeat, and some are resolved later. */
export function recommendationRows(): readonly Readonly<Record<string, unknown>>[] {
  const nextId = idSequence('4ec00000');
  return findings
    .flatMap((finding) => rows(finding, nextId()))
    .sort((a, b) => a.at - b.at)
    .map(({ row }) => row);
}
