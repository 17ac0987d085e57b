import { expect, it } from 'vitest';
import { checkTenant, isTenantId } from './tenant.ts';

it.each([
  [' 6F1D7A52-3C8E-4B1A-9A57-0C2F5DE8B901 ', '6f1d7a52-3c8e-4b1a-9a57-0c2f5de8b901'],
  ['Contoso.onmicrosoft.com', 'contoso.onmicrosoft.com'],
  ['plant.example', 'plant.example'],
])('takes %j', (text, value) => {
  expect(checkTenant(text)).toEqual({ ok: true, value });
});

it.each([
  'common',
  'organizations',
  'Consumers',
  '',
  'contoso',
  'contoso.com/evil',
  'a..b',
  '-a.example',
  'contoso.com?x=1',
  '../other',
  '10.0.0.1',
])('refuses %j', (text) => {
  expect(checkTenant(text).ok).toBe(false);
});

it('tells an id from a domain', () => {
  expect([isTenantId('6F1D7A52-3C8E-4B1A-9A57-0C2F5DE8B901'), isTenantId('plant.example')]).toEqual([true, false]);
});
