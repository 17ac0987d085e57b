import { expect, test } from 'vitest';
import type { CloudChoice, FoundWorkspace } from '../../../shared/contract/index.ts';
import { checkChoice, filterWorkspaces, identityOf, readWorkspaceIds, workspaceRef } from './workspaceChoice.ts';

const id = (n: number) => `${String(n).repeat(8)}-1111-4111-8111-111111111111`;
const workspace = (n: number, name: string, more: Partial<FoundWorkspace> = {}): FoundWorkspace => ({
  id: `/subscriptions/1/${name}`,
  customerId: id(n).toUpperCase(),
  name,
  resourceGroup: 'iot',
  subscription: { id: 's-1', name: 'Production' },
  region: 'westeurope',
  retentionDays: 90,
  dailyQuotaGb: null,
  hubs: [],
  ...more,
});
const hub = { id: 'h', name: 'Plant', solution: 's', isEnabled: true, sendsRawEvents: true, addressesUnmasked: null };
const logs = workspace(1, 'plant-logs', { hubs: [hub] });
const archive = workspace(2, 'archive', { region: 'northeurope', subscription: { id: 's-2', name: 'Security' } });

test('a workspace is found by its name, subscription, region, hubs or id', () => {
  const found = (text: string) => filterWorkspaces([logs, archive], text).map(({ name }) => name);
  expect(found('')).toEqual(['plant-logs', 'archive']);
  expect(found(' PLANT ')).toEqual(['plant-logs']);
  expect(found('security')).toEqual(['archive']);
  expect(found('northeu')).toEqual(['archive']);
  expect(found(id(2))).toEqual(['archive']);
  expect(found('moon')).toEqual([]);
});

test('ids are read with anything usual between them, each once', () => {
  expect(readWorkspaceIds(`${id(1)}, ${id(2)};${id(1).toUpperCase()}\n{x}`)).toEqual({
    ids: [id(1), id(2)],
    odd: ['{x}'],
  });
});

test('a choice is refused in words until it names workspaces', () => {
  expect(checkChoice([], ' ')).toContain('Choose a workspace');
  expect(checkChoice([logs], 'plant-logs')).toContain('“plant-logs” is no workspace id');
  expect(checkChoice([], id(1).slice(1))).toContain('is no workspace id');
  const many = Array.from({ length: 101 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`);
  expect(checkChoice([], many.join(' '))).toContain('at most 100');
  expect(checkChoice([logs], '')).toBeUndefined();
  expect(checkChoice([], id(3))).toBeUndefined();
});

test('the source holds what was picked, then what was typed, under the name of the first', () => {
  const identity = { cloud: 'public', tenant: 't', account: null };
  expect(workspaceRef(identity, [logs], `${id(3)} ${id(1)}`)).toEqual({
    kind: 'workspace',
    ...identity,
    workspaces: [id(1), id(3)],
    name: 'plant-logs',
    waitSeconds: 180,
  });
  expect(workspaceRef(identity, [], id(3)).name).toBeNull();
});

test('an account is named only where others are signed in beside it', () => {
  const cloud: CloudChoice = {
    name: 'public',
    builtIn: true,
    authority: 'https://login.test',
    needsTenant: true,
    clientId: 'c',
    takesClientId: true,
    lastTenant: null,
  };
  const account = (who: string, tenantId: string) => ({
    cloud,
    account: { id: who, tenantId, username: who, name: null },
  });
  const kim = account('kim', 't-1');
  expect(identityOf(kim, [kim, account('kim', 't-2')])).toEqual({ cloud: 'public', tenant: 't-1', account: null });
  expect(identityOf(kim, [kim, account('robin', 't-1')]).account).toBe('kim');
  expect(identityOf(account('lab', ''), []).tenant).toBeNull();
});
