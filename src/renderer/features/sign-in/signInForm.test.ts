import { expect, test } from 'vitest';
import type { CloudChoice } from '../../../shared/contract/index.ts';
import { checkSignIn, signInDraft, wantedCloud, wantedUser } from './signInForm.ts';

const azure: CloudChoice = {
  name: 'public',
  builtIn: true,
  authority: 'https://login.microsoftonline.com',
  needsTenant: true,
  clientId: null,
  takesClientId: true,
  lastTenant: null,
};
const clientId = '11111111-2222-4333-8444-555555555555';

test('Azure needs a client id and a tenant, and each is asked for', () => {
  expect(checkSignIn(azure, signInDraft(azure))).toEqual({
    clientId: expect.stringMatching(/^Give the client id/),
    tenant: expect.stringMatching(/^Give the tenant/),
  });
});

test('what is typed is checked', () => {
  expect(checkSignIn(azure, { clientId: 'casebook', tenant: 'common' })).toEqual({
    clientId: expect.stringContaining('looks like'),
    tenant: expect.stringContaining('does not say which tenant'),
  });
  expect(checkSignIn(azure, { clientId: ` ${clientId} `, tenant: 'Plant.example' })).toEqual({});
});

test('a cloud that brings its client id and has no tenants needs neither', () => {
  const own = { ...azure, builtIn: false, clientId: 'casebook', takesClientId: false, needsTenant: false };
  expect(checkSignIn(own, signInDraft(own))).toEqual({});
});

test('what is known from before is filled in', () => {
  expect(signInDraft({ ...azure, clientId, lastTenant: 'plant.example' })).toEqual({
    clientId,
    tenant: 'plant.example',
  });
});

test('where a case asks is filled in before where somebody signed in last, in its own cloud alone', () => {
  const known = { ...azure, lastTenant: 'office.example' };
  const wanted = { cloud: 'Public', tenant: 'plant.example', account: null };
  expect(signInDraft(known, wanted).tenant).toBe('plant.example');
  expect(signInDraft(known, { ...wanted, tenant: null }).tenant).toBe('office.example');
  expect(signInDraft(known, { ...wanted, cloud: 'china' }).tenant).toBe('office.example');
  expect(wantedCloud([known], wanted)).toBe('public');
  expect(wantedCloud([known], { ...wanted, cloud: 'Plant gateway' })).toBeUndefined();
});

test('the account that a case asks with is told by its user name, where that is known', () => {
  const kim = { id: 'a.b', tenantId: 'b', username: 'kim@plant.example', name: null };
  const wanted = { cloud: 'public', tenant: null, account: 'a.b' };
  expect(wantedUser(azure, wanted, [kim])).toBe('kim@plant.example');
  expect(wantedUser(azure, wanted, [])).toBeUndefined();
  expect(wantedUser(azure, { ...wanted, account: 'robin@plant.example' }, [kim])).toBe('robin@plant.example');
  expect(wantedUser(azure, { ...wanted, account: null }, [kim])).toBeUndefined();
  expect(wantedUser(azure, { ...wanted, cloud: 'china' }, [kim])).toBeUndefined();
});
