import { expect, test } from 'vitest';
import type { CloudChoice } from '../../shared/contract/index.ts';
import { askersOf, type SignedIn } from './askers.ts';

const cloud: CloudChoice = {
  name: 'lab',
  builtIn: false,
  authority: 'https://login.test',
  needsTenant: true,
  clientId: 'c',
  takesClientId: false,
  lastTenant: null,
};
const [one, two] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
const person = (id: string, tenantId: string): SignedIn => ({
  cloud,
  account: { id, tenantId, username: `${id}@plant.example`, name: null },
});
const source = { cloud: 'Lab', tenant: one, account: null };
const kim = person('kim', one);
const robin = person('robin', one);
const names = ({ fitting }: ReturnType<typeof askersOf>) => fitting.map(({ account }) => account.id);

test('the only account of the tenant asks, and the one that the source names by id or user name', () => {
  expect(askersOf(source, [kim, person('kim', two)], [])).toMatchObject({ asks: kim, undecided: false });
  expect(askersOf({ ...source, account: 'robin' }, [kim, robin], []).asks).toBe(robin);
  expect(askersOf({ ...source, account: 'robin@plant.example' }, [kim, robin], []).asks).toBe(robin);
  expect(askersOf({ ...source, cloud: 'public' }, [kim], []).fitting).toEqual([]);
});

test('of several none asks until one is chosen for this tenant of this cloud', () => {
  const people = [kim, robin];
  const choose = (account: string, more = {}) => [{ cloud: 'lab', tenant: one, account, ...more }];
  expect(askersOf(source, people, [])).toMatchObject({ asks: undefined, undecided: true });
  expect(askersOf(source, people, choose('robin'))).toMatchObject({ asks: robin, undecided: false });
  expect(askersOf(source, people, choose('robin', { tenant: two })).undecided).toBe(true);
  expect(askersOf(source, people, choose('gone')).undecided).toBe(true);
  expect(askersOf({ ...source, account: 'kim' }, people, choose('robin')).asks).toBe(kim);
});

test('behind a domain any account of the cloud may stand, once each, and it is not said which', () => {
  const asked = askersOf({ ...source, tenant: 'plant.example' }, [kim, person('kim', two)], []);
  expect([names(asked), asked.asks, asked.undecided]).toEqual([['kim'], undefined, false]);
  const chosen = [{ cloud: 'lab', tenant: 'Plant.example', account: 'kim' }];
  expect(askersOf({ ...source, tenant: 'plant.example' }, [kim, robin], chosen).asks).toBe(kim);
});
