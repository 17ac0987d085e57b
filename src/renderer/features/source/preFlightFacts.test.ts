import { expect, test } from 'vitest';
import type {
  CloudChoice,
  SourceDescription,
  WorkspaceRef,
  WorkspaceSettings,
} from '../../../shared/contract/index.ts';
import type { Chosen, SignedIn } from '../../api/askers.ts';
import { askedAsText, retentionText, tableStates } from './preFlightFacts.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const source: WorkspaceRef = {
  kind: 'workspace',
  cloud: 'Lab',
  tenant,
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

test('says who asks, or why that is not certain', () => {
  const kim = person('kim', tenant);
  const robin = person('robin', tenant);
  const text = (people: readonly SignedIn[] | undefined, more: object = {}, chosen: readonly Chosen[] = []) =>
    askedAsText({ ...source, ...more }, people, chosen);
  expect(text(undefined)).toBe('being looked up');
  expect(text([kim])).toBe('kim@plant.example');
  expect(text([])).toBe('nobody is signed in there');
  expect(text([kim], { account: 'robin' })).toBe('not signed in any more');
  expect(text([kim, robin])).toBe('not chosen yet: 2 accounts are signed in there');
  expect(text([kim, robin], {}, [{ cloud: 'lab', tenant, account: 'robin' }])).toBe('robin@plant.example');
  expect(text([kim], { tenant: 'plant.example' })).toBe('whoever is signed in there');
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
  problems: [],
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

test('tells retention and cap of each workspace, and of what it is not known', () => {
  expect(retentionText([settings], [])).toBe('plant-logs: 90 days, daily cap not told');
  const further = { ...settings, name: 'soc-logs', retentionDays: null, problems: ['The tables may not be read.'] };
  expect(
    retentionText(
      [
        { ...settings, dailyQuotaGb: 5 },
        { ...further, dailyQuotaGb: 'uncapped' },
      ],
      ['w-3'],
    ),
  ).toBe(
    'plant-logs: 90 days, at most 5 GB a day; soc-logs: days not told, no daily cap (no more is known: The tables may not be read.); w-3: not known, since this account does not see it in Azure Resource Manager',
  );
});
