import { expect, test } from 'vitest';
import type {
  CloudChoice,
  SourceDescription,
  WorkspaceRef,
  WorkspaceSettings,
} from '../../../shared/contract/index.ts';
import { askedAs, tableStates } from './preFlightFacts.ts';

const source: WorkspaceRef = {
  kind: 'workspace',
  cloud: 'Lab',
  tenant: 't-1',
  account: null,
  workspaces: ['11111111-1111-4111-8111-111111111111'],
  name: null,
  waitSeconds: 180,
};
const cloud: CloudChoice = {
  name: 'lab',
  builtIn: false,
  authority: 'https://login.test',
  needsTenant: true,
  clientId: 'c',
  takesClientId: false,
  lastTenant: null,
};
const person = (id: string, tenantId: string) => ({
  cloud,
  account: { id, tenantId, username: `${id}@plant.example`, name: null },
});

test('says who asks, or nothing where that is not certain', () => {
  const kim = person('kim', 't-1');
  const robin = person('robin', 't-1');
  expect(askedAs(source, [kim, person('kim', 't-2')])).toBe('kim@plant.example');
  expect(askedAs({ ...source, account: 'robin' }, [kim, robin])).toBe('robin@plant.example');
  expect(askedAs(source, [kim, robin])).toBeUndefined();
  expect(askedAs({ ...source, cloud: 'public' }, [kim])).toBeUndefined();
});

const table = (name: string, rowCount: number) => ({
  name,
  files: [],
  columns: [],
  rowCount,
  badLineCount: 0,
  badLines: [],
  coverage: rowCount === 0 ? null : { from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' },
});
const described: SourceDescription = {
  source,
  label: 'lab',
  tables: [table('SecurityAlert', 3), table('DefenderIoTRawEvent', 0)],
  skippedFiles: [],
  workspace: {
    missing: [
      { table: 'SecurityIoTRawEvent', reason: 'denied', text: 'no right' },
      { table: 'SecurityRecommendation', reason: 'absent', text: 'no table' },
    ],
    rawEvents: 'unknown',
  },
};
const settings: WorkspaceSettings = {
  customerId: source.workspaces[0] ?? '',
  name: 'plant-logs',
  region: 'westeurope',
  retentionDays: 90,
  dailyQuotaGb: null,
  isIngesting: true,
  tables: [
    { name: 'SecurityAlert', plan: 'Analytics', retentionDays: null, totalRetentionDays: 90 },
    { name: 'SecurityIoTRawEvent', plan: 'Basic', retentionDays: 30, totalRetentionDays: 365 },
  ],
};

test('tells absent, denied, empty and readable tables apart, with how long rows stay', () => {
  expect(tableStates(described, [settings]).map(({ name, state, text, kept }) => [name, state, text, kept])).toEqual([
    ['DefenderIoTRawEvent', 'empty', null, []],
    ['SecurityAlert', 'there', null, ['90 days']],
    [
      'SecurityIoTRawEvent',
      'denied',
      'no right',
      ['30 days, 365 days in the archive (plan Basic: not every query works)'],
    ],
    ['SecurityRecommendation', 'absent', 'no table', []],
  ]);
});

test('claims nothing about retention where no settings are known', () => {
  expect(tableStates(described, []).flatMap(({ kept }) => kept)).toEqual([]);
});
