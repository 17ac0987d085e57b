import type { DeviceSummary, Playbook, SourceDescription } from '../../../shared/contract/index.ts';

const fakeWindow = { from: '2026-03-02T00:00:00Z', to: '2026-03-16T00:00:00.0000001Z' };

/** A hash by its looks only: nothing in the window computes one. */
export const fakeHash = (seed: number): string => {
  let state = seed + 1;
  return Array.from({ length: 64 }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return (state % 16).toString(16);
  }).join('');
};

export const fakeSource = (folder: string): SourceDescription => ({
  source: { kind: 'local', folder },
  label: 'sample-workspace',
  tables: [
    {
      name: 'SecurityAlert',
      files: ['SecurityAlert.ndjson'],
      columns: [{ name: 'TimeGenerated', type: 'datetime' }],
      rowCount: 34,
      badLineCount: 0,
      badLines: [],
      coverage: { from: '2026-03-04T07:12:09Z', to: '2026-03-15T22:40:00Z' },
    },
    {
      name: 'SecurityIoTRawEvent',
      files: ['SecurityIoTRawEvent.ndjson'],
      columns: [{ name: 'TimeGenerated', type: 'datetime' }],
      rowCount: 19_842,
      badLineCount: 2,
      badLines: [
        { file: 'SecurityIoTRawEvent.ndjson', line: 811, reason: 'not JSON: unexpected end of the line' },
        { file: 'SecurityIoTRawEvent.ndjson', line: 4120, reason: 'not a JSON object' },
      ],
      coverage: fakeWindow,
    },
  ],
  skippedFiles: [{ file: 'ground-truth.json', reason: 'no table of this name is known' }],
});

const device = (deviceId: string, hubName: string, rest: Partial<DeviceSummary> = {}): DeviceSummary => ({
  deviceId,
  hubName,
  alertCount: 0,
  highestSeverity: null,
  newestAlert: null,
  rawEventCount: 2400,
  firstRawEvent: fakeWindow.from,
  lastRawEvent: '2026-03-15T23:10:00Z',
  agent: 'legacy',
  ...rest,
});

export const fakeDevices: readonly DeviceSummary[] = [
  device('pump-07', 'plant', {
    alertCount: 14,
    highestSeverity: 'High',
    newestAlert: '2026-03-12T04:31:00Z',
    rawEventCount: 3120,
  }),
  device('pump-1', 'plant', { alertCount: 2, highestSeverity: 'Low', newestAlert: '2026-03-09T10:02:00Z' }),
  device('pump-10', 'plant', { alertCount: 1, highestSeverity: 'Medium', newestAlert: '2026-03-06T15:45:00Z' }),
  device('Pump-07', 'plant-2'),
  device("gate-(north)'s", 'plant', { agent: 'micro', rawEventCount: 410 }),
  device('meter-3', '', {
    agent: 'none',
    rawEventCount: 0,
    firstRawEvent: null,
    lastRawEvent: null,
    alertCount: 3,
    highestSeverity: 'Informational',
    newestAlert: '2026-03-04T07:12:09Z',
  }),
];

/** A playbook of one group, for tests that need no more. */
export const fakePlaybook: Playbook = {
  id: 'fake',
  version: '1.0.0',
  title: 'Investigate a suspicious IoT device',
  attribution: 'Made for tests.',
  introduction: 'Two steps.',
  preparation: { title: 'Preparation', tasks: [{ id: 'access', text: 'Open your IoT hub.' }] },
  groups: [
    {
      id: 'guide',
      title: 'Steps',
      steps: [
        {
          id: 'users',
          title: 'Users with access',
          purpose: 'To find out which users have access to this device.',
          guide: { kql: 'SecurityIoTRawEvent | take 10', parameters: [] },
          hardened: { kql: 'SecurityIoTRawEvent | take 5', parameters: [] },
          tables: ['SecurityIoTRawEvent'],
          questions: [{ id: 'users-1', guideNumber: 1, text: 'Which users have access to the device?' }],
          cautions: [],
          attack: [],
        },
        {
          id: 'ports',
          title: 'Open ports',
          purpose: 'To find out which ports are in use.',
          hardened: { kql: 'SecurityIoTRawEvent | take 7', parameters: [] },
          tables: ['SecurityIoTRawEvent'],
          questions: [],
          cautions: [],
          attack: [],
        },
      ],
    },
  ],
  closing: { title: 'Next steps', tasks: [{ id: 'alerts', text: 'Configure custom alerts.' }] },
};
